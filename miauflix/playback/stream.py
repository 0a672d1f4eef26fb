"""The streaming response: one range of a `ByteSource` over ASGI.

The status line waits for the first requested byte, so that "no peer has it" is an honest 408 and not a player that
stares at a silent 206. After the headers nothing can be said any more: a source that stalls ends the connection.
Chunks are handed over one at a time and the next is asked for when the socket took the last, so a slow client costs
one chunk and the server's write buffer, however far ahead the swarm is.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack

import structlog
from prometheus_client import Counter, Gauge
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from miauflix.kit.byte_ranges import Part, Unsatisfiable, Whole
from miauflix.kit.byte_source import ByteSource, SourceClosed
from miauflix.kit.errors import Problem
from miauflix.playback.errors import RangeNotSatisfiable, SourceGone
from miauflix.playback.leaving import until_gone
from miauflix.playback.rules import Conditions, NotModified, answer_to, content_type

_log = structlog.get_logger(__name__)

_OPEN = Gauge("miauflix_streams_open", "Stream bodies being sent")
_SENT = Counter("miauflix_stream_bytes_total", "Body bytes handed to sockets")


async def respond(
    source: ByteSource, conditions: Conditions, *, head: bool, timeout_s: float, held: AsyncExitStack
) -> Response:
    """The response to a GET or HEAD for `source`; with a body, its first bytes are here when this returns.

    What is in `held` (the source, a permit) is given back when the response has ended, or by the caller if this
    raises. The wait for the first byte is bounded by the caller; `timeout_s` bounds each later one.

    Raises:
        RangeNotSatisfiable: the Range header names bytes the file does not have.
        SourceGone: the source was closed before the first byte.
    """
    answer = answer_to(conditions, source.etag, source.size_bytes)
    headers = {"Accept-Ranges": "bytes", "ETag": f'"{source.etag}"', "Cache-Control": "private, no-cache"}
    if isinstance(answer, NotModified):
        return Response(status_code=304, headers=headers)
    if isinstance(answer, Unsatisfiable):
        raise RangeNotSatisfiable(source.size_bytes)
    part = Part(0, source.size_bytes) if isinstance(answer, Whole) else answer
    headers |= {"Content-Type": content_type(source.name), "Content-Length": str(part.end - part.start)}
    if isinstance(answer, Part):
        headers["Content-Range"] = part.content_range(source.size_bytes)
    status = 206 if isinstance(answer, Part) else 200
    if head or part.start == part.end:
        return Response(status_code=status, headers=headers)
    body = source.read(part.start, part.end)
    held.push_async_callback(body.aclose)
    try:
        first = await anext(body)
    except SourceClosed as error:
        raise SourceGone from error
    return StreamResponse(first, body, status, headers, timeout_s, held.pop_all())


class StreamResponse(Response):
    """Sends the first chunk and then the rest as it comes, until the client leaves or the source stalls."""

    def __init__(
        self,
        first: bytes,
        rest: AsyncGenerator[bytes],
        status: int,
        headers: dict[str, str],
        timeout_s: float,
        held: AsyncExitStack,
    ) -> None:
        super().__init__(status_code=status, headers=headers)
        self._first = first
        self._rest = rest
        self._timeout_s = timeout_s
        self._held = held

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        del scope
        async with self._held:
            with _OPEN.track_inprogress():
                sending = asyncio.create_task(self._send(send))
                leaving = asyncio.create_task(until_gone(receive))
                try:
                    await asyncio.wait({sending, leaving}, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    # The server does not fail a send to a client that left, so leaving must end the sending.
                    leaving.cancel()
                    sending.cancel()
                    await asyncio.wait({sending, leaving})
                    _tell(sending)

    async def _send(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        chunk = self._first
        self._first = b""
        while chunk:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
            _SENT.inc(len(chunk))
            try:
                async with asyncio.timeout(self._timeout_s):
                    chunk = await anext(self._rest, b"")
            except (TimeoutError, SourceClosed, Problem) as error:
                # Returning without a last body message makes the server close the connection: with the
                # Content-Length unmet, the player knows that it was cut off, and comes back with a Range.
                _log.info("stream.stalled", reason=type(error).__name__)
                return
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def _tell(sending: asyncio.Task[None]) -> None:
    """A body that a fault of ours cut off ends the connection like any other; only the log can say so."""
    if not sending.cancelled() and (error := sending.exception()) is not None and not isinstance(error, OSError):
        _log.error("stream.failed", exc_info=error)
