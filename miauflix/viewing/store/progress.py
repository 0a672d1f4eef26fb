"""How far profiles got."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.viewing.rules import NOT_BEGUN_S, WATCHED_FROM, Progress
from miauflix.viewing.tables import ProgressRow


async def row(session: AsyncSession, profile_id: str, ref: str) -> ProgressRow | None:
    return await session.get(ProgressRow, (profile_id, ref))


async def progress_of(session: AsyncSession, profile_id: str, refs: Collection[str]) -> dict[str, Progress]:
    """The profile's progress for those of `refs` it ever played."""
    query = select(ProgressRow).where(ProgressRow.profile_id == profile_id, ProgressRow.ref.in_(refs))
    return {one.ref: progress_in(one) for one in await session.scalars(query)}


async def recent(session: AsyncSession, profile_id: str, limit: int) -> list[Progress]:
    """What the profile played last, latest first."""
    query = (
        select(ProgressRow)
        .where(ProgressRow.profile_id == profile_id)
        .order_by(ProgressRow.updated_at.desc(), ProgressRow.ref)
        .limit(limit)
    )
    return [progress_in(one) for one in await session.scalars(query)]


async def under_way(session: AsyncSession, limit: int) -> list[Progress]:
    """What anybody has begun and not ended, latest first."""
    begun = ProgressRow.position_s >= NOT_BEGUN_S
    before_the_credits = ProgressRow.position_s < WATCHED_FROM * ProgressRow.duration_s
    query = select(ProgressRow).where(begun, before_the_credits).order_by(ProgressRow.updated_at.desc()).limit(limit)
    return [progress_in(one) for one in await session.scalars(query)]


def progress_in(one: ProgressRow) -> Progress:
    """What the row says at this moment."""
    return Progress(one.ref, one.position_s, one.duration_s, one.watched, one.updated_at)
