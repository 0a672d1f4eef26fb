"""A plain web server with one film on it: what BEP 19 calls a web seed."""

import asyncio
import re
from contextlib import AsyncExitStack, suppress
from pathlib import Path

from tests.services.service import Service

_BLOCK_BYTES = 64 * 1024


class WebSeed(Service):
    """Serves `film` under its own name, whole or by Range (RFC 9110, section 14), over connections that stay open.

    With `is_lying` the bytes it sends are not those of the film; it then needs an `address` of its own, for libtorrent
    bans addresses. `requests` counts what it was asked.
    """

    url: str
    """To put into a torrent's `url-list` or a magnet's `ws`."""

    def __init__(self, film: Path, *, is_lying: bool = False, address: str = "127.0.0.1") -> None:
        self._film = film
        self._is_lying = is_lying
        self._address = address
        self.requests = 0

    async def open(self, stack: AsyncExitStack) -> None:
        server = await asyncio.start_server(self._serve, self._address, 0)
        stack.callback(server.close)
        host, port = server.sockets[0].getsockname()[:2]
        self.url = f"http://{host}:{port}/{self._film.name}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                self.requests += 1
                await self._answer(head, writer)
        writer.close()

    async def _answer(self, head: str, writer: asyncio.StreamWriter) -> None:
        size = self._film.stat().st_size
        wanted = re.search(r"^range: *bytes=(\d+)-(\d+)", head, re.IGNORECASE | re.MULTILINE)
        start, last = (int(wanted[1]), min(int(wanted[2]), size - 1)) if wanted else (0, size - 1)
        if head.split(" ", 2)[1] != f"/{self._film.name}":
            writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            return
        status = f"206 Partial Content\r\nContent-Range: bytes {start}-{last}/{size}" if wanted else "200 OK"
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: {last - start + 1}\r\n\r\n".encode())
        with self._film.open("rb") as file:
            file.seek(start)
            for at in range(start, last + 1, _BLOCK_BYTES):
                block = file.read(min(_BLOCK_BYTES, last + 1 - at))
                writer.write(bytes(byte ^ 0xFF for byte in block) if self._is_lying else block)
                await writer.drain()
