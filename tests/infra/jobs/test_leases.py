"""Who holds a job when workers die, stall, or disagree about the time."""

import asyncio
import sys
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.infra.db import Database
from miauflix.infra.jobs import Args, Job, JobContext, JobState, LostLease, store
from miauflix.kit.clock import ManualClock, SystemClock
from tests.infra.jobs.conftest import JobHouse
from tests.services.deadline import until, until_answered

EFFECT = sa.Table("effect", sa.MetaData(), sa.Column("by", sa.String(20)))


@pytest.fixture
async def house(any_database: Database) -> JobHouse:
    async with any_database.engine.begin() as connection:
        await connection.run_sync(EFFECT.create)
    return JobHouse(any_database)


async def effects(house: JobHouse) -> list[str]:
    async with house.database.read() as session:
        return [*(await session.scalars(sa.select(EFFECT.c.by)))]


async def have_effect(session: AsyncSession, by: str) -> None:
    await session.execute(sa.insert(EFFECT).values(by=by))


class Once:
    """A handler that takes effect and finishes in one transaction, when it is let."""

    def __init__(self, house: JobHouse, by: str) -> None:
        self.house, self.by = house, by
        self.started, self.go_on = asyncio.Event(), asyncio.Event()
        self.outcome: BaseException | None = None

    async def __call__(self, context: JobContext, _args: Args) -> None:
        self.started.set()
        try:
            await self.go_on.wait()
            async with self.house.database.write() as session:
                await have_effect(session, self.by)
                await context.finish_in(session)
        except BaseException as error:
            self.outcome = error
            raise


def beside(house: JobHouse, clock: ManualClock, by: str) -> tuple[JobHouse, Once]:
    """Another process on the same database, with a clock and a handler of its own."""
    other = JobHouse(house.database, clock)
    once = Once(other, by)
    other.registry.handle("once", once)
    return other, once


async def test_the_effect_and_the_end_of_the_job_are_one_transaction(house: JobHouse) -> None:
    here, once = beside(house, house.clock, "here")
    once.go_on.set()
    async with here.working():
        job_id = await here.enqueue("once")
        await here.until_state(job_id, JobState.DONE)
    assert await effects(house) == ["here"]
    assert (await house.row(job_id)).attempt == 1


async def test_a_heartbeat_extends_the_lease_as_long_as_the_handler_runs(house: JobHouse) -> None:
    here, once = beside(house, house.clock, "here")
    async with here.working(lease_s=0.03) as worker:
        job_id = await here.enqueue("once")
        await once.started.wait()
        for _ in range(3):
            house.clock.advance(10)
            expected = house.clock.now() + timedelta(seconds=0.03)

            async def extended(expected: object = expected) -> bool:
                return (await house.row(job_id)).lease_until == expected

            await until_answered("a heartbeat", extended)
            await worker.sweep()
        once.go_on.set()
        await house.until_state(job_id, JobState.DONE)
    assert (await house.row(job_id)).fence == 1


async def test_a_stalled_worker_loses_the_job_hears_of_it_and_has_no_effect(house: JobHouse) -> None:
    slow, slow_once = beside(house, house.clock, "slow")
    fast, fast_once = beside(house, house.clock, "fast")
    async with slow.working(lease_s=9000):  # so long that no heartbeat renews it meanwhile
        job_id = await slow.enqueue("once")
        await slow_once.started.wait()
        house.clock.advance(10_000)
        fast_once.go_on.set()
        async with fast.working(sweep_every_s=0.01):
            await house.until_state(job_id, JobState.DONE)
        slow_once.go_on.set()
        await until("the slow one to end", lambda: slow_once.outcome)
    assert isinstance(slow_once.outcome, LostLease)
    assert await effects(house) == ["fast"]
    row = await house.row(job_id)
    assert (row.state, row.attempt, row.fence, row.error) == (JobState.DONE, 2, 2, None)


async def test_a_handler_whose_lease_is_gone_is_cancelled_at_the_next_heartbeat(house: JobHouse) -> None:
    here, once = beside(house, house.clock, "here")
    async with here.working(lease_s=0.3):
        job_id = await here.enqueue("once")
        await once.started.wait()
        async with house.database.write() as session:  # what another worker's claim would do
            await session.execute(sa.text("UPDATE job SET fence = fence + 1"))
        await until("the cancellation", lambda: once.outcome)
        assert isinstance(once.outcome, asyncio.CancelledError)
    row = await house.row(job_id)
    assert (row.state, row.fence) == (JobState.RUNNING, 2), "the new holder's claim is left alone"
    assert await effects(house) == []


@pytest.mark.parametrize("ahead_s", [-3600, -31, 31, 3600])
async def test_clocks_that_disagree_cost_work_but_never_an_effect_too_many(house: JobHouse, ahead_s: float) -> None:
    here, here_once = beside(house, house.clock, "here")
    skewed = ManualClock(house.clock.now() + timedelta(seconds=ahead_s))
    there, there_once = beside(house, skewed, "there")
    async with here.working(), there.working(sweep_every_s=0.01):
        job_id = await here.enqueue("once")
        await until("a start", lambda: here_once.started.is_set() or there_once.started.is_set())
        here_once.go_on.set()
        there_once.go_on.set()
        await house.until_state(job_id, JobState.DONE)
    assert len(await effects(house)) == 1


