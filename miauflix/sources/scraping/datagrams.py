"""Questions and answers by UDP: each answer goes to whoever asked for it."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Hashable
from contextlib import asynccontextmanager
from socket import socket

from typing_extensions import override

from miauflix.sources.scraping.types import ScrapeFailed

Address = tuple[str, int]


class _Waiting(asyncio.DatagramProtocol):
    """Who waits for an answer, by its key."""

    def __init__(self, key_of: Callable[[bytes, Address], Hashable | None]) -> None:
        self.by_key: dict[Hashable, asyncio.Future[bytes]] = {}
        self._key_of = key_of

    @override
    def datagram_received(self, data: bytes, addr: Address) -> None:
        waits = self.by_key.get(self._key_of(data, addr))
        if waits is not None and not waits.done():
            waits.set_result(data)

    @override
    def error_received(self, exc: Exception) -> None:
        """Only a connected socket hears of it, so it concerns whoever waits."""
        for waits in self.by_key.values():
            if not waits.done():
                waits.set_exception(ScrapeFailed("nobody listens there"))


class Datagrams:
    """A socket to ask by."""

    def __init__(self, transport: asyncio.DatagramTransport, waiting: _Waiting) -> None:
        self._transport = transport
        self._waiting = waiting.by_key

    async def ask(self, key: Hashable, question: bytes, within_s: float, to: Address | None = None) -> bytes:
        """Send it, once, and wait for what answers it; `to` is left out where the socket is connected.

        Raises:
            TimeoutError: nothing came. ScrapeFailed: nobody listens there.
        """
        waits: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._waiting[key] = waits
        try:
            self._transport.sendto(question, to)
            async with asyncio.timeout(within_s):
                return await waits
        finally:
            del self._waiting[key]


@asynccontextmanager
async def speaking(
    made: socket, key_of: Callable[[bytes, Address], Hashable | None], to: Address | None = None
) -> AsyncGenerator[Datagrams]:
    """Use the socket, connected if `to` is given, and close it in the end.

    `key_of` says which question a datagram answers, or `None` if it is none that could be read.

    Raises:
        OSError: the system does not let us.
    """
    try:
        if to is not None:
            made.connect(to)
        loop = asyncio.get_running_loop()
        transport, waiting = await loop.create_datagram_endpoint(lambda: _Waiting(key_of), sock=made)
    except OSError:
        made.close()
        raise
    try:
        yield Datagrams(transport, waiting)
    finally:
        transport.close()
