"""The lists that TMDB fills: which there are, and filling them anew.

A list is only replaced by a whole one: if a page of it cannot be had, or TMDB answers with nothing, the old one stays.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

from miauflix.catalog import digest, learning
from miauflix.catalog.digest import FIRST_LANGUAGE
from miauflix.catalog.library import Library
from miauflix.catalog.providers.tmdb import BACKGROUND, LIST_TTL, READER, Patience, TmdbError, TmdbHasNone
from miauflix.catalog.providers.tmdb.models import ListItem
from miauflix.catalog.saying import NOTHING
from miauflix.catalog.service import put_list
from miauflix.catalog.store import filling
from miauflix.catalog.store import learning as store
from miauflix.catalog.types import Kind
from miauflix.kit.sentences import Sentence, together

_LISTS_FILLED = Sentence("lists_filled", "{lists} lists filled")
_LISTS_SAME = Sentence("lists_same", "{lists} asked for and still the same")
_LISTS_YOUNG = Sentence("lists_young", "{lists} too young to ask for")
_LISTS_KEPT = Sentence("lists_kept", "{lists} kept as they were: {why}")
_FROM_KEPT = Sentence("lists_from_kept", "from what was kept: {why}")

_PAGE = 20
_LIVELY_TTL = timedelta(minutes=50)  # so that each hourly run asks anew
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
    ttl: timedelta = LIST_TTL


@dataclass(frozen=True, slots=True)
class Filled:
    """The TMDB ids on a list, none if the old one stays; whether TMDB was asked for them, and whether they are new."""

    ids: list[int]
    was_asked: bool
    has_changed: bool


SEEDED: tuple[TmdbList, ...] = (
    TmdbList("@@tmdb_movies_popular", "Popular films", "movie", "/movie/popular", 10, 1, ttl=_LIVELY_TTL),
    TmdbList("@@tmdb_shows_popular", "Popular shows", "show", "/tv/popular", 10, 2, ttl=_LIVELY_TTL),
    TmdbList("@@tmdb_movies_top_rated", "Top rated films", "movie", "/movie/top_rated", 10, 5),
    TmdbList("@@tmdb_shows_top_rated", "Top rated shows", "show", "/tv/top_rated", 10, 6),
)
_OTHERS: tuple[TmdbList, ...] = (
    TmdbList("@@tmdb_movies_trending", "Trending films", "movie", "/trending/movie/week", 3, 3, ttl=_LIVELY_TTL),
    TmdbList("@@tmdb_shows_trending", "Trending shows", "show", "/trending/tv/week", 3, 4, ttl=_LIVELY_TTL),
    TmdbList("@@tmdb_movies_upcoming", "Coming soon", "movie", "/movie/upcoming", 3, 7),
    TmdbList("@@tmdb_shows_upcoming", "On the air this week", "show", "/tv/on_the_air", 3, 8),
)


async def tmdb_lists(library: Library, language: str = FIRST_LANGUAGE) -> list[TmdbList]:
    """Every list, those of the genres that are known included, which are called as in this language."""
    async with library.database.read() as session:
        genres = await store.genres(session, None, language)
    return [*SEEDED, *_OTHERS, *_genre_lists("movie", genres), *_genre_lists("show", genres)]


async def refresh_lists(library: Library) -> str:
    """Fill every list anew whose time has come; one line about it for the page of tasks."""
    try:
        await library.refresh_genres(await library.languages())
    except (TmdbError, TmdbHasNone) as error:
        return NOTHING(why=error.detail)
    came: Counter[str] = Counter()
    reason = ""
    for one in await tmdb_lists(library):
        try:
            filled = await fill_list(library, one)
        except (TmdbError, TmdbHasNone) as error:
            came["kept"] += 1
            reason = error.detail
        else:
            came["filled" if filled.has_changed else "same" if filled.was_asked else "young"] += 1
    tmdb = library.asked()
    await tmdb.answers.forget_old()
    said = [_LISTS_FILLED(lists=came["filled"])]
    if came["same"]:
        said.append(_LISTS_SAME(lists=came["same"]))
    if came["young"]:
        said.append(_LISTS_YOUNG(lists=came["young"]))
    if came["kept"]:
        said.append(_LISTS_KEPT(lists=came["kept"], why=reason))
    elif tmdb.health.trouble:
        said.append(_FROM_KEPT(why=tmdb.health.trouble))
    return together(*said)


async def see_list(library: Library, slug: str, language: str) -> TmdbList | None:
    """The list of TMDB's of this slug, if there is one; it is filled if that can be done while a reader waits."""
    one = next((one for one in await tmdb_lists(library) if one.slug == slug), None) if library.tmdb else None
    if one is None:
        return None
    with suppress(TmdbError, TmdbHasNone):
        await fill_list(library, one, patience=READER)
    return next((named for named in await tmdb_lists(library, language) if named.slug == slug), one)


async def fill_list(library: Library, one: TmdbList, *, patience: Patience = BACKGROUND) -> Filled:
    """Read a list and put it in place of the old one; what is the same already is not written again.

    Raises:
        TmdbHasNone, TmdbError: a page cannot be had; the old list stays.
    """
    before = library.asked().asked[one.path]
    items = await _items(library, one, patience)
    was_asked = library.asked().asked[one.path] > before
    if not items:
        return Filled([], was_asked, has_changed=False)
    ids, now = [item.id for item in items], library.clock.now()
    async with library.database.read() as session:
        known = await filling.votes_of(session, one.kind, ids)
        is_same = await filling.list_holds(session, one.slug, one.name, ids)
    # What an older answer says of votes is no news: another list's may be younger.
    news = [item for item in items if item.id not in known or (was_asked and known[item.id] != digest.votes(item))]
    if news or not is_same:
        async with library.database.write() as session:
            await learning.write_briefs(session, one.kind, news, now=now)
            if not is_same:
                await put_list(session, one.slug, one.name, one.kind, ids, rank=one.rank, is_visible=one.is_visible)
                await store.describe_list(session, one.slug, genre_id=one.genre_id, now=now)
    return Filled(ids, was_asked, has_changed=not is_same)


async def _items(library: Library, one: TmdbList, patience: Patience) -> list[ListItem]:
    """The titles of all pages in their order, each once: a title may move to the next page while we read."""
    tmdb = library.asked()
    found: dict[int, ListItem] = {}
    for number in range(1, one.pages + 1):
        page = await tmdb.list_page(one.path, number, params=one.params, patience=patience, ttl=one.ttl)
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
