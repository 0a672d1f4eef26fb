"""A web server with one file that keeps to RFC 9110, or does not."""

import asyncio
import re
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.types import Receive, Scope, Send


@dataclass
class WebFile:
    """`breaks` holds, for the answers to come, after how many bytes each of them breaks off; `stalls` says that a body
    has stopped half way, and waits for `goes_on`.
    """

    content: bytes
    etag: str | None = '"one"'
    knows_head: bool = True
    knows_ranges: bool = True
    status: int | None = None
    location: str | None = None
    breaks: list[int] = field(default_factory=list[int])
    is_slow: bool = False
    stalls: asyncio.Event = field(default_factory=asyncio.Event)
    goes_on: asyncio.Event = field(default_factory=asyncio.Event)
    requests: list[tuple[str, str | None]] = field(default_factory=list[tuple[str, str | None]])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        self.requests.append((request.method, request.headers.get("range")))
        status, headers, body = self._answer(request)
        if self.etag:
            headers["etag"] = self.etag
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": status, "headers": raw})
        if request.method != "HEAD" and self.breaks and len(body) > 1:
            await send({"type": "http.response.body", "body": body[: self.breaks.pop(0)], "more_body": True})
            return
        if self.is_slow and len(body) > 1:
            await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
            body = body[len(body) // 2 :]
            self.stalls.set()
            await self.goes_on.wait()
        await send({"type": "http.response.body", "body": b"" if request.method == "HEAD" else body})

    def _answer(self, request: Request) -> tuple[int, dict[str, str], bytes]:
        size = len(self.content)
        if self.location and request.url.path == "/film.mp4":
            return 302, {"location": self.location, "content-length": "0"}, b""
        if self.status or (request.method == "HEAD" and not self.knows_head):
            return self.status or 405, {"content-length": "0"}, b""
        wanted = re.fullmatch(r"bytes=(\d+)-(\d+)", request.headers.get("range", ""))
        if wanted is None or not self.knows_ranges:
            ranges = {"accept-ranges": "bytes"} if self.knows_ranges else {}
            return 200, {"content-length": str(size), **ranges}, self.content
        if request.headers.get("if-range") not in {None, self.etag}:
            return 200, {"content-length": str(size)}, self.content
        start, end = int(wanted[1]), min(int(wanted[2]) + 1, size)
        part = {"content-range": f"bytes {start}-{end - 1}/{size}", "content-length": str(end - start)}
        return 206, part, self.content[start:end]
