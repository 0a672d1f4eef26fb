"""Pages that join the catalogue with where a title can be had: lists, films, shows, search, home."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.accounts import current_user
from miauflix.catalog import schemas, store
from miauflix.catalog.schemas import EpisodeOut, ListOut, SeasonOut, TitleCard, TitleDetail
from miauflix.infra.db import Database
from miauflix.infra.parts import part
from miauflix.kit.paging import Page, PageNumber, PageSize
from miauflix.kit.playable import Episode, Movie
from miauflix.sources import (
    Ranking,
    SourceOut,
    Viewing,
    availability,
    shows_available,
    sources_out,
    viewing_of_query,
)

router = APIRouter(tags=["catalog"], dependencies=[Depends(current_user)])

DatabasePart = Annotated[Database, Depends(part(Database))]
RankingPart = Annotated[Ranking, Depends(part(Ranking))]
ViewingPart = Annotated[Viewing, Depends(viewing_of_query)]
Language = Annotated[str, Query(alias="lang", pattern="^[a-z]{2}(-[A-Z]{2})?$", description="BCP 47, as en or pt-BR")]
TmdbId = Annotated[int, Path(ge=1, le=2_000_000_000)]


class ListPage(Page[TitleCard]):
    slug: str
    name: str


class SearchResult(BaseModel):
    items: list[TitleCard]


class MovieOut(TitleDetail):
    sources: list[SourceOut] | None = None


class ShowOut(TitleDetail):
    seasons: list[SeasonOut]


class SeasonPage(BaseModel):
    number: int
    name: str
    episodes: list[EpisodeOut]


async def cards_out(session: AsyncSession, cards: list[store.Card]) -> list[TitleCard]:
    """The cards with their availability: two statements, however many cards."""
    movies = await availability(session, [str(Movie(c.row.tmdb_id)) for c in cards if c.row.kind == "movie"])
    shows = await shows_available(session, [c.row.tmdb_id for c in cards if c.row.kind == "show"])
    return [
        schemas.card_out(
            card,
            available=card.row.tmdb_id in shows if card.row.kind == "show" else str(Movie(card.row.tmdb_id)) in movies,
        )
        for card in cards
    ]


@router.get("/api/lists")
async def lists(database: DatabasePart) -> list[ListOut]:
    async with database.read() as session:
        return [schemas.list_out(row, total) for row, total in await store.lists(session)]


@router.get("/api/lists/{slug}")
async def list_page(
    slug: str,
    database: DatabasePart,
    page: Annotated[PageNumber, Query()] = 1,
    page_size: Annotated[PageSize, Query()] = 20,
    lang: Language = "en",
) -> ListPage:
    async with database.read() as session:
        row, total = await store.list_named(session, slug)
        cards = await store.page_of_list(session, slug, page, page_size, lang)
        items = await cards_out(session, cards)
    return ListPage(slug=row.slug, name=row.name, page=page, page_size=page_size, total=total, items=items)


@router.get("/api/search")
async def search(
    q: Annotated[str, Query(min_length=2, max_length=200)], database: DatabasePart, lang: Language = "en"
) -> SearchResult:
    """Titles whose name holds `q`; two characters at least."""
    async with database.read() as session:
        cards = await store.search(session, q.strip(), lang, limit=60)
        return SearchResult(items=await cards_out(session, cards))


@router.get("/api/movies/{tmdb_id}")
async def movie(
    tmdb_id: TmdbId,
    database: DatabasePart,
    ranking: RankingPart,
    viewing: ViewingPart,
    lang: Language = "en",
    include_sources: Annotated[bool, Query(alias="includeSources")] = False,
) -> MovieOut:
    """A film; with `includeSources=true` also where it can be had, best first."""
    async with database.read() as session:
        card = await store.movie_card(session, tmdb_id, lang)
        ledger = await ranking.ledger(
            session, Movie(tmdb_id), replace(viewing, duration_s=_seconds(card.row.runtime_min))
        )
    known = sources_out(ledger)
    fields = schemas.detail_fields(card) | {"available": bool(known), "sources": known if include_sources else None}
    return MovieOut.model_validate(fields)


@router.get("/api/shows/{tmdb_id}")
async def show(tmdb_id: TmdbId, database: DatabasePart, lang: Language = "en") -> ShowOut:
    async with database.read() as session:
        card = await store.card(session, "show", tmdb_id, lang)
        seasons = [schemas.season_out(row, count) for row, count in await store.seasons(session, card.row.id)]
        available = tmdb_id in await shows_available(session, [tmdb_id])
    return ShowOut.model_validate(schemas.detail_fields(card) | {"seasons": seasons, "available": available})


@router.get("/api/shows/{tmdb_id}/seasons/{number}")
async def season(
    tmdb_id: TmdbId, number: Annotated[int, Path(ge=0, le=9999)], database: DatabasePart, lang: Language = "en"
) -> SeasonPage:
    async with database.read() as session:
        card = await store.card(session, "show", tmdb_id, lang)
        row = await store.season_row(session, card.row.id, number)
        if row is None:
            raise store.UnknownTitle(f"The show {tmdb_id} has no season {number}")
        episodes = await store.episodes(session, card.row.id, number, lang)
        refs = [str(Episode(tmdb_id, one.row.season, one.row.number)) for one in episodes]
        available = await availability(session, refs)
    out = [
        schemas.episode_out(tmdb_id, one, available=ref in available) for one, ref in zip(episodes, refs, strict=True)
    ]
    return SeasonPage(number=number, name=row.name, episodes=out)


def _seconds(minutes: int | None) -> float | None:
    return minutes * 60.0 if minutes else None
