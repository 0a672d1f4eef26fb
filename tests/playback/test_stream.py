"""The response over a bare ASGI conversation, fed by a source whose bytes the test hands out."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from typing import cast

import pytest
import structlog
from starlette.responses import Response
from starlette.types import Message, Scope

from miauflix.kit.byte_source import SourceClosed
from miauflix.kit.errors import Unavailable
from miauflix.playback.errors import RangeNotSatisfiable
from miauflix.playback.rules import Conditions
from miauflix.playback.stream import respond

CONTENT = bytes(range(256)) * 40


class HandedOut:
    """A ByteSource over CONTENT that gives `chunk` bytes at a time and after `stall_after` fails, or gives nothing."""

    size_bytes = len(CONTENT)
    name = "film.mp4"
    etag = "tag"

    def __init__(self, *, chunk: int = 1000, stall_after: int | None = None, failure: Exception | None = None) -> None:
        self._chunk = chunk
        self._failure = failure
        self._stall_after = stall_after
        self.stalled = asyncio.Event()
        self.open_readers = 0
        self.closed = False

    async def read(self, start: int, end: int) -> AsyncGenerator[bytes]:
        self.open_readers += 1
        try:
            while start < end:
                if self._stall_after is not None and start >= self._stall_after:
                    if self._failure is not None:
                        raise self._failure
                    self.stalled.set()
                    await asyncio.Event().wait()
                stop = min(start + self._chunk, end)
                yield CONTENT[start:stop]
                start = stop
        finally:
            self.open_readers -= 1

    async def aclose(self) -> None:
        self.closed = True


class Client:
    """The other end: collects what is sent; `leave()` is a closed connection."""

    def __init__(self, *, reads: int | None = None) -> None:
        self.messages: list[Message] = []
        self._gone = asyncio.Event()
        self._reads = reads
        self.waiting_to_send = asyncio.Event()

    def leave(self) -> None:
        self._gone.set()

    async def receive(self) -> Message:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        if self._reads is not None and len(self.messages) > self._reads:
            self.waiting_to_send.set()
            await asyncio.Event().wait()  # a full socket: the client reads no more
        self.messages.append(message)

    @property
    def body(self) -> bytes:
        return b"".join(m["body"] for m in self.messages if m["type"] == "http.response.body")

    @property
    def is_complete(self) -> bool:
        return bool(self.messages) and not self.messages[-1].get("more_body", True)


async def answer(source: HandedOut, conditions: Conditions, *, head: bool = False, timeout_s: float = 5) -> Response:
    async with AsyncExitStack() as held:
        held.push_async_callback(source.aclose)
        return await respond(source, conditions, head=head, timeout_s=timeout_s, held=held)


async def run(response: Response, client: Client) -> None:
    await response(cast("Scope", {"type": "http"}), client.receive, client.send)


@pytest.mark.parametrize(
    ("header", "status", "start", "end"),
    [
        (None, 200, 0, len(CONTENT)),
        ("bytes=0-1023", 206, 0, 1024),
        ("bytes=5000-", 206, 5000, len(CONTENT)),
        ("bytes=-7", 206, len(CONTENT) - 7, len(CONTENT)),
    ],
)
async def test_the_asked_for_bytes_arrive_and_everything_is_given_back(
    header: str | None, status: int, start: int, end: int
) -> None:
    source, client = HandedOut(), Client()
    response = await answer(source, Conditions(range=header))
    await run(response, client)
    assert (response.status_code, client.body, client.is_complete) == (status, CONTENT[start:end], True)
    assert response.headers["content-length"] == str(end - start)
    assert response.headers["accept-ranges"] == "bytes"
    assert response.headers["etag"] == '"tag"'
    assert response.headers["content-type"] == "video/mp4"
    assert ("content-range" in response.headers) == (status == 206)
    assert (source.open_readers, source.closed) == (0, True)


async def test_head_says_the_same_without_reading() -> None:
    source = HandedOut(stall_after=0)
    response = await answer(source, Conditions(range="bytes=0-9"), head=True)
    assert (response.status_code, response.headers["content-length"]) == (206, "10")
    assert (response.body, source.open_readers, source.closed) == (b"", 0, True)


async def test_a_range_past_the_end_is_416_with_the_size() -> None:
    source = HandedOut()
    with pytest.raises(RangeNotSatisfiable) as refused:
        await answer(source, Conditions(range="bytes=99999999999-"))
    assert refused.value.headers["Content-Range"] == f"bytes */{len(CONTENT)}"
    assert source.closed


async def test_a_known_file_is_304_without_a_body() -> None:
    source = HandedOut()
    response = await answer(source, Conditions(if_none_match='"tag"'))
    assert (response.status_code, response.body, source.closed) == (304, b"", True)


async def test_the_status_line_waits_for_the_first_byte() -> None:
    source = HandedOut(stall_after=0)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await answer(source, Conditions())
    assert (source.open_readers, source.closed) == (0, True)


async def test_a_stall_after_the_headers_ends_the_response_unfinished() -> None:
    source, client = HandedOut(stall_after=3000), Client()
    response = await answer(source, Conditions(), timeout_s=0.05)
    await run(response, client)
    assert (client.body, client.is_complete) == (CONTENT[:3000], False)
    assert (source.open_readers, source.closed) == (0, True)


@pytest.mark.parametrize("failure", [SourceClosed("evicted"), Unavailable("the disk is full")])
async def test_a_source_that_goes_away_is_503_before_the_headers_and_a_cut_after_them(failure: Exception) -> None:
    gone_at_once = HandedOut(stall_after=0, failure=failure)
    with pytest.raises(Unavailable):
        await answer(gone_at_once, Conditions())
    source, client = HandedOut(stall_after=3000, failure=failure), Client()
    await run(await answer(source, Conditions()), client)
    assert (client.body, client.is_complete) == (CONTENT[:3000], False)
    assert (source.open_readers, source.closed) == (0, True)


async def test_a_client_that_leaves_frees_the_reader_while_the_source_stalls() -> None:
    source, client = HandedOut(stall_after=3000), Client()
    response = await answer(source, Conditions(), timeout_s=60)
    running = asyncio.create_task(run(response, client))
    async with asyncio.timeout(10):
        await source.stalled.wait()
        client.leave()
        await running
    assert (source.open_readers, source.closed) == (0, True)


async def test_a_client_that_reads_no_more_holds_one_chunk_and_is_let_go_on_cancellation() -> None:
    source, client = HandedOut(), Client(reads=2)
    response = await answer(source, Conditions(), timeout_s=60)
    running = asyncio.create_task(run(response, client))
    async with asyncio.timeout(10):
        await client.waiting_to_send.wait()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert len(client.body) <= 3000
    assert (source.open_readers, source.closed) == (0, True)


async def test_a_fault_in_the_middle_of_a_body_is_told_to_the_log() -> None:
    source, client = HandedOut(stall_after=3000, failure=RuntimeError("a bug")), Client()
    with structlog.testing.capture_logs() as lines:
        await run(await answer(source, Conditions(), timeout_s=60), client)
    assert [line["event"] for line in lines] == ["stream.failed"]
    assert (source.open_readers, source.closed) == (0, True)
