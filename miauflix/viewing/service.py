"""Writing down what a profile does."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.kit.playable import Playable
from miauflix.viewing import store
from miauflix.viewing.rules import is_watched
from miauflix.viewing.tables import ProgressRow


async def record_progress(
    session: AsyncSession,
    profile_id: str,
    playable: Playable,
    *,
    position_s: float,
    duration_s: float,
    now: datetime,
) -> None:
    """The player is at `position_s` of `duration_s`; past nine tenths it counts as watched."""
    row = await _row(session, profile_id, str(playable))
    row.position_s = min(position_s, duration_s)
    row.duration_s = duration_s
    row.watched = row.watched or is_watched(position_s, duration_s)
    row.updated_at = now


async def mark(session: AsyncSession, profile_id: str, playable: Playable, *, watched: bool, now: datetime) -> None:
    """Say that it was watched, or that it was not; either way the next play starts at the beginning."""
    row = await _row(session, profile_id, str(playable))
    row.position_s, row.watched, row.updated_at = 0.0, watched, now


async def _row(session: AsyncSession, profile_id: str, ref: str) -> ProgressRow:
    row = await store.row(session, profile_id, ref)
    if row is None:
        row = ProgressRow(profile_id=profile_id, ref=ref, position_s=0.0, duration_s=0.0, watched=False)
        session.add(row)
    return row
