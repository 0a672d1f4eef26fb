"""The SQL of scheduled tasks. Whatever a holder does names its fence: from a stale one it does nothing, and says so."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Update, case, null, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.infra.db import insert_into
from miauflix.infra.scheduler.context import ScheduledTask
from miauflix.infra.scheduler.tables import LeaseRow, ScheduledTaskRow
from miauflix.infra.scheduler.types import End, Run, TaskState, TaskStatus
from miauflix.kit.sentences import found, kept

_LEASE = "tasks"
_AS_IT_STANDS = {"synchronize_session": False}


async def declare(session: AsyncSession, tasks: Iterable[ScheduledTask], now: datetime) -> None:
    """Make rows for tasks that have none, and let a shorter interval count at once."""
    for task in tasks:
        first = now + task.first_after
        add = insert_into(session, ScheduledTaskRow).values(
            name=task.name, every_s=task.every.total_seconds(), paused=False, slot_at=first, next_run_at=first,
            fence=0, lease_fence=0,
        )  # fmt: skip
        await session.execute(add.on_conflict_do_nothing())
        latest = now + task.every
        sooner = {
            "every_s": task.every.total_seconds(),
            "slot_at": case((ScheduledTaskRow.slot_at > latest, latest), else_=ScheduledTaskRow.slot_at),
            "next_run_at": case((ScheduledTaskRow.slot_at > latest, latest), else_=ScheduledTaskRow.next_run_at),
        }
        changed = (ScheduledTaskRow.name == task.name) & (ScheduledTaskRow.every_s != task.every.total_seconds())
        await _change(session, update(ScheduledTaskRow).where(changed).values(sooner))
    lease = insert_into(session, LeaseRow).values(name=_LEASE, holder=None, fence=0, lease_until=now)
    await session.execute(lease.on_conflict_do_nothing())


async def is_lease_free(session: AsyncSession, now: datetime) -> bool:
    free = or_(LeaseRow.holder.is_(null()), LeaseRow.lease_until < now)
    return bool(await session.scalar(select(LeaseRow.name).where(LeaseRow.name == _LEASE, free)))


async def take_lease(session: AsyncSession, holder: str, *, now: datetime, until: datetime) -> int | None:
    """The new fence, or nothing while another holder's lease runs; of many who try at once one gets it."""
    free = or_(LeaseRow.holder.is_(null()), LeaseRow.lease_until < now)
    take = (
        update(LeaseRow)
        .where(LeaseRow.name == _LEASE, free)
        .values(holder=holder, fence=LeaseRow.fence + 1, lease_until=until)
        .returning(LeaseRow.fence)
    )
    return await session.scalar(take, execution_options=_AS_IT_STANDS)


async def extend_lease(session: AsyncSession, fence: int, until: datetime) -> bool:
    held = update(LeaseRow).where(LeaseRow.name == _LEASE, LeaseRow.fence == fence, LeaseRow.holder.is_not(null()))
    return await _change(session, held.values(lease_until=until))


async def drop_lease(session: AsyncSession, fence: int) -> bool:
    held = update(LeaseRow).where(LeaseRow.name == _LEASE, LeaseRow.fence == fence)
    return await _change(session, held.values(holder=None))


async def holds(session: AsyncSession, fence: int) -> bool:
    """Whether the lease is still this one; locked, so that nobody takes it before the transaction ends."""
    held = select(LeaseRow.name).where(LeaseRow.name == _LEASE, LeaseRow.fence == fence, LeaseRow.holder.is_not(null()))
    return bool(await session.scalar(held.with_for_update()))


async def states(session: AsyncSession, names: Collection[str], *, lock: bool = False) -> list[TaskState]:
    query = select(ScheduledTaskRow).where(ScheduledTaskRow.name.in_(names)).order_by(ScheduledTaskRow.next_run_at)
    rows = await session.scalars(query.with_for_update() if lock else query)
    return [
        TaskState(row.name, row.paused, row.slot_at, row.next_run_at, row.requested_at, row.running_since, row.fence)
        for row in rows
    ]


async def start(session: AsyncSession, run: Run, *, holder: str, lease_fence: int) -> bool:
    """Note that the run begins; its fence is one more than the last start's, else somebody else was there."""
    begin = (
        update(ScheduledTaskRow)
        .where(ScheduledTaskRow.name == run.name, ScheduledTaskRow.fence == run.fence - 1)
        .values(
            fence=run.fence,
            lease_fence=lease_fence,
            holder=holder,
            running_since=run.started_at,
            last_started_at=run.started_at,
        )
    )
    return await _change(session, begin)


async def finish(session: AsyncSession, run: Run, end: End) -> bool:
    """Write down how the run ended, once: after that, and after a later start, this changes nothing."""
    asked_before = ScheduledTaskRow.requested_at <= run.started_at
    ended = _held(run).values(
        running_since=None,
        last_ok=end.ok,
        last_result=str(end.result),
        last_said=kept(end.result),
        last_duration_s=end.duration_s,
        requested_at=case((asked_before, None), else_=ScheduledTaskRow.requested_at),
    )
    if end.next_slot:
        ended = ended.values(slot_at=end.next_slot[0], next_run_at=end.next_slot[1])
    return await _change(session, ended)


async def abandon(session: AsyncSession, run: Run) -> bool:
    """Let go of a run that was interrupted; its slot is as due as it was."""
    return await _change(session, _held(run).values(running_since=None))


async def request(session: AsyncSession, name: str, now: datetime) -> bool:
    return await _change(session, _named(name).values(requested_at=now))


async def set_paused(session: AsyncSession, name: str, *, paused: bool) -> bool:
    return await _change(session, _named(name).values(paused=paused))


async def statuses(session: AsyncSession, now: datetime) -> list[TaskStatus]:
    """All tasks by name; only what a living holder runs counts as running."""
    lease = await session.scalar(select(LeaseRow).where(LeaseRow.name == _LEASE))
    alive = lease.fence if lease and lease.holder and lease.lease_until >= now else None
    rows = await session.scalars(select(ScheduledTaskRow).order_by(ScheduledTaskRow.name))
    return [
        TaskStatus(
            name=row.name,
            every_s=row.every_s,
            paused=row.paused,
            running=row.running_since is not None and row.lease_fence == alive,
            last_started_at=row.last_started_at,
            last_duration_s=row.last_duration_s,
            last_result=None if row.last_result is None else found(row.last_result, row.last_said),
            last_ok=row.last_ok,
            next_run_at=row.next_run_at,
            holder=row.holder,
        )
        for row in rows
    ]


def _named(name: str) -> Update:
    return update(ScheduledTaskRow).where(ScheduledTaskRow.name == name)


def _held(run: Run) -> Update:
    """A change to the task for as long as this start of it stands."""
    return _named(run.name).where(ScheduledTaskRow.fence == run.fence, ScheduledTaskRow.running_since.is_not(null()))


async def _change(session: AsyncSession, change: Update) -> bool:
    """Whether there was anything to change."""
    result = await session.execute(change, execution_options=_AS_IT_STANDS)
    return cast("CursorResult[Any]", result).rowcount > 0
