"""Films that somebody added by hand: what they are called is for the house to say, and they can be taken away again."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog import store
from miauflix.catalog.errors import NotAddedByHand, UnknownTitle
from miauflix.catalog.pictures import picture_for
from miauflix.catalog.searching import index_titles
from miauflix.catalog.service import put_list, put_movie, put_translation
from miauflix.catalog.store import by_hand as own_store
from miauflix.catalog.store import own_lists
from miauflix.catalog.tables import TitleRow
from miauflix.catalog.types import ADDED_LIST, FIRST_ADDED_ID, TitleFacts
from miauflix.kit.playable import Movie, Title

_UNTITLED = "Untitled"
_UNTITLED_IN = {"de": "Ohne Titel"}  # in the other languages that the menus speak


async def add_movie_by_hand(session: AsyncSession, name: str | None, *, now: datetime) -> Movie:
    """A film nobody described, perhaps not even by name: it gets the next free id and stands first in the list of
    added titles.
    """
    highest = await store.highest_id(session, "movie", FIRST_ADDED_ID)
    facts = TitleFacts(tmdb_id=(highest or FIRST_ADDED_ID - 1) + 1, name=name or _UNTITLED)
    movie = await put_movie(session, facts, now=now)
    if name is None:
        for language, untitled in _UNTITLED_IN.items():
            await put_translation(session, "movie", replace(facts, name=untitled, language=language))
    newest = range(facts.tmdb_id, FIRST_ADDED_ID - 1, -1)
    await put_list(session, ADDED_LIST, "Added by hand", "movie", newest, rank=50)
    return movie


def is_added_by_hand(title: Title) -> bool:
    """Whether its id is one that we gave to a film somebody added."""
    return isinstance(title, Movie) and title.tmdb_id >= FIRST_ADDED_ID


async def rename_added(session: AsyncSession, title: Title, name: str) -> None:
    """Call it by this name in every language, on its card and in the search too.

    Raises:
        NotAddedByHand: it has its name from elsewhere.
        UnknownTitle: there is no such title.
    """
    row = await _added(session, title)
    await own_store.forget_texts(session, row.id)
    row.name, row.poster = name, await picture_for(session, None, "poster", name)
    await session.flush()
    await index_titles(session, [row.id])


async def name_untitled(session: AsyncSession, title: Title, name: str) -> None:
    """Now that its name is known, call an added title by it; one that has a name keeps it."""
    if not is_added_by_hand(title):
        return
    row = await store.title_row(session, "movie", title.tmdb_id)
    if row is not None and row.name == _UNTITLED:
        await rename_added(session, title, name)


async def remove_added(session: AsyncSession, title: Title) -> None:
    """Take it out of the catalogue, off every list and out of the search.

    Raises:
        NotAddedByHand: it came from elsewhere, and would come again.
        UnknownTitle: there is no such title.
    """
    row = await _added(session, title)
    for held, position in await own_store.lists_holding(session, row.id):
        await own_lists.take_item(session, held, position)
    await own_store.remove_title(session, row.id)


async def _added(session: AsyncSession, title: Title) -> TitleRow:
    if not is_added_by_hand(title):
        raise NotAddedByHand(f"{title} was not added here, so it can be neither renamed nor removed")
    row = await store.title_row(session, "movie", title.tmdb_id)
    if row is None:
        raise UnknownTitle(f"The catalogue has no {title}")
    return row
