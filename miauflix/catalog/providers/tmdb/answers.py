"""Answers that are kept: a level in memory, sized in bytes, above the one in the database.

An answer is fresh for as long as its kind allows, and then still better than nothing when TMDB has none: up to half a
year, which is what TMDB's terms allow. Only lists, genres and searches are kept here. What is read of a title, a
season or a person becomes rows, which are a store of their own.
"""

import hashlib
import zlib
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from miauflix.catalog.store import responses
from miauflix.infra.db import Database
from miauflix.kit.clock import Clock

KEPT_FOR = timedelta(days=180)
_MEMORY_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    body: bytes
    fresh_until: datetime
    fetched_at: datetime


class Answers:
    """The two levels, found by the address of the question."""

    def __init__(self, database: Database, clock: Clock, *, memory_bytes: int = _MEMORY_BYTES) -> None:
        self._database = database
        self._clock = clock
        self._room_bytes = memory_bytes
        self._memory: OrderedDict[str, Kept] = OrderedDict()
        self.memory_bytes = 0

    async def find(self, address: str) -> Kept | None:
        """What is kept under this address, fresh or not."""
        key = _key(address)
        if (known := self._memory.get(key)) is not None:
            self._memory.move_to_end(key)
            return known
        async with self._database.read() as session:
            row = await responses.response(session, key)
        if row is None or row.fetched_at < self._clock.now() - KEPT_FOR:
            return None
        kept = Kept(zlib.decompress(row.body), row.fresh_until, row.fetched_at)
        self._remember(key, kept)
        return kept

    async def keep(self, address: str, body: bytes, ttl: timedelta) -> None:
        now, key = self._clock.now(), _key(address)
        packed = zlib.compress(body, 3)
        async with self._database.write() as session:
            await responses.put_response(session, key, packed, fetched_at=now, fresh_until=now + ttl)
        self._remember(key, Kept(body, now + ttl, now))

    async def forget_old(self) -> None:
        """Drop what must not be kept any longer."""
        async with self._database.write() as session:
            await responses.forget_responses(session, fetched_before=self._clock.now() - KEPT_FOR)

    def _remember(self, key: str, kept: Kept) -> None:
        before = self._memory.pop(key, None)
        self.memory_bytes -= _size(before)
        if _size(kept) > self._room_bytes:
            return
        self._memory[key] = kept
        self.memory_bytes += _size(kept)
        while self.memory_bytes > self._room_bytes:
            self.memory_bytes -= _size(self._memory.popitem(last=False)[1])


def _size(kept: Kept | None) -> int:
    """Bytes in memory, with a guess at what surrounds the body."""
    return len(kept.body) + 300 if kept else 0


def _key(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()
