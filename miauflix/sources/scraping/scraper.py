"""Asking many trackers about many torrents, each tracker once, side by side."""

import asyncio
import socket
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from miauflix.peers import Sockets, VpnClosed
from miauflix.sources.scraping import http, udp
from miauflix.sources.scraping.types import Count, Counts, ScrapeFailed, largest
from miauflix.sources.scraping.where import Allows, parse, resolve

_TRACKERS_AT_ONCE: Final = 20
_MOST_TRACKERS_EACH: Final = 12
_A_TRACKER_WITHIN_S: Final = 60.0


@dataclass(slots=True)
class Scraped:
    """The largest count of each torrent that any tracker knew; `failed` says of how many trackers nothing came."""

    counts: dict[bytes, Count] = field(default_factory=dict[bytes, Count])
    asked: int = 0
    failed: int = 0

    def take(self, found: Counts) -> None:
        for one, count in found.items():
            self.counts[one] = largest(self.counts.get(one), count) or count


class Scraper:
    """`allows` says which addresses may be asked: trackers come from strangers, and their names lead anywhere."""

    def __init__(self, sockets: Sockets, allows: Allows) -> None:
        self._sockets = sockets
        self._allows = allows

    async def scrape(self, wanted: Mapping[bytes, Sequence[str]]) -> Scraped:
        """How large the swarms are; `wanted` names the trackers of each info hash. Torrents nobody knows are left out.

        Raises:
            VpnClosed: the guard is closed, or closed meanwhile.
        """
        by_tracker: defaultdict[str, list[bytes]] = defaultdict(list)
        for info_hash, trackers in wanted.items():
            for url in list(dict.fromkeys(trackers))[:_MOST_TRACKERS_EACH]:
                by_tracker[url].append(info_hash)
        scraped, places = Scraped(), asyncio.Semaphore(_TRACKERS_AT_ONCE)

        async def ask(url: str, hashes: Sequence[bytes]) -> None:
            async with places:
                scraped.asked += 1
                try:
                    async with asyncio.timeout(_A_TRACKER_WITHIN_S):
                        scraped.take(await self._ask(url, hashes))
                except (ScrapeFailed, TimeoutError):
                    scraped.failed += 1

        asking = [asyncio.create_task(ask(url, hashes)) for url, hashes in by_tracker.items() if parse(url)]
        try:
            await asyncio.gather(*asking)
        except VpnClosed:
            for one in asking:
                one.cancel()
            await asyncio.gather(*asking, return_exceptions=True)
            raise
        return scraped

    async def _ask(self, url: str, hashes: Sequence[bytes]) -> Counts:
        parts = parse(url)
        if parts is None:
            raise ScrapeFailed("not an address of a tracker")
        self._sockets.must_be_open()
        if parts.scheme == "udp":
            return await udp.scrape(await resolve(parts, socket.SOCK_DGRAM, self._allows), hashes, self._sockets)
        return await http.scrape(await resolve(parts, socket.SOCK_STREAM, self._allows), hashes, self._sockets)
