"""What a list holds already, so that only what is new of it is written."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog.tables import ListItemRow, ListRow, TitleRow
from miauflix.catalog.types import Kind

Votes = tuple[float, float | None, int]


async def votes_of(session: AsyncSession, kind: Kind, tmdb_ids: Sequence[int]) -> dict[int, Votes]:
    """Popularity, rating and number of votes of those of the titles that are known."""
    columns = (TitleRow.tmdb_id, TitleRow.popularity, TitleRow.rating, TitleRow.vote_count)
    rows = await session.execute(select(*columns).where(TitleRow.kind == kind, TitleRow.tmdb_id.in_(tmdb_ids)))
    return {row.tmdb_id: (row.popularity, row.rating, row.vote_count) for row in rows}


async def list_holds(session: AsyncSession, slug: str, name: str, tmdb_ids: Sequence[int]) -> bool:
    """Whether the list is called so and has exactly these titles in this order."""
    if await session.scalar(select(ListRow.name).where(ListRow.slug == slug)) != name:
        return False
    items = (
        select(TitleRow.tmdb_id)
        .join(ListItemRow, ListItemRow.title_id == TitleRow.id)
        .where(ListItemRow.slug == slug)
        .order_by(ListItemRow.position)
    )
    return list(await session.scalars(items)) == list(tmdb_ids)
