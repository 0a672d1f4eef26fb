"""How large the swarms are: trackers are asked first, and the DHT for what they do not know or have nobody to seed.

A lookup in the DHT is some fifty datagrams where a tracker counts 74 torrents with one, so only so many are looked up
at once; the rest waits for its turn, without being counted as unknown to everybody.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from miauflix.infra.cipher import CorruptCiphertext, FieldCipher
from miauflix.infra.db import Database
from miauflix.kit.clock import Clock
from miauflix.kit.sentences import Said, Sentence, together
from miauflix.peers import InvalidMetainfo, VpnClosed, parse_magnet, parse_metainfo
from miauflix.sources.discovery import rules, store
from miauflix.sources.scraping import Count, DhtScraper, Scraped, ScrapeFailed, Scraper, Swarm, largest

PAUSED = Sentence("discovery_paused", "Paused: {why}")
_COUNTED = Sentence("swarms_counted", "{known} of {due} swarms counted by {answered} of {trackers} trackers")
_DHT_COUNTED = Sentence("dht_counted", "the DHT counted {counted} of {asked} more")
_NO_DHT = Sentence("no_dht", "{error}")

_SWARMS: Final = 10_000
_LOOKUPS: Final = 100
_ANOTHER_TURN: Final = timedelta(hours=6)
_WRITE_AT_ONCE: Final = 500


@dataclass(slots=True)
class _LookedUp:
    """What the DHT said of rows by their id; `turned_away` had to wait for another time. `said` is for the result."""

    swarms: dict[str, Swarm] = field(default_factory=dict[str, Swarm])
    turned_away: frozenset[str] = frozenset()
    said: Said | None = None


class Counting:
    """Counts the swarms that are due; without `dht` trackers are all there is."""

    def __init__(
        self,
        database: Database,
        cipher: FieldCipher,
        clock: Clock,
        *,
        scraper: Scraper,
        dht: DhtScraper | None,
        extra_trackers: Sequence[str] = (),
    ) -> None:
        self._database = database
        self._cipher = cipher
        self._clock = clock
        self._scraper = scraper
        self._dht = dht
        self._extra_trackers = tuple(extra_trackers)

    async def run(self) -> str:
        """Ask of what is due, note it, and say in a line what came of it."""
        async with self._database.read() as session:
            due = await store.due_stats(session, self._clock.now(), _SWARMS)
        hashes = await asyncio.to_thread(self._hashes, due)
        trackers = await asyncio.to_thread(self._all_trackers, due)
        try:
            scraped = await self._scraper.scrape({hashes[one]: trackers[one] for one in hashes})
        except VpnClosed as closed:
            return PAUSED(why=closed.detail)
        looked_up = await self._look_up(due, hashes, scraped)
        known = 0
        for start in range(0, len(due), _WRITE_AT_ONCE):
            async with self._database.write() as session:
                # By id, as a search locks what it finds: in any other order each could wait for the other.
                for one in sorted(due[start : start + _WRITE_AT_ONCE], key=lambda one: one.id):
                    count = scraped.counts.get(hashes[one.id]) if one.id in hashes else None
                    values = _noted(one, count, looked_up, self._clock.now())
                    known += "seeders" in values
                    await store.change_torrent(session, one.id, **values)
        answered = scraped.asked - scraped.failed
        said = _COUNTED(known=known, due=len(due), answered=answered, trackers=scraped.asked)
        return together(said, looked_up.said) if looked_up.said else said

    async def _look_up(
        self, due: Sequence[store.DueTorrent], hashes: Mapping[str, bytes], scraped: Scraped
    ) -> _LookedUp:
        if self._dht is None:
            return _LookedUp()
        unknown = [
            one for one in due if one.id in hashes and one.may_be_public and not _seeded(scraped, hashes[one.id])
        ]
        unknown.sort(key=lambda one: one.stats_misses)  # whoever was looked up in vain has had a turn
        turn, rest = unknown[:_LOOKUPS], unknown[_LOOKUPS:]
        private = await self._private(turn)
        asked = {hashes[one.id]: one.id for one in turn if one.id not in private}
        turned_away = frozenset(one.id for one in rest)
        if not asked:
            return _LookedUp(turned_away=turned_away)
        try:
            found = await self._dht.scrape(asked)
        except VpnClosed:
            return _LookedUp(turned_away=turned_away | {*asked.values()})
        except ScrapeFailed as failure:  # then trackers are all there is, as in a house without the DHT
            return _LookedUp(turned_away=turned_away, said=_NO_DHT(error=failure.args[0]))
        swarms = {asked[info_hash]: swarm for info_hash, swarm in found.items()}
        counted = sum(one.count is not None for one in swarms.values())
        return _LookedUp(swarms, turned_away, _DHT_COUNTED(counted=counted, asked=len(asked)))

    async def _private(self, turn: Sequence[store.DueTorrent]) -> set[str]:
        """Whose .torrent says that nobody but its tracker is to hear of it (BEP 27), or cannot be read."""
        async with self._database.read() as session:
            files = await store.files_of(session, [one.id for one in turn])
        return await asyncio.to_thread(lambda: {one for one, file in files.items() if self._is_private(one, file)})

    def _is_private(self, torrent_id: str, file: bytes) -> bool:
        try:
            return parse_metainfo(self._open(file, "file", torrent_id)).is_private
        except (CorruptCiphertext, InvalidMetainfo):
            return True

    def _hashes(self, due: Sequence[store.DueTorrent]) -> dict[str, bytes]:
        """Info hashes by the id of the row; a row that is damaged is left out."""
        found: dict[str, bytes] = {}
        for one in due:
            try:
                found[one.id] = self._open(one.ih, "ih", one.id)
            except CorruptCiphertext:
                continue
        return found

    def _all_trackers(self, due: Sequence[store.DueTorrent]) -> dict[str, tuple[str, ...]]:
        return {one.id: (*self._trackers(one), *self._extra_trackers) for one in due}

    def _trackers(self, one: store.DueTorrent) -> tuple[str, ...]:
        if one.ml is None:
            return ()
        try:
            magnet = parse_magnet(self._open(one.ml, "ml", one.id).decode())
        except (CorruptCiphertext, InvalidMetainfo):
            return ()
        return tuple(url for tier in magnet.trackers for url in tier)

    def _open(self, sealed: bytes, column: str, row: str) -> bytes:
        return self._cipher.decrypt(sealed, table="torrent", column=column, row=row)


def _seeded(scraped: Scraped, info_hash: bytes) -> bool:
    count = scraped.counts.get(info_hash)
    return count is not None and count.seeders > 0


def _noted(one: store.DueTorrent, counted: Count | None, looked_up: _LookedUp, now: datetime) -> dict[str, object]:
    """What to write of a torrent after it was asked for. Peers that nobody could count still keep it alive."""
    swarm = looked_up.swarms.get(one.id)
    count = largest(counted, swarm.count if swarm else None)
    if count is None and one.id in looked_up.turned_away:
        return {"stats_due_at": now + _ANOTHER_TURN}
    misses = 0 if count or (swarm and swarm.peers) else one.stats_misses + 1
    due_at = now + rules.stats_again(misses, count.seeders if count else None)
    values: dict[str, object] = {"stats_due_at": due_at, "stats_misses": misses}
    return values if count is None else values | {"seeders": count.seeders, "leechers": count.leechers, "stats_at": now}
