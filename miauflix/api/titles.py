"""Pages that join the catalogue with where a title can be had: films, shows."""

from collections import Counter
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, Field
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.accounts import Caller, current_caller, current_user
from miauflix.api.looking import search_season, search_show
from miauflix.catalog import is_added_by_hand, schemas, store
from miauflix.catalog.errors import UnknownCollection
from miauflix.catalog.library import Library
from miauflix.catalog.schemas import CollectionPage, EpisodeOut, SeasonOut, TitleCard, TitleDetail
from miauflix.catalog.store import learning
from miauflix.infra.db import Database
from miauflix.infra.parts import part
from miauflix.kit import language as kit_language
from miauflix.kit.clock import SystemClock
from miauflix.kit.playable import Episode, Movie, parse_playable
from miauflix.sources import (
    Ranking,
    Searches,
    SearchOut,
    SourceOut,
    Viewing,
    availability,
    refs_of_show,
    search_out,
    sources_out,
    titles_available,
    viewing_of_query,
)
from miauflix.viewing import of_shows

router = APIRouter(tags=["catalog"], dependencies=[Depends(current_user)])

CallerPart = Annotated[Caller, Depends(current_caller)]
DatabasePart = Annotated[Database, Depends(part(Database))]
LibraryPart = Annotated[Library, Depends(part(Library))]
RankingPart = Annotated[Ranking, Depends(part(Ranking))]
ViewingPart = Annotated[Viewing, Depends(viewing_of_query)]
SearchesPart = Annotated[Searches, Depends(part(Searches))]
ClockPart = Annotated[SystemClock, Depends(part(SystemClock))]
IncludeSources = Annotated[bool, Query(alias="includeSources")]
Language = Annotated[kit_language.Language, Query(alias="lang", description="BCP 47, as en, pt-BR or zh-Hant")]
TmdbId = Annotated[int, Path(ge=1, le=2_000_000_000)]


class MovieOut(TitleDetail):
    sources: list[SourceOut] | None = None
    search: SearchOut | None = Field(default=None, description="With includeSources: the search that runs, or ran last")
    is_added_by_hand: bool = Field(default=False, description="Admins may rename and remove it")


class EpisodeWithSources(EpisodeOut):
    sources: list[SourceOut] | None = None


class SeasonWithProgress(SeasonOut):
    watched_count: int = Field(description="So many of its episodes the profile has watched")


class ShowOut(TitleDetail):
    seasons: list[SeasonWithProgress]
    sources: dict[str, list[SourceOut]] | None = Field(
        default=None, description="With includeSources=true: by the reference of the episode, best first"
    )
    search: SearchOut | None = Field(default=None, description="With includeSources: of the episode that plays next")


class SeasonPage(BaseModel):
    number: int
    name: str
    overview: str
    episodes: list[EpisodeWithSources]
    search: SearchOut | None = Field(default=None, description="With includeSources: of the episode that plays next")


async def cards_out(session: AsyncSession, cards: list[store.Card]) -> list[TitleCard]:
    """The cards with their availability: one statement, however many cards."""
    films = [card.row.tmdb_id for card in cards if card.row.kind == "movie"]
    movies, shows = await titles_available(
        session, films, [card.row.tmdb_id for card in cards if card.row.kind == "show"]
    )
    return [
        schemas.card_out(card, available=card.row.tmdb_id in (shows if card.row.kind == "show" else movies))
        for card in cards
    ]


@router.get("/api/movies/{tmdb_id}")
async def movie(
    tmdb_id: TmdbId,
    database: DatabasePart,
    library: LibraryPart,
    ranking: RankingPart,
    viewing: ViewingPart,
    searches: SearchesPart,
    caller: CallerPart,
    lang: Language = "en",
    include_sources: IncludeSources = False,
) -> MovieOut:
    """A film, fetched if it is not stored; with `includeSources=true` also where it can be had, best first.

    Where nothing fresh is stored the providers are asked first, for as long as a person waits; `search` tells how far
    that has come, and events of the topic `sources` tell the rest.
    """
    await library.see_title("movie", tmdb_id, lang)
    searched = await _searched(searches, tmdb_id, caller.user.id) if include_sources else None
    async with database.read() as session:
        card = await store.movie_card(session, tmdb_id, lang)
        people = await learning.credits_of(session, card.row.id)
        ledger = await ranking.ledger(session, Movie(tmdb_id), _of_title(viewing, card))
    known = sources_out(ledger)
    fields = schemas.detail_fields(card, lang, people)
    fields |= {"available": bool(known), "sources": known if include_sources else None}
    fields |= {"search": searched, "is_added_by_hand": is_added_by_hand(Movie(tmdb_id))}
    return MovieOut.model_validate(fields)


@router.get("/api/movies/{tmdb_id}/collection")
async def collection(
    tmdb_id: TmdbId, database: DatabasePart, library: LibraryPart, lang: Language = "en"
) -> CollectionPage:
    """The films that belong together with this one; those that are not stored yet are fetched, if TMDB answers."""
    await library.see_title("movie", tmdb_id, lang)
    async with database.read() as session:
        film = (await store.card(session, "movie", tmdb_id, lang)).row
    if film.collection_id is None:
        raise UnknownCollection(f"The film {tmdb_id} belongs to no collection")
    await library.see_collection(film.collection_id)
    async with database.read() as session:
        films = await cards_out(session, await store.cards_of_collection(session, film.collection_id, lang))
    return CollectionPage(id=film.collection_id, name=film.collection_name or "", films=films)


