"""One process: slots, requests, pauses, failures, and what is written down of them."""

import asyncio
from datetime import timedelta

import pytest

from miauflix.infra.db import Database
from miauflix.infra.jobs import Jobs, LocalWakeUp, Registry
from miauflix.infra.scheduler import TaskContext, UnknownTask, starts_job
from tests.infra.jobs.conftest import JobHouse
from tests.infra.scheduler.house import Counted, TaskHouse
from tests.services.deadline import until, until_answered


@pytest.fixture
def house(any_database: Database) -> TaskHouse:
    return TaskHouse(any_database)


async def test_a_task_runs_at_its_times_and_says_how_it_went(house: TaskHouse) -> None:
    task = Counted()
    house.add("count", task)
    async with house.running():
        await house.until_result("count", "run 1")
        await house.advance(0.5)
        await house.advance(0.5)
        await house.until_result("count", "run 2")
    one = await house.status("count")
    assert [house.hours(slot) for slot in task.slots] == [0, 1]
    assert (one.every_s, one.last_ok, one.running, one.paused) == (3600, True, False, False)
    assert (house.hours(one.last_started_at), house.hours(one.next_run_at)) == (1, 2)
    assert one.last_duration_s == 0
    assert one.holder is not None


async def test_slots_that_nobody_was_there_for_become_one_on_the_same_grid(house: TaskHouse) -> None:
    task = Counted()
    house.add("count", task)
    async with house.running():
        await house.until_result("count", "run 1")
    house.clock.advance(5.25 * 3600)
    async with house.running():
        one = await house.until_result("count", "run 2")
    assert [house.hours(slot) for slot in task.slots] == [0, 1]
    assert house.hours(one.next_run_at) == 6


async def test_jitter_makes_a_slot_late_and_does_not_add_up(house: TaskHouse) -> None:
    house.add("count", Counted(), jitter=timedelta(minutes=20), every=timedelta(hours=1))
    async with house.running():
        for number in range(1, 6):
            one = await house.until_result("count", f"run {number}")
            at = house.hours(one.next_run_at)
            assert at is not None
            assert number <= at <= number + 1 / 3
            await house.advance(number + 0.5 - (house.hours(house.clock.now()) or 0))


async def test_a_first_slot_may_wait_and_a_shorter_interval_counts_at_once(house: TaskHouse) -> None:
    house.add("count", Counted(), first_after=timedelta(hours=3))
    await house.tasks.declare()
    assert house.hours((await house.status("count")).next_run_at) == 3
    later = TaskHouse(house.database, house.clock)
    later.add("count", Counted(), every=timedelta(hours=2))
    await later.tasks.declare()
    one = await later.status("count")
    assert (house.hours(one.next_run_at), one.every_s) == (2, 7200)


async def test_run_now_runs_once_beside_the_slots_even_when_paused(house: TaskHouse) -> None:
    task = Counted()
    house.add("count", task)
    async with house.running():
        await house.until_result("count", "run 1")
        await house.tasks.pause("count")
        await house.advance(0.25)
        await house.tasks.run_now("count")
        await house.tasks.run_now("count")
        one = await house.until_result("count", "run 2")
        assert (house.hours(one.next_run_at), one.paused) == (1, True)
    assert [house.hours(slot) for slot in task.slots] == [0, 0.25]


async def test_asked_for_while_it_runs_it_runs_once_more_after_that(house: TaskHouse) -> None:
    task = Counted()
    task.go_on.clear()
    house.add("count", task)
    async with house.running():
        await until("the first run", lambda: task.slots)
        assert (await house.status("count")).running
        house.clock.advance(60)
        await house.tasks.run_now("count")
        assert len(task.slots) == 1
        task.go_on.set()
        await house.until_result("count", "run 2")
    assert len(task.slots) == 2


