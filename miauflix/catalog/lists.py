"""The lists that TMDB fills: which there are, and filling them anew.

A list is only replaced by a whole one: if a page of it cannot be had, or TMDB answers with nothing, the old one stays.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from miauflix.catalog import learning
from miauflix.catalog.library import Library
from miauflix.catalog.providers.tmdb import TmdbError, TmdbHasNone
from miauflix.catalog.providers.tmdb.models import ListItem
from miauflix.catalog.service import put_list
from miauflix.catalog.store import learning as store
from miauflix.catalog.types import Kind

_PAGE = 20
_GENRE_PAGES = 2
# How many genre rows stand on the home page until an admin decides otherwise.
_GENRES_SHOWN: Mapping[Kind, int] = {"movie": 7, "show": 5}


@dataclass(frozen=True, slots=True)
class TmdbList:
    """A list of TMDB's: where it is asked for, and as what it stands in the house."""

    slug: str
    name: str
    kind: Kind
    path: str
    pages: int
    rank: int
    params: Mapping[str, str | int] = field(default_factory=dict[str, str | int])
    genre_id: int | None = None
    is_visible: bool = True


SEEDED: tuple[TmdbList, ...] = (
    TmdbList("@@tmdb_movies_popular", "Popular films", "movie", "/movie/popular", 10, 1),
    TmdbList("@@tmdb_shows_popular", "Popular shows", "show", "/tv/popular", 10, 2),
    TmdbList("@@tmdb_movies_top_rated", "Top rated films", "movie", "/movie/top_rated", 10, 5),
    TmdbList("@@tmdb_shows_top_rated", "Top rated shows", "show", "/tv/top_rated", 10, 6),
)
_OTHERS: tuple[TmdbList, ...] = (
    TmdbList("@@tmdb_movies_trending", "Trending films", "movie", "/trending/movie/week", 3, 3),
    TmdbList("@@tmdb_shows_trending", "Trending shows", "show", "/trending/tv/week", 3, 4),
    TmdbList("@@tmdb_movies_upcoming", "Coming soon", "movie", "/movie/upcoming", 3, 7),
    TmdbList("@@tmdb_shows_upcoming", "On the air this week", "show", "/tv/on_the_air", 3, 8),
)


async def tmdb_lists(library: Library) -> list[TmdbList]:
    """Every list, those of the genres that are known included."""
    async with library.database.read() as session:
        genres = await store.genres(session, None, "en")
    return [*SEEDED, *_OTHERS, *_genre_lists("movie", genres), *_genre_lists("show", genres)]


async def refresh_lists(library: Library) -> str:
    """Fill every list anew; one line about it for the page of tasks."""
    try:
        await library.refresh_genres(await library.languages())
    except (TmdbError, TmdbHasNone) as error:
        return f"nothing: {error}"
    filled, kept, reason = 0, 0, ""
    for one in await tmdb_lists(library):
        try:
            filled += bool(await fill_list(library, one))
        except (TmdbError, TmdbHasNone) as error:
            kept, reason = kept + 1, str(error)
    if library.tmdb is not None:
        await library.tmdb.answers.forget_old()
    return f"{filled} lists filled" + (f", {kept} kept as they were: {reason}" if kept else "")


async def fill_list(library: Library, one: TmdbList) -> list[int]:
    """Read a list and put it in place of the old one; the TMDB ids on it, or none if the old one stays.

    Raises:
        TmdbHasNone, TmdbError: a page cannot be had; the old list stays.
    """
    items = await _items(library, one)
    if not items:
        return []
    async with library.database.write() as session:
        await learning.write_briefs(session, one.kind, items, now=library.clock.now())
        ids = [item.id for item in items]
        await put_list(session, one.slug, one.name, one.kind, ids, rank=one.rank, is_visible=one.is_visible)
        await store.describe_list(session, one.slug, genre_id=one.genre_id, now=library.clock.now())
    return ids


async def _items(library: Library, one: TmdbList) -> list[ListItem]:
    """The titles of all pages in their order, each once: a title may move to the next page while we read."""
    tmdb = library.asked()
    found: dict[int, ListItem] = {}
    for number in range(1, one.pages + 1):
        page = await tmdb.list_page(one.path, number, params=one.params)
        if page.is_blank:
            raise await tmdb.failed("broken", f"TMDB's answer to {one.path} names none of its titles")
        for item in page.results:
            if not item.adult and (item.title or item.original_title):
                found.setdefault(item.id, item)
        if number >= (page.total_pages or 1):
            break
    return list(found.values())[: one.pages * _PAGE]


def genre_slug(kind: Kind, number: int) -> str:
    """The list of a genre's best known titles."""
    return f"@@tmdb_{kind}s_genre_{number}"


def _genre_lists(kind: Kind, genres: Sequence[tuple[Kind, int, str]]) -> list[TmdbList]:
    media, rank = ("movie", 20) if kind == "movie" else ("tv", 60)
    mine = [(number, name) for one, number, name in genres if one == kind]
    return [
        TmdbList(
            slug=genre_slug(kind, number),
            name=name,
            kind=kind,
            path=f"/discover/{media}",
            pages=_GENRE_PAGES,
            rank=rank + position,
            params={"with_genres": number, "sort_by": "popularity.desc"},
            genre_id=number,
            is_visible=position < _GENRES_SHOWN[kind],
        )
        for position, (number, name) in enumerate(mine)
    ]
