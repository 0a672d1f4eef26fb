"""Many processes: who starts, who may end a slot, and what a kill -9 leaves behind."""

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from miauflix.infra.db import Database
from miauflix.infra.scheduler import LostSlot, TaskContext
from tests.infra.scheduler.house import Counted, TaskHouse
from tests.services.deadline import until, until_answered

_METADATA = sa.MetaData()
STARTED = sa.Table("started", _METADATA, sa.Column("slot", sa.String(40)), sa.Column("pid", sa.Integer))
EFFECT = sa.Table("effect", _METADATA, sa.Column("slot", sa.String(40)), sa.Column("pid", sa.Integer))


@pytest.fixture
async def tables(any_database: Database) -> Database:
    async with any_database.engine.begin() as connection:
        await connection.run_sync(_METADATA.create_all)
    return any_database


async def rows(database: Database, table: sa.Table) -> list[tuple[str, int]]:
    async with database.read() as session:
        found = await session.execute(sa.select(table.c.slot, table.c.pid).order_by(table.c.slot))
        return [(row.slot, row.pid) for row in found]


async def test_of_two_processes_one_holds_and_the_other_takes_over_when_it_leaves(any_database: Database) -> None:
    here, task = TaskHouse(any_database), Counted()
    there = TaskHouse(any_database, here.clock)
    for house in (here, there):
        house.add("count", task)
    waiting = there.scheduler(tick_s=0.01)
    async with asyncio.TaskGroup() as group:
        async with here.running():
            group.create_task(waiting.run())
            await here.until_result("count", "run 1")
            await here.advance(1)
            await here.until_result("count", "run 2")
            assert not waiting.is_holder
        await until("the other to take over", lambda: waiting.is_holder)
        await there.advance(1)
        await there.until_result("count", "run 3")
        waiting.stop()
    assert [here.hours(slot) for slot in task.slots] == [0, 1, 2]


async def test_many_at_once_make_one_holder(any_database: Database) -> None:
    first = TaskHouse(any_database)
    houses = [TaskHouse(any_database, first.clock) for _ in range(6)]
    task = Counted()
    for house in houses:
        house.add("count", task)
    schedulers = [house.scheduler(tick_s=0.01) for house in houses]
    async with asyncio.TaskGroup() as group:
        for scheduler in schedulers:
            group.create_task(scheduler.run())
        await houses[0].until_result("count", "run 1")
        holders = [scheduler for scheduler in schedulers if scheduler.is_holder]
        for scheduler in schedulers:
            scheduler.stop()
    assert len(holders) == 1
    assert len(task.slots) == 1


async def test_a_stalled_holder_has_no_effect_once_another_has_begun_the_slot_anew(tables: Database) -> None:
    stalled, woken, failures = TaskHouse(tables), asyncio.Event(), list[Exception]()
    begun = asyncio.Event()

    async def stall(context: TaskContext) -> str:
        begun.set()
        await woken.wait()
        try:
            async with tables.write() as session:
                await session.execute(sa.insert(EFFECT).values(slot=str(context.slot), pid=1))
                await context.commit_in(session, "stalled")
        except LostSlot as lost:
            failures.append(lost)
            raise
        return "stalled"

    async def work(context: TaskContext) -> str:
        async with tables.write() as session:
            await session.execute(sa.insert(EFFECT).values(slot=str(context.slot), pid=2))
            await context.commit_in(session, "worked")
        return "worked"

    stalled.add("count", stall)
    async with stalled.running(lease_s=10):
        await begun.wait()
        stalled.clock.advance(60)  # and the holder does not get to extend: nobody rings its bell
        other = TaskHouse(tables, stalled.clock)
        other.add("count", work)
        async with other.running():
            one = await other.until_result("count", "worked")
            woken.set()
            await until("the stalled one to try", lambda: failures)
        assert one.last_ok
    assert await rows(tables, EFFECT) == [(str(stalled.start), 2)]
    assert (await stalled.status("count")).last_result == "worked"


async def test_a_holder_that_finds_its_lease_gone_cancels_what_it_runs(any_database: Database) -> None:
    house, task = TaskHouse(any_database), Counted()
    task.go_on.clear()
    house.add("count", task)
    async with house.running(lease_s=10) as scheduler:
        await until("the run", lambda: task.slots)
        async with any_database.write() as session:  # what another process does when it takes over
            await session.execute(sa.text("UPDATE scheduler_lease SET fence = fence + 1"))
        house.clock.advance(9)
        await house.schedule.bell.ring()
        await until("the cancellation", lambda: task.ended)
        assert not scheduler.is_holder
    assert isinstance(task.ended[0], asyncio.CancelledError)


