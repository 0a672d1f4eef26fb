import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from miauflix.infra.db import Database
from miauflix.infra.jobs import Args, GiveUp, JobContext, JobState, Priority, Registry, store
from miauflix.infra.jobs.tables import JobRow
from miauflix.infra.jobs.wakeup import LocalWakeUp
from tests.infra.jobs.conftest import JobHouse
from tests.services.deadline import until


async def idle(context: JobContext, args: Args) -> None:
    pass


async def test_a_job_is_there_when_its_transaction_commits_and_the_workers_are_called(house: JobHouse) -> None:
    async with house.wake_up.listening() as bell:
        async with house.database.write() as session:
            job_id = await house.jobs.enqueue(session, "tidy", {"ref": "movie:603", "seasons": [1, 2]})
            assert not bell.is_set()
            assert await house.states() == {}
        assert bell.is_set()
    row = await house.row(job_id)
    assert (row.kind, row.args, row.state) == ("tidy", {"ref": "movie:603", "seasons": [1, 2]}, JobState.READY)
    assert (row.attempt, row.fence, row.priority, row.run_at) == (0, 0, Priority.NORMAL, house.clock.now())


async def test_a_job_is_not_there_when_its_transaction_rolls_back(house: JobHouse) -> None:
    async def enqueue_and_fail() -> None:
        async with house.database.write() as session:
            await house.jobs.enqueue(session, "tidy", {})
            raise ZeroDivisionError

    async with house.wake_up.listening() as bell:
        with pytest.raises(ZeroDivisionError):
            await enqueue_and_fail()
        assert not bell.is_set()
    assert await house.states() == {}


async def test_an_event_makes_one_job_for_each_subscriber_in_the_same_transaction(house: JobHouse) -> None:
    house.registry.subscribe("catalog.title_added", "sources.discover", idle)
    house.registry.subscribe("catalog.title_added", "catalog.posters", idle)
    house.registry.subscribe("catalog.title_gone", "sources.forget", idle)
    async with house.database.write() as session:
        ids = await house.jobs.publish(session, "catalog.title_added", {"ref": "movie:603"})
        nobody = await house.jobs.publish(session, "viewing.finished", {})
    rows = [await house.row(job_id) for job_id in ids]
    assert [(row.kind, row.args) for row in rows] == [
        ("sources.discover", {"ref": "movie:603"}),
        ("catalog.posters", {"ref": "movie:603"}),
    ]
    assert nobody == []
    assert len(await house.states()) == 2


def test_a_kind_has_one_handler() -> None:
    registry = Registry()
    registry.handle("tidy", idle)
    with pytest.raises(ValueError, match="tidy has a handler already"):
        registry.subscribe("catalog.title_added", "tidy", idle)
    assert registry.subscribers("catalog.title_added") == ()


async def test_a_key_that_is_waiting_is_not_added_again(house: JobHouse) -> None:
    first = await house.enqueue("tidy", {"n": 1}, dedupe_key="tidy")
    assert await house.enqueue("tidy", {"n": 2}, dedupe_key="tidy") == first
    other = await house.enqueue("tidy", dedupe_key="tidy other")
    unkeyed = {await house.enqueue("tidy") for _ in range(2)}
    assert set(await house.states()) == {first, other, *unkeyed}
    assert (await house.row(first)).args == {"n": 1}


class Reader:
    """Handles a job by looking at `value`, then waits to be let on; fails, or gives up, where it is told to."""

    def __init__(self, *errors: Exception | None) -> None:
        self.value = 0
        self.seen = list[int]()
        self.args = list[Args]()
        self.at_once = 0
        self.go_on = asyncio.Event()
        self._errors = [*errors]
        self._present = 0

    async def __call__(self, _: JobContext, args: Args) -> None:
        self._present += 1
        self.at_once = max(self.at_once, self._present)
        self.seen.append(self.value)
        self.args.append(args)
        try:
            await self.go_on.wait()
            if self._errors and (error := self._errors.pop(0)):
                raise error
        finally:
            self._present -= 1


