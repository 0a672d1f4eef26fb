"""Who leaves before the answer is there stops the work on it."""

import asyncio

import pytest
from starlette.responses import Response
from starlette.types import Message

from miauflix.playback.leaving import unless_gone


class Line:
    """What a server hands to an app as `receive`."""

    def __init__(self) -> None:
        self._messages: asyncio.Queue[Message] = asyncio.Queue()
        self._messages.put_nowait({"type": "http.request", "body": b"", "more_body": False})

    def hang_up(self) -> None:
        self._messages.put_nowait({"type": "http.disconnect"})

    async def receive(self) -> Message:
        return await self._messages.get()


async def test_the_answer_of_who_stays_is_passed_on() -> None:
    async def work() -> Response:
        return Response(status_code=206)

    assert (await unless_gone(Line().receive, work())).status_code == 206


async def test_a_refusal_is_passed_on_too() -> None:
    async def work() -> Response:
        raise LookupError("no such film")

    with pytest.raises(LookupError):
        await unless_gone(Line().receive, work())


async def test_the_work_for_who_leaves_is_cancelled_before_the_answer_returns() -> None:
    line, begun, undone = Line(), asyncio.Event(), asyncio.Event()

    async def work() -> Response:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            undone.set()
        return Response()

    answering = asyncio.create_task(unless_gone(line.receive, work()))
    await begun.wait()
    line.hang_up()
    async with asyncio.timeout(10):
        await answering
    assert undone.is_set()


async def test_when_the_request_itself_is_cancelled_so_is_the_work() -> None:
    begun, undone = asyncio.Event(), asyncio.Event()

    async def work() -> Response:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            undone.set()
        return Response()

    answering = asyncio.create_task(unless_gone(Line().receive, work()))
    await begun.wait()
    answering.cancel()
    with pytest.raises(asyncio.CancelledError):
        await answering
    assert undone.is_set()