async def test_an_end_that_could_not_be_written_down_has_the_slot_begun_anew(tables: Database) -> None:
    house = TaskHouse(tables)
    tries: list[str] = []

    async def once(context: TaskContext) -> str:
        tries.append(str(context.slot))
        if len(tries) == 1:  # the database takes nothing of this task's end
            async with tables.write() as session:
                await session.execute(sa.text("ALTER TABLE scheduled_task RENAME COLUMN last_result TO away"))
        return "written"

    house.add("count", once)
    async with house.running(tick_s=0.3) as scheduler:
        await until("the first try to end", lambda: tries and not scheduler._running)
        async with tables.write() as session:
            await session.execute(sa.text("ALTER TABLE scheduled_task RENAME COLUMN away TO last_result"))
        await house.until_result("count", "written")
    assert {*tries} == {str(house.start)}


_PROCESS = """
import asyncio, os, sys
from datetime import timedelta
import structlog
from sqlalchemy import make_url, text
from miauflix.infra.db import Database
from miauflix.infra.scheduler import Schedule, ScheduledTask, Scheduler
from miauflix.kit.clock import SystemClock

structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))

async def main():
    database = Database(make_url(sys.argv[1]))

    async def note(session, table, context):
        values = {"slot": context.slot.isoformat(), "pid": os.getpid()}
        await session.execute(text(f"INSERT INTO {table} (slot, pid) VALUES (:slot, :pid)"), values)

    async def work(context):
        async with database.write() as session:
            await note(session, "started", context)
        await asyncio.sleep(0.05)
        async with database.write() as session:
            await note(session, "effect", context)
            await context.commit_in(session, "done")
            print("in the middle", flush=True)
            await asyncio.sleep(0.02)
        return "done"

    schedule = Schedule()
    every = timedelta(seconds=0.25)
    schedule.add(ScheduledTask("work", every=every, run=work, jitter=timedelta(0)))
    await Scheduler(database, schedule, SystemClock(), lease_s=0.9, tick_s=0.1).run()

asyncio.run(main())
"""


async def _process(database: Database) -> asyncio.subprocess.Process:
    url = database.url.render_as_string(hide_password=False)
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", _PROCESS, url, stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[3]
    )


async def test_two_processes_through_kill_9_start_every_slot_and_commit_each_once(tables: Database) -> None:
    processes = {process.pid: process for process in [await _process(tables) for _ in range(2)]}
    killed: list[int] = []
    try:
        for _ in range(2):
            known = len(await rows(tables, EFFECT))

            async def goes_on(known: int = known) -> bool:
                return len(await rows(tables, EFFECT)) >= known + 3

            await until_answered("slots after the last kill", goes_on, timeout_s=120)
            holder = (await rows(tables, STARTED))[-1][1]
            out = processes[holder].stdout
            assert out is not None
            async with asyncio.timeout(30):
                # Everything printed so far is old; the next line comes inside a transaction that is not committed.
                out._buffer.clear()  # pyright: ignore[reportAttributeAccessIssue]
                assert await out.readline() == b"in the middle\n"
                processes[holder].kill()
                await processes[holder].wait()
            killed.append(holder)
            fresh = await _process(tables)
            processes[fresh.pid] = fresh
        known = len(await rows(tables, EFFECT))
        await until_answered("slots after the last kill", lambda: _more_than(tables, known + 2), timeout_s=120)
    finally:
        for process in processes.values():
            if process.returncode is None:
                process.kill()
            await process.wait()
    started, effects = await rows(tables, STARTED), await rows(tables, EFFECT)
    slots = [slot for slot, _ in effects]
    assert len(slots) == len({*slots}), "a slot was committed twice"
    unfinished = {slot for slot, _ in started} - {*slots}
    assert len(unfinished) <= 1, "only the slot that ran at the very end may be open"
    assert unfinished <= {max(slot for slot, _ in started)}
    assert {*killed} <= {pid for _, pid in started}


async def _more_than(database: Database, count: int) -> bool:
    return len(await rows(database, EFFECT)) > count


async def test_a_living_holder_keeps_the_lease_however_long_its_task_runs(any_database: Database) -> None:
    house, task = TaskHouse(any_database), Counted()
    task.go_on.clear()
    house.add("count", task, timeout=timedelta(hours=9))
    other = TaskHouse(any_database, house.clock)
    other.add("count", task)
    waiting = other.scheduler(tick_s=0.005, lease_s=10)
    async with house.running(lease_s=10, tick_s=0.005), asyncio.TaskGroup() as group:
        group.create_task(waiting.run())
        await until("the run", lambda: task.slots)
        for _ in range(5):
            house.clock.advance(4)
            expected = house.clock.now() + timedelta(seconds=10)

            async def extended(expected: object = expected) -> bool:
                async with any_database.read() as session:
                    column = sa.column("lease_until", sa.DateTime(timezone=True))
                    until_ = await session.scalar(sa.select(column).select_from(sa.table("scheduler_lease", column)))
                    return until_ is not None and until_.replace(tzinfo=house.start.tzinfo) == expected

            await until_answered("the lease to be extended", extended)
        assert not waiting.is_holder
        waiting.stop()
        task.go_on.set()
        await house.until_result("count", "run 1")
    assert len(task.slots) == 1
