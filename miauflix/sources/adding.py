"""Making a title of a torrent that somebody hands in, and undoing it: the catalogue, the sources and what people did
with the title in one transaction.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog import add_movie_by_hand, name_untitled, remove_added
from miauflix.infra.db import Database, take_turn
from miauflix.kit.clock import Clock
from miauflix.kit.playable import Playable, Title, title_of
from miauflix.sources.naming import name_for_people
from miauflix.sources.service import Locator, Sources
from miauflix.viewing import forget_everywhere

_ADDING: Final = "added titles"


@dataclass(frozen=True, slots=True)
class TitleAdder:
    """Adds films by torrent and takes them away again. The same torrent twice is the same title."""

    database: Database
    sources: Sources
    clock: Clock

    async def add(self, locator: Locator, *, provider: str) -> Playable:
        """The playable that this torrent is from now on, listed under `@@added`."""
        name = name_for_people(locator.name)
        async with self.database.write() as session:
            await take_turn(session, _ADDING)
            known = await self.sources.known_as(session, locator)
            playable = known or await add_movie_by_hand(session, name, now=self.clock.now())
            await self.sources.add(session, playable, locator, provider=provider)
            title = title_of(playable)
            if known is not None and title is not None and name is not None:
                await name_untitled(session, title, name)
            return playable

    async def was_removed(self, locator: Locator) -> bool:
        """Whether somebody has taken away the title that a file in the watched folder had become."""
        async with self.database.read() as session:
            return await self.sources.is_unwanted(session, locator)

    async def remove(self, session: AsyncSession, title: Title) -> list[str]:
        """Take an added title away with its sources and what everybody did with it; answers the keys of the torrents
        that nothing plays from any more.

        Raises:
            NotAddedByHand: it came from elsewhere.
            UnknownTitle: there is no such title.
        """
        await take_turn(session, _ADDING)
        await remove_added(session, title)
        await forget_everywhere(session, str(title))
        return await self.sources.forget(session, str(title))
