"""A web server with a handful of fixed pages, for what needs an origin and nothing more."""

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack, suppress

from tests.services.service import Service


class PageServer(Service):
    """Serves `pages` (path to HTML) from memory; everything else is 404. `requests` keeps the paths asked for."""

    url: str

    def __init__(self, pages: Mapping[str, str]) -> None:
        self._pages = dict(pages)
        self.requests: list[str] = []

    async def open(self, stack: AsyncExitStack) -> None:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        stack.callback(server.close)
        host, port = server.sockets[0].getsockname()[:2]
        self.url = f"http://{host}:{port}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            path = head.split(b" ", 2)[1].decode()
            self.requests.append(path)
            body = self._pages.get(path, "").encode()
            status = "200 OK" if path in self._pages else "404 Not Found"
            writer.write(
                f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n"
                f"Connection: close\r\nContent-Length: {len(body)}\r\n\r\n".encode()
                + body
            )
            await writer.drain()
        writer.close()