async def test_a_paused_task_lets_its_slots_pass_and_makes_up_for_them_with_one(house: TaskHouse) -> None:
    task, other = Counted(), Counted()
    house.add("count", task)
    house.add("other", other)
    async with house.running():
        await house.until_result("count", "run 1")
        await house.until_result("other", "run 1")
        await house.tasks.pause("count")
        await house.advance(3)
        await house.until_result("other", "run 2")
        assert len(task.slots) == 1
        await house.tasks.resume("count")
        one = await house.until_result("count", "run 2")
    assert (house.hours(one.next_run_at), one.paused) == (4, False)


async def test_a_failure_is_written_down_without_its_secrets_and_the_next_slot_comes(house: TaskHouse) -> None:
    calls: list[int] = []

    async def fail_once(_: TaskContext) -> str:
        calls.append(1)
        if len(calls) == 1:
            raise ConnectionError("https://cat:hunter2@films.example is away")
        return "fine"

    house.add("fail", fail_once)
    async with house.running():
        one = await house.until_result("fail", "ConnectionError: https://[redacted]@films.example is away")
        assert (one.last_ok, house.hours(one.next_run_at)) == (False, 1)
        await house.advance(1)
        assert (await house.until_result("fail", "fine")).last_ok


async def test_a_task_that_takes_too_long_is_cut_off_and_others_go_on_meanwhile(house: TaskHouse) -> None:
    slow, quick = Counted(), Counted()
    slow.go_on.clear()
    house.add("slow", slow, timeout=timedelta(seconds=0.2))
    house.add("quick", quick)
    async with house.running():
        await house.until_result("quick", "run 1")
        one = await house.until_result("slow", "It took longer than 0.2 s")
    assert not one.last_ok
    assert isinstance(slow.ended[0], asyncio.CancelledError)


async def test_a_time_out_of_the_tasks_own_is_its_failure_and_not_our_limit(house: TaskHouse) -> None:
    async def fail(_: TaskContext) -> str:
        raise TimeoutError("nobody answered")

    house.add("fail", fail)
    async with house.running():
        await house.until_result("fail", "TimeoutError: nobody answered")


async def test_a_stop_frees_the_slot_and_the_lease_at_once(house: TaskHouse) -> None:
    task = Counted()
    task.go_on.clear()
    house.add("count", task)
    async with house.running():
        await until("the run", lambda: task.slots)
    assert isinstance(task.ended[0], asyncio.CancelledError)
    assert not (await house.status("count")).running
    task.go_on.set()
    async with house.running():
        await house.until_result("count", "run 2")
    assert task.slots == [house.start, house.start], "the same slot, begun anew"


async def test_what_no_task_is_called_is_not_found(house: TaskHouse) -> None:
    for act in (house.tasks.run_now, house.tasks.pause, house.tasks.resume):
        with pytest.raises(UnknownTask, match="GET /api/admin/tasks"):
            await act("nonsense")


async def test_a_name_is_given_once(house: TaskHouse) -> None:
    house.add("count", Counted())
    with pytest.raises(ValueError, match="scheduled already"):
        house.add("count", Counted())


async def test_a_slot_starts_one_job_and_none_while_the_last_one_waits(house: TaskHouse) -> None:
    jobs = Jobs(Registry(), LocalWakeUp(), house.clock)
    house.add("queue", starts_job(house.database, jobs, "work", {"a": 1}))
    job_house = JobHouse(house.database)
    async with house.running():

        async def has_run() -> bool:
            return house.hours((await house.status("queue")).next_run_at) == 1

        await until_answered("the first slot", has_run)
        [job_id] = await job_house.states()
        assert (await house.status("queue")).last_result == f"Queued as job {job_id}"
        await house.advance(1)

        async def has_run_again() -> bool:
            return house.hours((await house.status("queue")).next_run_at) == 2

        await until_answered("the second slot", has_run_again)
    assert [*await job_house.states()] == [job_id]
    assert dict((await job_house.row(job_id)).args) == {"a": 1}
