"""The SQL of jobs. Whatever a holder does names its fence: from a stale holder it does nothing, and says so."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, TextClause, Update, delete, null, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.infra.jobs.tables import DONE, READY, RUNNING, UNFINISHED_WITH_KEY, JobRow
from miauflix.infra.jobs.types import Args, Job, JobState
from miauflix.kit.ids import new_id

_SWEEP_AT_MOST = 1_000
# Nobody keeps job objects in a session, so there is nothing to bring up to date there.
_AS_IT_STANDS = {"synchronize_session": False}


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
) -> str:
    """Add a job unless an unfinished one has the same key; the id of the one that is there now."""
    engine = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    add = (
        engine.insert(JobRow)
        .values(
            id=new_id(), kind=kind, args=args, state=JobState.READY, priority=priority, run_at=run_at,
            attempt=0, max_attempts=max_attempts, fence=0, dedupe_key=dedupe_key, created_at=now,
        )
        .on_conflict_do_nothing(index_elements=["dedupe_key"], index_where=UNFINISHED_WITH_KEY)
        .returning(JobRow.id)
    )  # fmt: skip
    in_the_way = select(JobRow.id).where(UNFINISHED_WITH_KEY, JobRow.dedupe_key == dedupe_key)
    while True:  # the one in the way may be done before it can be looked at; then the next insert gets through
        if added := await session.scalar(add):
            return added
        if found := await session.scalar(in_the_way):
            return found


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
    return await _change(session, _let_go(job, JobState.DONE).values(finished_at=now, error=None, note=None))


async def retry(session: AsyncSession, job: Job, *, run_at: datetime, error: str | None, counts: bool) -> bool:
    """Make the job ready again; unless it `counts`, as if this attempt had never been."""
    attempt = JobRow.attempt if counts else JobRow.attempt - 1
    return await _change(session, _let_go(job, JobState.READY).values(run_at=run_at, error=error, attempt=attempt))


async def bury(session: AsyncSession, job: Job, *, now: datetime, error: str) -> bool:
    return await _change(session, _let_go(job, JobState.DEAD).values(finished_at=now, error=error))


async def requeue(session: AsyncSession, job_id: str, now: datetime) -> bool:
    """Make a dead job ready with all its attempts, unless an unfinished one has taken its key meanwhile."""
    taken = select(JobRow.dedupe_key).where(UNFINISHED_WITH_KEY)
    key_is_free = JobRow.dedupe_key.is_(null()) | JobRow.dedupe_key.not_in(taken)
    dead = update(JobRow).where(JobRow.id == job_id, JobRow.state == JobState.DEAD, key_is_free)
    return await _change(
        session, dead.values(state=JobState.READY, attempt=0, run_at=now, finished_at=None, error=None)
    )


async def sweep(session: AsyncSession, *, now: datetime, forget_before: datetime) -> int:
    """Make jobs ready whose holder went away, bury those it happened to too often, forget old ones that are done.

    Returns how many holders had gone away.
    """
    expired = await _lock(session, RUNNING, JobRow.lease_until < now)
    if expired:
        freed = update(JobRow).where(JobRow.id.in_(expired)).values(lease_until=None)
        was_last = JobRow.attempt >= JobRow.max_attempts
        error = "The worker went away, and this was the last attempt"
        await _change(session, freed.where(was_last).values(state=JobState.DEAD, finished_at=now, error=error))
        await _change(session, freed.where(RUNNING).values(state=JobState.READY, run_at=now))
    old = await _lock(session, DONE, JobRow.finished_at < forget_before)
    if old:
        await session.execute(delete(JobRow).where(JobRow.id.in_(old)), execution_options=_AS_IT_STANDS)
    return len(expired)


async def _lock(session: AsyncSession, *conditions: TextClause | ColumnElement[bool]) -> Sequence[str]:
    """Ids of such jobs, at most a thousand, that no other sweep is busy with."""
    some = select(JobRow.id).where(*conditions).limit(_SWEEP_AT_MOST).with_for_update(skip_locked=True)
    return (await session.scalars(some)).all()


def _held(job: Job) -> Update:
    """A change to the job for as long as this claim of it stands."""
    return update(JobRow).where(JobRow.id == job.id, JobRow.fence == job.fence, RUNNING)


def _let_go(job: Job, state: JobState) -> Update:
    return _held(job).values(state=state, lease_until=None)


async def _change(session: AsyncSession, change: Update) -> bool:
    """Whether there was anything to change."""
    result = await session.execute(change, execution_options=_AS_IT_STANDS)
    return cast("CursorResult[Any]", result).rowcount > 0
