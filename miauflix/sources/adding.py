"""Making a title of a torrent that somebody hands in: the catalogue and the sources in one transaction."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from miauflix.catalog import add_movie_by_hand
from miauflix.infra.db import Database
from miauflix.kit.clock import Clock
from miauflix.kit.playable import Playable
from miauflix.sources.parsing import parse
from miauflix.sources.service import Locator, Sources

_ENDING = re.compile(r"\.\w{2,4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class TitleAdder:
    """Adds films by torrent. The same torrent twice is the same title."""

    database: Database
    sources: Sources
    clock: Clock

    async def add(self, locator: Locator, *, provider: str) -> Playable:
        """The playable that this torrent is from now on, listed under `@@added`."""
        async with self.database.write() as session:
            known = await self.sources.known_as(session, locator)
            playable = known or await add_movie_by_hand(session, title_of(locator), now=self.clock.now())
            await self.sources.add(session, playable, locator, provider=provider)
            return playable


def title_of(locator: Locator) -> str:
    """A name for people out of the torrent's. It stands in the catalogue unsealed, so it is only the work's own name,
    year and numbers: with the words of the release and its group, it would find the torrent again.
    """
    found = parse(locator.name or "")
    if found.name is None:
        return _words(locator.name or "")
    year = f" ({found.year})" if found.year else ""
    numbers = [f"S{found.seasons[0]}"] if len(found.seasons) == 1 else []
    numbers += [f"E{number}" for number in found.episodes[:1]]
    return f"{found.name}{year}{' · ' if numbers else ''}{' '.join(numbers)}"[:200]


def _words(name: str) -> str:
    """What to call something whose name says nothing: without the file's ending, words apart."""
    path = PurePosixPath(name)
    stem = path.stem if _ENDING.fullmatch(path.suffix) else name
    words = stem if " " in stem else stem.replace(".", " ").replace("_", " ")
    return words.strip()[:200] or "Untitled"