async def _searched(searches: Searches, tmdb_id: int, whose: str) -> SearchOut | None:
    search = await searches.search_if_stale(Movie(tmdb_id), whose=whose)
    return search_out(search) if search else None


@router.get("/api/shows/{tmdb_id}")
async def show(
    tmdb_id: TmdbId,
    database: DatabasePart,
    library: LibraryPart,
    ranking: RankingPart,
    viewing: ViewingPart,
    searches: SearchesPart,
    caller: CallerPart,
    clock: ClockPart,
    lang: Language = "en",
    include_sources: IncludeSources = False,
) -> ShowOut:
    """A show with its seasons, fetched if it is not stored; with `includeSources=true` also its episodes' sources.

    Providers are asked as for a film, but for one episode: the one that the caller's profile would play next.
    """
    await library.see_title("show", tmdb_id, lang)
    searched = None
    if include_sources:
        searched = await search_show(searches, database, library, caller, tmdb_id, clock.now().date())
    async with database.read() as session:
        card = await store.card(session, "show", tmdb_id, lang)
        people = await learning.credits_of(session, card.row.id)
        watched = await _watched_by_season(session, caller, tmdb_id)
        seasons = [
            _with_progress(schemas.season_out(*one), watched) for one in await store.seasons(session, card.row.id, lang)
        ]
        refs = await refs_of_show(session, tmdb_id)
        wish = _of_title(viewing, card)
        ledgers = await ranking.ledgers(session, map(parse_playable, refs), wish) if include_sources else {}
    fields = schemas.detail_fields(card, lang, people) | {"seasons": seasons, "available": bool(refs)}
    if include_sources:
        fields |= {"sources": {ref: sources_out(ledger) for ref, ledger in ledgers.items()}, "search": searched}
    return ShowOut.model_validate(fields)


async def _watched_by_season(session: AsyncSession, caller: Caller, show_id: int) -> Counter[int]:
    """How many episodes of each season the profile has watched: one statement, however many seasons."""
    if caller.profile_id is None:
        return Counter()
    progress = (await of_shows(session, caller.profile_id, [show_id]))[show_id]
    episodes = [parse_playable(one.ref) for one in progress if one.watched]
    return Counter(one.season for one in episodes if isinstance(one, Episode))


def _with_progress(season: SeasonOut, watched: Counter[int]) -> SeasonWithProgress:
    # TMDB may have taken an episode back that was watched.
    count = min(watched[season.number], season.episode_count)
    return SeasonWithProgress(**season.model_dump(), watched_count=count)


@router.get("/api/shows/{tmdb_id}/seasons/{number}")
async def season(
    tmdb_id: TmdbId,
    number: Annotated[int, Path(ge=0, le=9999)],
    database: DatabasePart,
    library: LibraryPart,
    ranking: RankingPart,
    viewing: ViewingPart,
    searches: SearchesPart,
    caller: CallerPart,
    clock: ClockPart,
    lang: Language = "en",
    include_sources: IncludeSources = False,
) -> SeasonPage:
    """A season with its episodes, fetched if they are not stored; with `includeSources=true` also their sources.

    Providers are asked as for a film, but for one episode: the one of them that the caller's profile would play next.
    """
    await library.see_season(tmdb_id, number, lang)
    searched = None
    if include_sources:
        searched = await search_season(searches, database, caller, tmdb_id, number, clock.now().date())
    async with database.read() as session:
        card = await store.card(session, "show", tmdb_id, lang)
        seasons = [schemas.season_out(*one) for one in await store.seasons(session, card.row.id, lang)]
        known = next((one for one in seasons if one.number == number), None)
        if known is None:
            raise store.UnknownTitle(f"The show {tmdb_id} has no season {number}")
        episodes = await store.episodes(session, card.row.id, number, lang)
        playables = [Episode(tmdb_id, one.row.season, one.row.number) for one in episodes]
        available = await availability(session, [str(one) for one in playables])
        wish = _of_title(viewing, card)
        ledgers = await ranking.ledgers(session, playables, wish) if include_sources else {}
    out: list[EpisodeWithSources] = []
    for one, ref in zip(episodes, map(str, playables), strict=True):
        fields = schemas.episode_out(tmdb_id, one, available=ref in available).model_dump()
        sources = sources_out(ledgers[ref]) if include_sources else None
        out.append(EpisodeWithSources.model_validate(fields | {"sources": sources}))
    return SeasonPage(number=number, name=known.name, overview=known.overview, episodes=out, search=searched)


def _of_title(viewing: Viewing, card: store.Card) -> Viewing:
    """With what the catalogue knows of the film, or of the show and so of its episodes."""
    minutes = card.row.runtime_min
    return replace(
        viewing, duration_s=minutes * 60.0 if minutes else None, original_language=card.row.original_language
    )
