"""What was watched, and when."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.kit.ids import new_id
from miauflix.kit.playable import Movie, Title
from miauflix.viewing.tables import HistoryRow
from miauflix.viewing.types import Origin, Viewed


async def add(session: AsyncSession, profile_id: str, ref: str, watched_at: datetime, origin: Origin) -> str:
    entry_id = new_id()
    session.add(HistoryRow(id=entry_id, profile_id=profile_id, ref=ref, watched_at=watched_at, origin=origin))
    await session.flush()
    return entry_id


async def page_of(session: AsyncSession, profile_id: str, page: int, page_size: int) -> tuple[list[Viewed], int]:
    """One page, the latest first, and how many entries there are in all."""
    total = await session.scalar(
        select(func.count()).select_from(HistoryRow).where(HistoryRow.profile_id == profile_id)
    )
    return await latest_of(session, profile_id, page_size, behind=(page - 1) * page_size), total or 0


async def latest_of(session: AsyncSession, profile_id: str, most: int, *, behind: int = 0) -> list[Viewed]:
    """The latest entries first, `behind` of them passed over."""
    query = (
        select(HistoryRow)
        .where(HistoryRow.profile_id == profile_id)
        .order_by(HistoryRow.watched_at.desc(), HistoryRow.id.desc())
        .offset(behind)
        .limit(most)
    )
    return _viewed([*await session.scalars(query)])


async def last_of(session: AsyncSession, profile_id: str, ref: str) -> datetime | None:
    """When the profile watched it last."""
    query = select(func.max(HistoryRow.watched_at)).where(HistoryRow.profile_id == profile_id, HistoryRow.ref == ref)
    return await session.scalar(query)


async def one(session: AsyncSession, profile_id: str, entry_id: str) -> Viewed | None:
    found = await session.scalar(
        select(HistoryRow).where(HistoryRow.id == entry_id, HistoryRow.profile_id == profile_id)
    )
    return _viewed([found])[0] if found else None


async def forget(session: AsyncSession, profile_id: str, entry_id: str) -> bool:
    gone = delete(HistoryRow).where(HistoryRow.id == entry_id, HistoryRow.profile_id == profile_id)
    return cast("CursorResult[Any]", await session.execute(gone)).rowcount > 0


async def forget_all_of(session: AsyncSession, profile_id: str, ref: str) -> int:
    gone = delete(HistoryRow).where(HistoryRow.ref == ref, HistoryRow.profile_id == profile_id)
    return cast("CursorResult[Any]", await session.execute(gone)).rowcount


async def refs_of(session: AsyncSession, profile_id: str, title: Title) -> list[str]:
    """What of this title the profile watched: the film, or episodes of the show."""
    its_own = (
        HistoryRow.ref == str(title)
        if isinstance(title, Movie)
        else HistoryRow.ref.startswith(f"episode:{title.tmdb_id}:")
    )
    query = (
        select(HistoryRow.ref).where(HistoryRow.profile_id == profile_id, its_own).distinct().order_by(HistoryRow.ref)
    )
    return [*await session.scalars(query)]


async def latest(session: AsyncSession, limit: int) -> list[Viewed]:
    """What anybody watched last."""
    query = select(HistoryRow).order_by(HistoryRow.watched_at.desc(), HistoryRow.id.desc()).limit(limit)
    return _viewed([*await session.scalars(query)])


def _viewed(rows: Sequence[HistoryRow]) -> list[Viewed]:
    return [Viewed(row.id, row.profile_id, row.ref, row.watched_at, cast("Origin", row.origin)) for row in rows]
