"""Because you watched: rows of titles like the ones a profile saw last, for their own page and for home."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.api.titles import DatabasePart, Language, cards_out
from miauflix.api.watchlist import ViewerPart, key_of
from miauflix.catalog import cards_of
from miauflix.catalog.schemas import TitleCard
from miauflix.infra.parts import part
from miauflix.kit.playable import parse_title
from miauflix.viewing import Because, Recommender

router = APIRouter(prefix="/api/recommendations", tags=["viewing"])


class RecommendationRow(BaseModel):
    """`items` are worth watching because the profile watched `because`."""

    because: TitleCard
    items: list[TitleCard]


RecommenderPart = Annotated[Recommender, Depends(part(Recommender))]


@router.get("")
async def recommendations(
    viewer: ViewerPart, database: DatabasePart, recommender: RecommenderPart, lang: Language = "en"
) -> list[RecommendationRow]:
    """Rows of titles like what the profile watched last; empty until it has watched something."""
    rows = await recommender.rows(viewer.profile_id)
    async with database.read() as session:
        return await rows_out(session, rows, lang)


async def rows_out(session: AsyncSession, rows: Sequence[Because], language: str) -> list[RecommendationRow]:
    """The rows as posters: three statements, however many there are."""
    refs = [ref for row in rows for ref in (row.ref, *row.refs)]
    keys = {ref: key_of(parse_title(ref)) for ref in refs}
    cards = await cards_of(session, {*keys.values()}, language)
    out = dict(zip(cards, await cards_out(session, [*cards.values()]), strict=True))
    return [
        RecommendationRow(because=out[keys[row.ref]], items=[out[keys[ref]] for ref in row.refs if keys[ref] in out])
        for row in rows
        if keys[row.ref] in out
    ]
