"""HTTP by hand, for clients that misbehave: that stop reading, or hang up without a word."""

import asyncio
import socket
from collections.abc import Mapping
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

_RECEIVE_BUFFER_BYTES = 64 * 1024


class RawGet:
    """One GET on a connection of its own that takes no more than it is asked to: a small receive buffer, no pump.

    `status` and `headers` (lower case) are there once opened; `read` takes body bytes, `hang_up` resets. With
    `is_impatient` it is open once the question is sent: nobody waits for an answer.
    """

    status: int
    headers: dict[str, str]

    def __init__(self, url: str, headers: Mapping[str, str] | None = None, *, is_impatient: bool = False) -> None:
        self._is_impatient = is_impatient
        self._url = urlsplit(url)
        self._headers = dict(headers or {})

    async def __aenter__(self) -> Self:
        raw = socket.create_connection((self._url.hostname or "", self._url.port or 80))
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _RECEIVE_BUFFER_BYTES)
        raw.setblocking(False)
        self._reader, self._writer = await asyncio.open_connection(sock=raw, limit=_RECEIVE_BUFFER_BYTES)
        try:
            await self._ask()
        except BaseException:
            self.hang_up()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.hang_up()

    async def read(self, count: int) -> bytes:
        """Exactly `count` bytes of the body.

        Raises:
            asyncio.IncompleteReadError: the server closed before.
        """
        return await self._reader.readexactly(count)

    async def read_to_end(self) -> bytes:
        """What comes until the server closes."""
        return await self._reader.read()

    def hang_up(self) -> None:
        self._writer.transport.abort()

    async def _ask(self) -> None:
        lines = [f"GET {self._url.path} HTTP/1.1", f"Host: {self._url.netloc}"]
        lines += [f"{name}: {value}" for name, value in self._headers.items()]
        self._writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
        await self._writer.drain()
        if self._is_impatient:
            return
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        self.status = int(head[0].split()[1])
        fields = (line.partition(":") for line in head[1:] if line)
        self.headers = {name.strip().lower(): value.strip() for name, _, value in fields}
