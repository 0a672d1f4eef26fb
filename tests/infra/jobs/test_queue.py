import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from miauflix.infra.jobs import Args, JobContext, JobState, Priority, Registry
from miauflix.infra.jobs.tables import JobRow
from miauflix.infra.jobs.wakeup import LocalWakeUp
from tests.infra.jobs.conftest import JobHouse


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


async def test_a_key_is_taken_while_its_job_runs_and_free_when_it_is_done_or_dead(house: JobHouse) -> None:
    states: list[dict[str, str]] = []

    async def again(context: JobContext, args: Args) -> None:
        assert await house.enqueue("tidy", dedupe_key="tidy") == context.job.id
        states.append(await house.states())

    house.registry.handle("tidy", again)
    async with house.working():
        first = await house.enqueue("tidy", dedupe_key="tidy")
        await house.until_state(first, JobState.DONE)
        second = await house.enqueue("tidy", dedupe_key="tidy")
        await house.until_state(second, JobState.DONE)
    assert states[0] == {first: JobState.RUNNING}
    assert second != first


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
