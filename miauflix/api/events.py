"""Server-sent events: what happens, told as it happens (WHATWG HTML §9.2)."""

import json
from collections.abc import AsyncGenerator
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.responses import StreamingResponse

from miauflix.accounts import Accounts, Caller, current_caller
from miauflix.infra.events import Event, Events, Listener
from miauflix.infra.parts import part
from miauflix.kit.errors import TooManyRequests

router = APIRouter(tags=["events"])

_HEARTBEAT_S = 15  # proxies cut what is silent for a minute; a client that is gone is noticed by then
_HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}


class TooManyStreams(TooManyRequests):
    code = "too_many_event_streams"
    title = "You listen in too many places at once"


@router.get(
    "/api/events",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
)
async def events(
    caller: Annotated[Caller, Depends(current_caller)],
    accounts: Annotated[Accounts, Depends(part(Accounts))],
    hub: Annotated[Events, Depends(part(Events))],
    topics: Annotated[
        str, Query(max_length=200, pattern=r"^[a-z_,]*$", description="Separated by commas; left out: all")
    ] = "",
) -> StreamingResponse:
    """Events as they happen, until the session or the server ends. The topic `lost` says that some were missed.

    `sources` tells of a search that the listener waits for: `{ref, state, provider, found, new, is_stale}`.
    """
    if not hub.has_room_for(caller.user.id):
        raise TooManyStreams

    async def told() -> AsyncGenerator[str]:
        async with hub.listening(caller.user.id, [topic for topic in topics.split(",") if topic]) as listener:
            async for text in _lines(listener, accounts, caller.session_id):
                yield text

    return StreamingResponse(told(), media_type="text/event-stream", headers=_HEADERS)


async def _lines(listener: Listener, accounts: Accounts, session_id: str) -> AsyncGenerator[str]:
    yield "retry: 3000\n: here\n\n"
    while not listener.is_closed:
        event = await listener.next(within_s=_HEARTBEAT_S)
        if event is not None:
            yield spelt(event)
        elif not listener.is_closed:
            if not await accounts.sessions.is_alive(session_id):
                return
            yield ": still here\n\n"


def spelt(event: Event) -> str:
    """One event on the wire. JSON has no line breaks of its own, so one data line holds it."""
    return f"id: {event.number}\nevent: {event.topic}\ndata: {json.dumps(dict(event.data))}\n\n"
