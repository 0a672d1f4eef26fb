"""The home page: one request for everything above the fold."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.accounts import Caller, current_caller
from miauflix.api.lists import OF_A_PAGE, KeptPart, json_answer, json_bytes, posters_json
from miauflix.api.recommendations import RecommendationRow, RecommenderPart, rows_out
from miauflix.api.titles import DatabasePart, Language, cards_out
from miauflix.catalog import cards_of, next_episode, store
from miauflix.catalog.schemas import EpisodeOut, TitleCard, episode_out
from miauflix.catalog.store import walls
from miauflix.catalog.types import Kind
from miauflix.kit.playable import Episode, Media, Movie, Playable, parse_playable
from miauflix.viewing import Progress, is_watched, recent, resume_at

router = APIRouter(tags=["catalog"])

_ROW_LENGTH = 20
_RECENT = 60  # enough that twenty different films and shows are among them
_CONTINUE = 20
_BECAUSE = 2


class Row(BaseModel):
    slug: str
    name: str
    total: int
    items: list[TitleCard]


class ContinueItem(BaseModel):
    """Something to go on with: `ref` plays from `position_s`."""

    ref: str
    title: TitleCard
    episode: EpisodeOut | None
    position_s: float
    duration_s: float


class Home(BaseModel):
    hero: TitleCard | None
    continue_watching: list[ContinueItem]
    rows: list[Row]
    recommendations: list[RecommendationRow] = Field(description="Because you watched; the rest is at its own address")


@router.get("/api/home", response_model=Home)
async def home(
    caller: Annotated[Caller, Depends(current_caller)],
    database: DatabasePart,
    kept: KeptPart,
    recommender: RecommenderPart,
    lang: Language = "en",
) -> Response:
    """Hero, what to go on with, and the first titles of every list that stands on the home page.

    Hero and lists are everybody's, and nearly all of the answer: they are kept as they went out (see `list_page`).
    """
    because = await recommender.rows(caller.profile_id, most=_BECAUSE) if caller.profile_id else []
    key, version = ("home", lang), kept.changes.of(OF_A_PAGE)
    shared = kept.get(key, version)
    async with database.read() as session:
        if shared is None:
            rows = await _rows(session, lang)
            shared = json_bytes({"hero": _hero(rows), "rows": rows})
            kept.keep(key, version, shared)
        going_on = await _continue(session, caller.profile_id, lang) if caller.profile_id else []
        recommended = await rows_out(session, because, lang) if because else []
    continued = [one.model_dump(mode="json") for one in going_on]
    more = [one.model_dump(mode="json") for one in recommended]
    own = json_bytes({"continue_watching": continued, "recommendations": more})
    return json_answer(shared[:-1] + b"," + own[1:])  # one object of two


@router.get("/api/continue-watching")
async def continue_watching(
    caller: Annotated[Caller, Depends(current_caller)], database: DatabasePart, lang: Language = "en"
) -> list[ContinueItem]:
    async with database.read() as session:
        return await _continue(session, caller.profile_id, lang) if caller.profile_id else []


async def _rows(session: AsyncSession, language: str) -> list[dict[str, Any]]:
    """Each a `Row`. Three statements, however many rows there are."""
    shown = [one for one in await walls.listed(session, language, profile_id=None) if one.is_visible and one.total > 0]
    posters = await walls.walls(session, [one.slug for one in shown], _ROW_LENGTH, language)
    items = iter(await posters_json(session, [poster for one in shown for poster in posters[one.slug]]))
    return [
        {"slug": one.slug, "name": one.name, "total": one.total, "items": [next(items) for _ in posters[one.slug]]}
        for one in shown
    ]


def _hero(rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The first title with a wide picture that can be played; else the first with one."""
    pictured = [card for row in rows for card in row["items"] if card["backdrop"] is not None]
    return next((card for card in pictured if card["available"]), pictured[0] if pictured else None)


async def _continue(session: AsyncSession, profile_id: str, language: str) -> list[ContinueItem]:
    """One entry for each film and show: where it stopped, or the next episode after a finished one."""
    latest: dict[tuple[Kind, int], Progress] = {}
    for progress in await recent(session, profile_id, _RECENT):
        latest.setdefault(_title_key(parse_playable(progress.ref)), progress)
    cards = await cards_of(session, latest, language)
    items: list[ContinueItem] = []
    for key, progress in latest.items():
        goes_on = await _goes_on(session, progress)
        if key in cards and goes_on is not None and len(items) < _CONTINUE:
            items.append(await _item(session, cards[key], goes_on, progress, language))
    return items


async def _goes_on(session: AsyncSession, progress: Progress) -> Playable | None:
    """What to offer after this: the same, the next episode, or nothing."""
    playable = parse_playable(progress.ref)
    if resume_at(progress):
        return playable
    return await next_episode(session, playable) if is_watched(progress.position_s, progress.duration_s) else None


async def _item(
    session: AsyncSession, card: store.Card, playable: Playable, progress: Progress, language: str
) -> ContinueItem:
    same = str(playable) == progress.ref
    return ContinueItem(
        ref=str(playable),
        title=(await cards_out(session, [card]))[0],
        episode=await _episode(session, card, playable, language),
        position_s=progress.position_s if same else 0.0,
        duration_s=progress.duration_s,
    )


async def _episode(session: AsyncSession, card: store.Card, playable: Playable, language: str) -> EpisodeOut | None:
    if not isinstance(playable, Episode):
        return None
    found = await store.episodes(session, card.row.id, playable.season, language)
    one = next((one for one in found if one.row.number == playable.number), None)
    return episode_out(playable.show_id, one, available=True) if one else None


def _title_key(playable: Playable) -> tuple[Kind, int]:
    match playable:
        case Movie(tmdb_id):
            return "movie", tmdb_id
        case Episode(show_id):
            return "show", show_id
        case Media():
            return "movie", 0  # the vault's own videos get their row when the vault comes
