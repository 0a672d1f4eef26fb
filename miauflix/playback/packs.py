"""The right file of a torrent for an episode. A pack that was just found is known by its name alone: before an episode
plays from it, its swarm is asked what is inside.
"""

import asyncio
from typing import Final

from miauflix.infra.db import Database
from miauflix.kit.playable import Episode
from miauflix.peers import Engine
from miauflix.playback.errors import EpisodeNotInside
from miauflix.sources import Release, Sources, UnknownSource, WebFile

_MOST_REMEMBERED: Final = 5_000


class Packs:
    """Finds the file of an episode. Films, files on web servers and episodes whose file is known pass at once."""

    def __init__(self, database: Database, sources: Sources, engine: Engine) -> None:
        self._database = database
        self._sources = sources
        self._engine = engine
        self._left_alone: dict[str, None] = {}  # sources of torrents whose names say nothing; they are not read again

    async def with_file(self, release: Release, *, within_s: float | None = None) -> Release:
        """The release with the file of its episode. The swarm of a bare magnet is asked what it holds, for `within_s`
        seconds at most; `None` leaves the limit to the caller.

        Raises:
            EpisodeNotInside: the torrent does not hold it, and is no source of it any more.
            NoSuchFile, InvalidMetainfo: there is nothing in it that could be played.
            VpnClosed, EngineStopped, TimeoutError: the swarm could not be asked.
        """
        if not _lacks_its_file(release) or release.source_id in self._left_alone:
            return release
        torrent = release.torrent
        learnt = None
        if torrent.metainfo is None:
            async with asyncio.timeout(within_s):
                learnt = await self._engine.fetch_metadata(torrent)
        async with self._database.write() as session:
            if learnt is not None:
                await self._sources.learn_metainfo(session, torrent.key, learnt)
            else:
                await self._sources.map_known(session, torrent.key)
        async with self._database.read() as session:
            try:
                found = await self._sources.by_id(session, release.source_id)
            except UnknownSource as error:
                raise EpisodeNotInside(f"This torrent does not hold {release.playable}") from error
        if _lacks_its_file(found):
            self._leave_alone(release.source_id)
        return found

    def _leave_alone(self, source_id: str) -> None:
        if len(self._left_alone) >= _MOST_REMEMBERED:
            self._left_alone.clear()
        self._left_alone[source_id] = None


def _lacks_its_file(release: Release) -> bool:
    if not isinstance(release.playable, Episode) or isinstance(release.opens, WebFile):
        return False
    return release.opens.file_index is None
