"""Putting the demo world's works into the catalogue, in English with German beside it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog import (
    EpisodeFacts,
    Picture,
    SeasonFacts,
    TitleFacts,
    genre_slug,
    put_genres,
    put_list,
    put_movie,
    put_show,
    put_translation,
    remove_unfilled_list,
)
from miauflix.catalog.types import Kind
from miauflix.demo.genres import NUMBERS, numbers_of
from miauflix.demo.types import Guest, Language, Part, Short, Show, Work
from miauflix.kit.playable import Playable

Pictures = Mapping[str, Picture]
_FIRST: Language = "en"
_SEASON = 1


async def list_works(
    session: AsyncSession,
    playables: Collection[Playable],
    *,
    shorts: Sequence[Short],
    show: Show,
    guests: Sequence[Guest],
    pictures: Pictures,
    now: datetime,
    fills_lists: bool = True,
) -> None:
    """Make the catalogue, its four lists and its genres hold what `playables` make possible, and the guests.

    Where TMDB fills those, films and shows stand under lists of the demo world's own.
    """
    movies: list[Work] = [*(short for short in shorts if short.film.playable in playables), *guests]
    for work in movies:
        await put_movie(session, facts_of(work, _FIRST, pictures), now=now)
        for language in _others(work):
            await put_translation(session, "movie", facts_of(work, language, pictures))
    parts = [part for part in show.parts if part.film.playable in playables]
    if parts:
        await _put_show(session, show, parts, pictures, now)
    if fills_lists:
        await _put_lists(session, movies, [show] if parts else [])
        await _put_genres(session, "movie", movies)
        await _put_genres(session, "show", [show] if parts else [])
    else:
        for number in NUMBERS:
            await remove_unfilled_list(session, genre_slug("movie", number))
            await remove_unfilled_list(session, genre_slug("show", number))
        await put_list(session, "@@demo_movies", "Demo films", "movie", [one.tmdb_id for one in movies], rank=200)
        await put_list(session, "@@demo_shows", "Demo shows", "show", [show.tmdb_id] if parts else [], rank=201)


def facts_of(work: Work, language: Language, pictures: Pictures) -> TitleFacts:
    words = work.words[language]
    return TitleFacts(
        tmdb_id=work.tmdb_id,
        name=words.name,
        language=language,
        overview=words.overview,
        tagline=words.tagline,
        release_date=work.released,
        runtime_min=work.runtime_min,
        genres=words.genres,
        genre_ids=numbers_of(work),
        attribution=work.attribution,
        poster=pictures[f"{work.artwork.key}-poster"],
        backdrop=pictures[f"{work.artwork.key}-backdrop"],
    )


async def _put_show(
    session: AsyncSession, show: Show, parts: Sequence[Part], pictures: Pictures, now: datetime
) -> None:
    episodes = tuple(_episode(show, part, _FIRST, pictures) for part in parts)
    season = SeasonFacts(_SEASON, "Season 1", episodes=episodes)
    await put_show(session, facts_of(show, _FIRST, pictures), [season], now=now)
    for language in _others(show):
        texts = [(_SEASON, _episode(show, part, language, pictures)) for part in parts]
        await put_translation(session, "show", facts_of(show, language, pictures), episodes=texts)


def _episode(show: Show, part: Part, language: Language, pictures: Pictures) -> EpisodeFacts:
    words = part.words[language]
    return EpisodeFacts(
        number=1 + show.parts.index(part),
        name=words.name,
        overview=words.overview,
        air_date=part.film.released,
        runtime_min=show.runtime_min,
        still=pictures[f"{part.artwork.key}-still"],
    )


async def _put_lists(session: AsyncSession, movies: Sequence[Work], shows: Sequence[Work]) -> None:
    """The lists of the contract. There are no votes here: the best are simply the same ones, dealt another way."""
    dealt = [*movies[1::2], *movies[::2]]
    lists: tuple[tuple[str, str, Kind, Sequence[Work]], ...] = (
        ("@@tmdb_movies_popular", "Popular films", "movie", movies),
        ("@@tmdb_shows_popular", "Popular shows", "show", shows),
        ("@@tmdb_movies_top_rated", "Top rated films", "movie", dealt),
        ("@@tmdb_shows_top_rated", "Top rated shows", "show", shows),
    )
    for rank, (slug, name, kind, works) in enumerate(lists, start=1):
        await put_list(session, slug, name, kind, [work.tmdb_id for work in works], rank=rank)


async def _put_genres(session: AsyncSession, kind: Kind, works: Sequence[Work]) -> None:
    """Each genre that one of the works has, with a list of its own."""
    numbers = [number for number in NUMBERS if any(number in numbers_of(work) for work in works)]
    for language in (_FIRST, "de"):
        await put_genres(session, kind, language, {number: NUMBERS[number][language] for number in numbers})
    for number in numbers:
        members = [work.tmdb_id for work in works if number in numbers_of(work)]
        slug, name = genre_slug(kind, number), NUMBERS[number][_FIRST]
        await put_list(session, slug, name, kind, members, is_visible=False, genre_id=number)


def _others(work: Work) -> list[Language]:
    return [language for language in work.words if language != _FIRST]
