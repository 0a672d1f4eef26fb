"""Films that belong together."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog.tables import CollectionRow, TitleRow
from miauflix.infra.db import upsert


async def collection_read_at(session: AsyncSession, tmdb_id: int) -> datetime | None:
    return await session.scalar(select(CollectionRow.read_at).where(CollectionRow.tmdb_id == tmdb_id))


async def mark_collection_read(session: AsyncSession, tmdb_id: int, *, now: datetime) -> None:
    await upsert(session, CollectionRow, [{"tmdb_id": tmdb_id, "read_at": now}])


async def put_into_collection(session: AsyncSession, tmdb_id: int, name: str, films: Collection[int]) -> None:
    """Note that these films belong to it. One that left it says so by its own details."""
    mine = (TitleRow.kind == "movie") & TitleRow.tmdb_id.in_(films)
    named = {"collection_name": name} if name else {}
    await session.execute(update(TitleRow).where(mine).values(collection_id=tmdb_id, **named))
