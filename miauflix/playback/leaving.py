"""Noticing that a client left while its answer was still being made."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from starlette.responses import Response
from starlette.types import Receive

_CLIENT_LEFT = 499  # what nginx logs for it; nobody is there to read it


async def unless_gone(receive: Receive, work: Coroutine[Any, Any, Response]) -> Response:
    """What `work` answers; if the client leaves first, `work` is cancelled.

    No server cancels a request by itself: a player that seeks leaves requests behind that wait for a first byte, each
    with its reader in the swarm and its place among its user's streams.
    """
    working, leaving = asyncio.create_task(work), asyncio.create_task(until_gone(receive))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return working.result()
        return Response(status_code=_CLIENT_LEFT)
    finally:
        leaving.cancel()
        working.cancel()
        await asyncio.gather(working, leaving, return_exceptions=True)


async def until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
