"""UDP trackers (BEP 15): one connection id, then up to 74 hashes in each datagram, several of them under way."""

import asyncio
import secrets
import struct
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from typing import Final

from typing_extensions import override

from miauflix.peers import Sockets
from miauflix.sources.scraping.types import Count, Counts, ScrapeFailed
from miauflix.sources.scraping.where import Where

BATCH: Final = 74  # what fits into 1,500 bytes
_PROTOCOL_ID: Final = 0x41727101980
_CONNECT, _SCRAPE, _ERROR = 0, 2, 3
_IN_FLIGHT: Final = 8
_WAITS_S: Final = (1.0, 3.0, 6.0)  # the BEP's 15 s and more are for who has all day
_ID_GOOD_FOR_S: Final = 50.0  # the BEP says a minute
_HASH_BYTES: Final = 20


class _Datagrams(asyncio.DatagramProtocol):
    """Hands each answer to whoever waits for its transaction."""

    def __init__(self) -> None:
        self.waiting: dict[int, asyncio.Future[bytes]] = {}

    @override
    def datagram_received(self, data: bytes, addr: object) -> None:
        if len(data) >= 8:
            waits = self.waiting.get(int.from_bytes(data[4:8]))
            if waits is not None and not waits.done():
                waits.set_result(data)

    @override
    def error_received(self, exc: Exception) -> None:
        for waits in self.waiting.values():
            if not waits.done():
                waits.set_exception(ScrapeFailed("nobody listens there"))


class _Tracker:
    """One tracker, for the length of one scrape."""

    def __init__(self, host: str, transport: asyncio.DatagramTransport, datagrams: _Datagrams) -> None:
        self._host = host
        self._transport = transport
        self._datagrams = datagrams
        self._id = b""
        self._id_until = 0.0
        self._connecting = asyncio.Lock()

    async def scrape(self, hashes: Sequence[bytes]) -> Counts:
        answer = await self._ask(_SCRAPE, b"".join(hashes))
        body = answer[8:]
        if len(body) < 12 * len(hashes):
            raise ScrapeFailed(f"{self._host} answered for fewer torrents than it was asked for")
        found: dict[bytes, Count] = {}
        for place, one in enumerate(hashes):
            seeders, completed, leechers = struct.unpack_from(">III", body, 12 * place)
            if seeders or completed or leechers:  # all zeros: it was never there
                found[one] = Count(seeders, leechers)
        return found

    async def _ask(self, action: int, payload: bytes) -> bytes:
        """Ask, and again when nothing comes back.

        Raises:
            ScrapeFailed: nothing came, or a refusal.
        """
        for wait_s in _WAITS_S:
            head = struct.pack(">Q", _PROTOCOL_ID) if action == _CONNECT else await self._connection()
            transaction = secrets.randbits(32)
            waits = asyncio.get_running_loop().create_future()
            self._datagrams.waiting[transaction] = waits
            try:
                self._transport.sendto(head + struct.pack(">II", action, transaction) + payload)
                async with asyncio.timeout(wait_s):
                    answer: bytes = await waits
            except TimeoutError:
                continue
            finally:
                del self._datagrams.waiting[transaction]
            told = int.from_bytes(answer[:4])
            if told != action:
                raise ScrapeFailed(f"{self._host} refused" if told == _ERROR else f"{self._host} answered nonsense")
            return answer
        raise ScrapeFailed(f"{self._host} does not answer")

    async def _connection(self) -> bytes:
        async with self._connecting:
            now = asyncio.get_running_loop().time()
            if now >= self._id_until:
                answer = await self._ask(_CONNECT, b"")
                if len(answer) < 16:
                    raise ScrapeFailed(f"{self._host} answered nonsense")
                self._id, self._id_until = answer[8:16], now + _ID_GOOD_FOR_S
            return self._id


async def scrape(where: Where, hashes: Sequence[bytes], sockets: Sockets) -> Counts:
    """What this tracker knows of the torrents; version 1 hashes only, for it knows no others.

    Raises:
        ScrapeFailed: it cannot be asked. VpnClosed: nothing may leave now.
    """
    asked = [one[:_HASH_BYTES] for one in hashes]  # version 2 is known to trackers by its beginning (BEP 52)
    found: dict[bytes, Count] = {}
    async with _opened(where, sockets) as tracker:
        places = asyncio.Semaphore(_IN_FLIGHT)

        async def one_batch(start: int) -> None:
            async with places:
                found.update(await tracker.scrape(asked[start : start + BATCH]))

        starts = range(0, len(asked), BATCH)
        ended = await asyncio.gather(*map(one_batch, starts), return_exceptions=True)
    failed = [one for one in ended if isinstance(one, BaseException)]
    if failed and len(failed) == len(ended):
        raise failed[0]
    return {one: found[short] for one, short in zip(hashes, asked, strict=True) if short in found}


@asynccontextmanager
async def _opened(where: Where, sockets: Sockets) -> AsyncGenerator[_Tracker]:
    made = sockets.udp(where.family)
    try:
        made.connect(where.address)
        transport, datagrams = await asyncio.get_running_loop().create_datagram_endpoint(_Datagrams, sock=made)
    except OSError as error:
        made.close()
        raise ScrapeFailed(f"{where.host} cannot be reached") from error
    try:
        yield _Tracker(where.host, transport, datagrams)
    finally:
        transport.close()
