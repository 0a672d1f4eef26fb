"""The watch-list."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.infra.db import insert_into
from miauflix.viewing.tables import WatchlistRow


async def refs(session: AsyncSession, profile_id: str) -> list[str]:
    """Everything on the list, what came last first."""
    query = (
        select(WatchlistRow.ref)
        .where(WatchlistRow.profile_id == profile_id)
        .order_by(WatchlistRow.added_at.desc(), WatchlistRow.ref)
    )
    return [*await session.scalars(query)]


async def add(session: AsyncSession, profile_id: str, ref: str, now: datetime) -> bool:
    """False if it was there; then its place is kept."""
    insert = insert_into(session, WatchlistRow).values(profile_id=profile_id, ref=ref, added_at=now)
    added = await session.scalar(insert.on_conflict_do_nothing().returning(WatchlistRow.ref))
    return added is not None


async def remove(session: AsyncSession, profile_id: str, refs: Collection[str]) -> int:
    """How many of them were there."""
    gone = delete(WatchlistRow).where(WatchlistRow.profile_id == profile_id, WatchlistRow.ref.in_(refs))
    return cast("CursorResult[Any]", await session.execute(gone)).rowcount


async def latest(session: AsyncSession, limit: int) -> list[tuple[str, datetime]]:
    """What anybody put on their list last, with when."""
    query = select(WatchlistRow.ref, WatchlistRow.added_at).order_by(WatchlistRow.added_at.desc()).limit(limit)
    return [(row.ref, row.added_at) for row in await session.execute(query)]
