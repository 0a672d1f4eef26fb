"""What a feed or a folder holds is read whole and kept for a while; what is asked for is picked out by name."""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from miauflix.sources.parsing import Match, Wanted, matches, parse
from miauflix.sources.providers import saying
from miauflix.sources.providers.asking import answering, must_be_found, outcome_of
from miauflix.sources.providers.feed.folder import file_at, read_folder, read_torrent
from miauflix.sources.providers.feed.rss import read_feed
from miauflix.sources.providers.kinds import Setup
from miauflix.sources.providers.protocol import EpisodeOf, Fetched, Film, Healthy, Outcome
from miauflix.sources.providers.wanting import wanted_of
from miauflix.sources.types import Offer

_KEPT_FOR: Final = timedelta(minutes=10)


class Feed:
    """One feed, by http:// or https://, or one folder, by file://."""

    def __init__(self, setup: Setup) -> None:
        self.name = setup.name
        self._asker = setup.asker()
        self._clock = setup.clock
        self._folder = folder_of(setup.base_url)
        self.is_of_this_house = self._folder is not None
        self._kept: tuple[datetime, list[Offer]] | None = None
        self._reading = asyncio.Lock()

    @answering
    async def search_movie(self, film: Film) -> Outcome:
        return self._picked(await self._all(), wanted_of(film))

    @answering
    async def search_episode(self, episode: EpisodeOf) -> Outcome:
        return self._picked(await self._all(), wanted_of(episode))

    def holds(self, link: str) -> bool:
        return self._folder is not None and file_at(link).parent == self._folder

    @answering
    async def fetch_torrent(self, offer: Offer) -> Fetched:
        if self._folder is not None:
            return Fetched(metainfo=await asyncio.to_thread(read_torrent, self._folder, offer.torrent_url or ""))
        return await self._asker.fetch(offer.torrent_url or "")

    @answering
    async def health(self) -> Healthy:
        self._kept = None
        return Healthy(saying.HAS_TORRENTS(count=len(await self._all())))

    def _picked(self, offers: list[Offer], wanted: Wanted) -> Outcome:
        return outcome_of(offer for offer in offers if isinstance(matches(parse(offer.name), wanted), Match))

    async def _all(self) -> list[Offer]:
        async with self._reading:
            now = self._clock.now()
            if self._kept is None or now - self._kept[0] > _KEPT_FOR:
                self._kept = now, await self._read()
            return self._kept[1]

    async def _read(self) -> list[Offer]:
        if self._folder is not None:
            return await asyncio.to_thread(read_folder, self.name, self._folder)
        return read_feed(self.name, must_be_found(await self._asker.get("")).body)


def folder_of(base_url: str) -> Path | None:
    """The folder of a file:// address."""
    return file_at(base_url) if urlsplit(base_url).scheme == "file" else None