async def test_a_job_that_takes_its_worker_down_every_time_ends_dead(house: JobHouse) -> None:
    house.registry.handle("once", Once(house, "here"))
    job_id = await house.enqueue("once", max_attempts=2)
    worker = house.worker()
    for _ in range(2):
        async with house.database.write() as session:  # claimed, and never heard of again
            later = house.clock.now() + timedelta(seconds=30)
            assert await store.claim(session, ["once"], now=house.clock.now(), lease_until=later)
        await worker.sweep()
        assert (await house.row(job_id)).state == JobState.RUNNING, "its lease is not over"
        house.clock.advance(31)
        await worker.sweep()
    row = await house.row(job_id)
    assert (row.state, row.attempt, row.lease_until) == (JobState.DEAD, 2, None)
    assert row.error == "The worker went away, and this was the last attempt"


async def test_whatever_a_stale_holder_tries_does_nothing(house: JobHouse) -> None:
    job_id = await house.enqueue("once")
    now = house.clock.now()
    async with house.database.write() as session:
        held = await store.claim(session, ["once"], now=now, lease_until=now)
    assert held is not None
    stale = Job(held.id, held.kind, held.args, held.attempt, held.max_attempts, held.fence - 1)
    before = await house.row(job_id)
    async with house.database.write() as session:
        assert not await store.extend(session, stale, now + timedelta(hours=1))
        assert not await store.note(session, stale, "hello")
        assert not await store.finish(session, stale, now)
        assert not await store.retry(session, stale, run_at=now, error="e", counts=True)
        assert not await store.bury(session, stale, now=now, error="e")
    assert await house.row(job_id) == before


async def test_two_sweeps_at_once_do_not_get_into_each_others_way(house: JobHouse) -> None:
    async with house.database.write() as session:
        ids = [await house.jobs.enqueue(session, "once", {}) for _ in range(50)]
        await session.execute(sa.text("UPDATE job SET state = 'running', lease_until = run_at"))
    house.clock.advance(1)
    await asyncio.gather(*(house.worker().sweep() for _ in range(4)))
    assert await house.states() == dict.fromkeys(ids, JobState.READY)


async def test_claiming_and_sweeping_read_no_more_rows_than_they_want(database: Database) -> None:
    house = JobHouse(database)
    plans: list[str] = []

    def explain(
        connection: sa.Connection, _cursor: object, statement: str, parameters: tuple[object, ...], *_: object
    ) -> None:
        if statement.startswith(("UPDATE job SET state", "SELECT job.id")):
            plan = connection.connection.cursor()
            plan.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            plans.append("; ".join(str(row[3]) for row in plan.fetchall()))

    event.listen(database.engine.sync_engine, "before_cursor_execute", explain)
    now = house.clock.now()
    async with database.write() as session:
        await store.claim(session, ["once"], now=now, lease_until=now)
        await store.sweep(session, now=now)
        await store.forget(session, done_before=now, dead_before=now)
    indexes = ["ix_job_ready", "ix_job_running", "ix_job_done", "ix_job_dead"]
    assert len(plans) == len(indexes), plans
    for plan, index in zip(plans, indexes, strict=True):
        assert f"USING INDEX {index}" in plan or f"USING COVERING INDEX {index}" in plan, plan
        assert "TEMP B-TREE" not in plan, plan


_WORKER = """
import asyncio, sys
from sqlalchemy import insert, make_url, text
from miauflix.infra.db import Database
from miauflix.infra.jobs import LocalWakeUp, Registry, Worker
from miauflix.kit.clock import SystemClock

async def main():
    database = Database(make_url(sys.argv[1]))

    async def once(context, args):
        async with database.write() as session:
            await session.execute(text("INSERT INTO effect (\\"by\\") VALUES ('killed')"))
            await context.finish_in(session)
            print("in the middle", flush=True)
            await asyncio.sleep(3600)

    registry = Registry()
    registry.handle("once", once)
    await Worker(database, registry, LocalWakeUp(), SystemClock()).run()

asyncio.run(main())
"""


async def test_a_worker_process_killed_in_the_middle_leaves_the_job_to_another_and_no_effect(house: JobHouse) -> None:
    clock = ManualClock(SystemClock().now())
    here, once = beside(house, clock, "survivor")
    job_id = await here.enqueue("once")
    url = house.database.url.render_as_string(hide_password=False)
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", _WORKER, url, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    async with asyncio.timeout(30):
        assert await process.stdout.readline() == b"in the middle\n"
        process.kill()
        await process.wait()
    once.go_on.set()
    async with here.working(sweep_every_s=0.02):
        await asyncio.sleep(0)
        assert not once.started.is_set(), "the lease of the dead one holds"
        clock.advance(60)
        await house.until_state(job_id, JobState.DONE)
    assert await effects(house) == ["survivor"]
    row = await house.row(job_id)
    assert (row.attempt, row.fence) == (2, 2)