@pytest.mark.parametrize("error", [None, GiveUp("It is gone"), OSError("no route")], ids=["done", "gave up", "failed"])
async def test_a_change_after_the_handler_has_looked_is_looked_at_by_a_run_of_its_own(
    house: JobHouse, error: Exception | None
) -> None:
    reader = Reader(error)
    house.registry.handle("tidy", reader)
    async with house.working(concurrency=4), house.working(concurrency=4):
        job_id = await house.enqueue("tidy", {"n": 1}, dedupe_key="tidy", max_attempts=1)
        await until("it to look", lambda: reader.seen == [0])
        reader.value = 1
        for n in range(2, 5):  # however many changes there are, one more run sees them all
            assert await house.enqueue("tidy", {"n": n}, dedupe_key="tidy") == job_id
        assert await house.states() == {job_id: JobState.RUNNING}
        reader.go_on.set()
        await house.until_state(job_id, JobState.DONE)
    assert (reader.seen, reader.at_once) == ([0, 1], 1)
    assert reader.args == [{"n": 1}, {"n": 2}]
    row = await house.row(job_id)
    assert (row.attempt, row.error, row.again_at, row.finished_at is not None) == (1, None, None, True)


async def test_a_run_that_is_asked_for_later_keeps_its_hour(house: JobHouse) -> None:
    reader = Reader()
    house.registry.handle("tidy", reader)
    later = house.clock.now() + timedelta(hours=3)
    async with house.working():
        job_id = await house.enqueue("tidy", dedupe_key="tidy")
        await until("it to look", lambda: reader.seen)
        await house.enqueue("tidy", dedupe_key="tidy", run_at=later + timedelta(hours=1))
        await house.enqueue("tidy", dedupe_key="tidy", run_at=later)
        reader.go_on.set()
        await house.until_state(job_id, JobState.READY)
        row = await house.row(job_id)
        assert (row.run_at, row.attempt, row.again_at) == (later, 0, None)
        house.clock.advance(3 * 3600)
        await house.wake_up.ring()
        await house.until_state(job_id, JobState.DONE)
    assert len(reader.seen) == 2


async def test_a_retry_counts_as_the_run_that_was_asked_for(house: JobHouse) -> None:
    reader = Reader(OSError("no route"))
    house.registry.handle("tidy", reader)
    async with house.working():
        job_id = await house.enqueue("tidy", dedupe_key="tidy")
        await until("it to look", lambda: reader.seen == [0])
        reader.value = 1
        await house.enqueue("tidy", dedupe_key="tidy")
        reader.go_on.set()
        await house.until_state(job_id, JobState.READY)
        house.clock.advance(3600)
        await house.wake_up.ring()
        await house.until_state(job_id, JobState.DONE)
    assert reader.seen == [0, 1]


async def test_a_holder_that_went_away_at_the_last_attempt_leaves_the_run_that_was_asked_for(house: JobHouse) -> None:
    reader = Reader()
    house.registry.handle("tidy", reader)
    job_id = await house.enqueue("tidy", dedupe_key="tidy", max_attempts=1)
    async with house.database.write() as session:
        now = house.clock.now()
        assert await store.claim(session, ["tidy"], now=now, lease_until=now)
    await house.enqueue("tidy", dedupe_key="tidy")
    house.clock.advance(1)
    await house.worker().sweep()
    reader.go_on.set()
    async with house.working():
        await house.until_state(job_id, JobState.DONE)
    assert len(reader.seen) == 1


async def test_who_wants_no_second_run_gets_none(house: JobHouse) -> None:
    reader = Reader()
    house.registry.handle("tidy", reader)
    async with house.working():
        job_id = await house.enqueue("tidy", {"n": 1}, dedupe_key="tidy")
        await until("it to look", lambda: reader.seen)
        assert await house.enqueue("tidy", {"n": 2}, dedupe_key="tidy", reruns=False) == job_id
        reader.go_on.set()
        await house.until_state(job_id, JobState.DONE)
        second = await house.enqueue("tidy", dedupe_key="tidy")
        await house.until_state(second, JobState.DONE)
    assert second != job_id, "the key is free once the job is done"
    assert len(reader.seen) == 2


