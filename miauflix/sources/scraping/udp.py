"""UDP trackers (BEP 15): one connection id, then up to 74 hashes in each datagram, several of them under way."""

import asyncio
import secrets
import struct
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Final

from miauflix.peers import Sockets
from miauflix.sources.scraping.datagrams import Address, Datagrams, speaking
from miauflix.sources.scraping.types import Count, Counts, ScrapeFailed
from miauflix.sources.scraping.where import Where

BATCH: Final = 74  # what fits into 1,500 bytes
_PROTOCOL_ID: Final = 0x41727101980
_CONNECT, _SCRAPE, _ERROR = 0, 2, 3
_IN_FLIGHT: Final = 8
_WAITS_S: Final = (1.0, 3.0, 6.0)  # the BEP's 15 s and more are for who has all day
_ID_GOOD_FOR_S: Final = 50.0  # the BEP says a minute
_HASH_BYTES: Final = 20
_HEAD_BYTES: Final = 8


class _Tracker:
    """One tracker, for the length of one scrape."""

    def __init__(self, host: str, datagrams: Datagrams) -> None:
        self._host = host
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
            transaction = secrets.token_bytes(4)
            try:
                question = head + struct.pack(">I", action) + transaction + payload
                answer = await self._datagrams.ask(transaction, question, wait_s)
            except TimeoutError:
                continue
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


def _question_of(datagram: bytes, _sender: Address) -> bytes | None:
    return datagram[4:8] if len(datagram) >= _HEAD_BYTES else None


@asynccontextmanager
async def _opened(where: Where, sockets: Sockets) -> AsyncGenerator[_Tracker]:
    async with AsyncExitStack() as stack:
        try:
            made = sockets.udp(where.family)
            datagrams = await stack.enter_async_context(speaking(made, _question_of, where.address))
        except OSError as error:
            raise ScrapeFailed(f"{where.host} cannot be reached") from error
        yield _Tracker(where.host, datagrams)
