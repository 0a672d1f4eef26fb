"""The SQL of jobs. Whatever a holder does names its fence: from a stale holder it does nothing, and says so."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    TextClause,
    Update,
    case,
    delete,
    func,
    literal,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.infra.db import UtcDateTime, insert_into
from miauflix.infra.jobs.tables import DEAD, DONE, READY, RUNNING, UNFINISHED_WITH_KEY, JobRow
from miauflix.infra.jobs.types import Args, Job, JobState
from miauflix.kit.ids import new_id

SWEEP_AT_MOST = 1_000
# Nobody keeps job objects in a session, so there is nothing to bring up to date there.
_AS_IT_STANDS = {"synchronize_session": False}
_OF_THE_NEXT_RUN = ("args", "priority", "max_attempts")  # the run under way has its own by heart


async def insert(
    session: AsyncSession,
    kind: str,
    args: Args,
    *,
    now: datetime,
    priority: int,
    run_at: datetime,
    dedupe_key: str | None,
    max_attempts: int,
    reruns: bool,
) -> str:
    """Add a job unless an unfinished one has the same key; the id of the one that is there now.

    One that runs is to run once more, if it `reruns`, as the job that would have been added. One that waits is locked
    until the caller commits: a worker that took it before could miss the change it is about.
    """
    add = (
        insert_into(session, JobRow)
        .values(
            id=new_id(), kind=kind, args=args, state=JobState.READY, priority=priority, run_at=run_at,
            attempt=0, max_attempts=max_attempts, fence=0, dedupe_key=dedupe_key, created_at=now,
        )
    )  # fmt: skip
    asked = add.excluded
    is_running = (JobRow.state == JobState.RUNNING) & literal(reruns)
    is_first, is_sooner = is_running & JobRow.again_at.is_(null()), is_running & (asked.run_at < JobRow.again_at)
    either = {
        "again_at": case((or_(is_first, is_sooner), asked.run_at), else_=JobRow.again_at),
        **{name: case((is_first, asked[name]), else_=JobRow.__table__.c[name]) for name in _OF_THE_NEXT_RUN},
    }
    add = add.on_conflict_do_update(
        index_elements=["dedupe_key"], index_where=UNFINISHED_WITH_KEY, set_=either
    ).returning(JobRow.id)
    return (await session.execute(add, execution_options=_AS_IT_STANDS)).scalar_one()


async def claim(session: AsyncSession, kinds: Collection[str], *, now: datetime, lease_until: datetime) -> Job | None:
    """Take the most urgent job that is due; nobody else gets it before the lease is over."""
    next_one = (
        select(JobRow.id)
        .where(READY, JobRow.run_at <= now, JobRow.kind.in_(list(kinds)))
        .order_by(JobRow.priority, JobRow.run_at, JobRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    take = (
        update(JobRow)
        .where(JobRow.id == next_one, READY)
        .values(
            state=JobState.RUNNING,
            attempt=JobRow.attempt + 1,
            fence=JobRow.fence + 1,
            lease_until=lease_until,
            note=None,
            again_at=case((JobRow.again_at <= now, null()), else_=JobRow.again_at),
        )
        .returning(JobRow.id, JobRow.kind, JobRow.args, JobRow.attempt, JobRow.max_attempts, JobRow.fence)
    )
    taken = (await session.execute(take, execution_options=_AS_IT_STANDS)).one_or_none()
    return Job(*taken) if taken else None


async def extend(session: AsyncSession, job: Job, lease_until: datetime) -> bool:
    return await _change(session, _held(job).values(lease_until=lease_until))


async def note(session: AsyncSession, job: Job, text: str) -> bool:
    return await _change(session, _held(job).values(note=text))


async def finish(session: AsyncSession, job: Job, now: datetime) -> bool:
    return await _change(session, _ended(job, JobState.DONE, now).values(error=None, note=None))


async def retry(session: AsyncSession, job: Job, *, run_at: datetime, error: str | None, counts: bool) -> bool:
    """Make the job ready again; unless it `counts`, as if this attempt had never been."""
    attempt = JobRow.attempt if counts else JobRow.attempt - 1
    ready = _held(job).values(state=JobState.READY, lease_until=None)
    return await _change(session, ready.values(run_at=run_at, error=error, attempt=attempt))


async def bury(session: AsyncSession, job: Job, *, now: datetime, error: str) -> bool:
    return await _change(session, _ended(job, JobState.DEAD, now).values(error=error))


async def requeue(session: AsyncSession, job_id: str, now: datetime) -> bool:
    """Make a dead job ready with all its attempts, unless an unfinished one has taken its key meanwhile."""
    taken = select(JobRow.dedupe_key).where(UNFINISHED_WITH_KEY)
    key_is_free = JobRow.dedupe_key.is_(null()) | JobRow.dedupe_key.not_in(taken)
    dead = update(JobRow).where(JobRow.id == job_id, JobRow.state == JobState.DEAD, key_is_free)
    return await _change(
        session, dead.values(state=JobState.READY, attempt=0, run_at=now, finished_at=None, error=None)
    )


async def sweep(session: AsyncSession, *, now: datetime) -> int:
    """Make jobs ready whose holder went away, and bury those it happened to too often; how many had gone away."""
    expired = await _lock(session, RUNNING, JobRow.lease_until < now)
    if expired:
        freed = update(JobRow).where(JobRow.id.in_(expired)).values(lease_until=None)
        was_last, is_wanted = JobRow.attempt >= JobRow.max_attempts, JobRow.again_at.is_not(null())
        dead = freed.where(was_last, JobRow.again_at.is_(null()))
        ready = freed.where(RUNNING).values(attempt=case((was_last & is_wanted, 0), else_=JobRow.attempt))
        error = "The worker went away, and this was the last attempt"
        await _change(session, dead.values(state=JobState.DEAD, finished_at=now, error=error))
        await _change(session, ready.values(state=JobState.READY, run_at=now))
    return len(expired)


async def forget(session: AsyncSession, *, done_before: datetime, dead_before: datetime) -> tuple[int, int]:
    """Delete jobs that were done, and such that died, before then; how many, at most `SWEEP_AT_MOST` of each."""
    done = await _lock(session, DONE, JobRow.finished_at < done_before)
    dead = await _lock(session, DEAD, JobRow.finished_at < dead_before)
    if old := [*done, *dead]:
        await session.execute(delete(JobRow).where(JobRow.id.in_(old)), execution_options=_AS_IT_STANDS)
    return len(done), len(dead)


async def _lock(session: AsyncSession, *conditions: TextClause | ColumnElement[bool]) -> Sequence[str]:
    """Ids of such jobs, at most a thousand, that no other sweep is busy with."""
    some = select(JobRow.id).where(*conditions).limit(SWEEP_AT_MOST).with_for_update(skip_locked=True)
    return (await session.scalars(some)).all()


def _held(job: Job) -> Update:
    """A change to the job for as long as this claim of it stands."""
    return update(JobRow).where(JobRow.id == job.id, JobRow.fence == job.fence, RUNNING)


def _ended(job: Job, state: JobState, now: datetime) -> Update:
    """It is over; unless it was enqueued again meanwhile: then it is a fresh job from here on."""
    is_over = JobRow.again_at.is_(null())
    return _held(job).values(
        state=case((is_over, state), else_=JobState.READY),
        lease_until=None,
        finished_at=case((is_over, literal(now, UtcDateTime)), else_=null()),
        attempt=case((is_over, JobRow.attempt), else_=0),
        run_at=func.coalesce(JobRow.again_at, JobRow.run_at),
        again_at=None,
    )


async def _change(session: AsyncSession, change: Update) -> bool:
    """Whether there was anything to change."""
    result = await session.execute(change, execution_options=_AS_IT_STANDS)
    return cast("CursorResult[Any]", result).rowcount > 0