async def test_a_job_that_ends_in_the_transaction_of_its_effect_runs_again_too(house: JobHouse) -> None:
    runs = list[int]()

    async def work(context: JobContext, args: Args) -> None:
        runs.append(len(runs))
        if len(runs) == 1:
            await house.enqueue("tidy", dedupe_key="tidy")
        async with house.database.write() as session:
            await context.finish_in(session)

    house.registry.handle("tidy", work)
    async with house.working():
        job_id = await house.enqueue("tidy", dedupe_key="tidy")
        await until("a second run", lambda: len(runs) == 2)
        await house.until_state(job_id, JobState.DONE)
    assert len(runs) == 2


async def test_a_job_is_not_claimed_before_the_change_that_asks_for_it_again_is_there(
    postgres_database: Database,
) -> None:
    """Else it could look before that has committed, and nobody would run it again. (SQLite has one writer anyway.)"""
    house = JobHouse(postgres_database)
    now = house.clock.now()
    job_id = await house.enqueue("tidy", dedupe_key="tidy")
    async with house.database.write() as changing:
        assert await house.jobs.enqueue(changing, "tidy", {}, dedupe_key="tidy") == job_id
        async with house.database.write() as claiming:
            assert await store.claim(claiming, ["tidy"], now=now, lease_until=now) is None
    async with house.database.write() as claiming:
        assert await store.claim(claiming, ["tidy"], now=now, lease_until=now)


async def test_many_at_once_with_one_key_add_one_job(house: JobHouse) -> None:
    for key in map(str, range(5)):
        ids = await asyncio.gather(*(house.enqueue("tidy", dedupe_key=key) for _ in range(8)))
        assert len(set(ids)) == 1
    assert len(await house.states()) == 5


async def bury(house: JobHouse, job_id: str) -> None:
    async with house.database.write() as session:
        row = (await session.scalars(select(JobRow).where(JobRow.id == job_id))).one()
        row.state, row.attempt, row.error, row.finished_at = JobState.DEAD, 8, "It broke", house.clock.now()


async def requeue(house: JobHouse, job_id: str) -> bool:
    async with house.database.write() as session:
        return await house.jobs.requeue(session, job_id)


async def test_a_dead_job_can_be_given_all_its_attempts_again(house: JobHouse) -> None:
    job_id = await house.enqueue("tidy", dedupe_key="tidy")
    assert not await requeue(house, job_id), "it is not dead"
    await bury(house, job_id)
    house.clock.advance(60)
    async with house.wake_up.listening() as bell:
        assert await requeue(house, job_id)
        assert bell.is_set()
    row = await house.row(job_id)
    assert (row.state, row.attempt, row.error, row.finished_at) == (JobState.READY, 0, None, None)
    assert row.run_at == house.clock.now()
    assert not await requeue(house, "00000000-0000-7000-8000-000000000000")


async def test_a_dead_job_stays_dead_while_another_does_its_work(house: JobHouse) -> None:
    dead = await house.enqueue("tidy", dedupe_key="tidy")
    await bury(house, dead)
    await house.enqueue("tidy", dedupe_key="tidy")
    assert not await requeue(house, dead)
    assert (await house.row(dead)).state == JobState.DEAD


async def test_every_listener_hears_the_bell_until_it_leaves() -> None:
    wake_up = LocalWakeUp()
    async with wake_up.listening() as one:
        async with wake_up.listening() as other:
            await wake_up.ring()
            assert one.is_set()
            assert other.is_set()
        one.clear()
        other.clear()
        await wake_up.ring()
        assert one.is_set()
        assert not other.is_set()


async def test_a_job_for_later_keeps_its_hour(house: JobHouse) -> None:
    later = house.clock.now() + timedelta(hours=3)
    assert (await house.row(await house.enqueue("tidy", run_at=later))).run_at == later
