"""How far profiles got."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.infra.db import insert_into
from miauflix.viewing.rules import NOT_BEGUN_S, WATCHED_FROM, Progress
from miauflix.viewing.tables import ProgressRow


async def progress_to_change(session: AsyncSession, profile_id: str, ref: str, now: datetime) -> ProgressRow:
    """The profile's row, made if there is none; nobody else changes it before the transaction ends."""
    new = insert_into(session, ProgressRow).values(
        profile_id=profile_id, ref=ref, position_s=0.0, duration_s=0.0, watched=False, updated_at=now
    )
    # Changes nothing: it is there to lock and answer the row of whoever was first.
    either = new.on_conflict_do_update(index_elements=["profile_id", "ref"], set_={"watched": ProgressRow.watched})
    found = await session.scalars(either.returning(ProgressRow), execution_options={"populate_existing": True})
    return found.one()


async def progress_of(session: AsyncSession, profile_id: str, refs: Collection[str]) -> dict[str, Progress]:
    """The profile's progress for those of `refs` it ever played."""
    query = select(ProgressRow).where(ProgressRow.profile_id == profile_id, ProgressRow.ref.in_(refs))
    return {one.ref: progress_in(one) for one in await session.scalars(query)}


async def of_shows(
    session: AsyncSession, profile_id: str, show_ids: Collection[int], *, season: int | None = None
) -> dict[int, list[Progress]]:
    """The profile's progress in every episode of these shows, or of one season each, that it ever played.

    One statement.
    """
    found: dict[int, list[Progress]] = {show_id: [] for show_id in show_ids}
    if not found:
        return found
    part = "" if season is None else f"{season}:"
    ours = or_(*(ProgressRow.ref.startswith(f"episode:{show_id}:{part}") for show_id in found))
    for one in await session.scalars(select(ProgressRow).where(ProgressRow.profile_id == profile_id, ours)):
        found[int(one.ref.split(":")[1])].append(progress_in(one))
    return found


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


async def watched_elsewhere(session: AsyncSession, profile_id: str, ref: str, at: datetime) -> None:
    """Note that it was watched to the end at another place; a later play here keeps its position."""
    known = await progress_to_change(session, profile_id, ref, at)
    known.watched = True
    if known.updated_at < at:
        known.position_s, known.updated_at = 0.0, at


async def put_position(
    session: AsyncSession, profile_id: str, ref: str, position_s: float, duration_s: float, at: datetime
) -> None:
    """Note where it was left at another place."""
    known = await progress_to_change(session, profile_id, ref, at)
    known.position_s, known.duration_s, known.updated_at = position_s, duration_s, at


def progress_in(one: ProgressRow) -> Progress:
    """What the row says at this moment."""
    return Progress(one.ref, one.position_s, one.duration_s, one.watched, one.updated_at)
