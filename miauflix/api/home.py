"""The home page: one request for everything above the fold."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.accounts import Caller, current_caller
from miauflix.api.going_on import ClockPart, ContinueItem, going_on
from miauflix.api.lists import OF_A_PAGE, KeptPart, json_answer, json_bytes, posters_json
from miauflix.api.recommendations import RecommendationRow, RecommenderPart, rows_out
from miauflix.api.titles import DatabasePart, Language
from miauflix.catalog.schemas import TitleCard
from miauflix.catalog.store import walls

router = APIRouter(tags=["catalog"])

_ROW_LENGTH = 20
_BECAUSE = 2


class Row(BaseModel):
    slug: str
    name: str
    total: int
    items: list[TitleCard]


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
    clock: ClockPart,
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
        shelf = await going_on(session, caller.profile_id, lang, clock.now().date()) if caller.profile_id else []
        recommended = await rows_out(session, because, lang) if because else []
    continued = [one.model_dump(mode="json") for one in shelf]
    more = [one.model_dump(mode="json") for one in recommended]
    own = json_bytes({"continue_watching": continued, "recommendations": more})
    return json_answer(shared[:-1] + b"," + own[1:])  # one object of two


@router.get("/api/continue-watching")
async def continue_watching(
    caller: Annotated[Caller, Depends(current_caller)],
    database: DatabasePart,
    clock: ClockPart,
    lang: Language = "en",
) -> list[ContinueItem]:
    async with database.read() as session:
        return await going_on(session, caller.profile_id, lang, clock.now().date()) if caller.profile_id else []


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
