from datetime import timedelta

import pytest
import sqlalchemy as sa

from miauflix.infra.db import Database
from miauflix.infra.jobs import JobState, store
from miauflix.infra.scheduler import housekeeping
from tests.infra.jobs.conftest import JobHouse
from tests.infra.scheduler.house import TaskHouse


async def put(house: JobHouse, state: JobState, days_ago: float) -> str:
    """A job that ended so long ago."""
    job_id = await house.enqueue("once")
    async with house.database.write() as session:
        change = sa.text("UPDATE job SET state = :state, finished_at = :at WHERE id = :id")
        change = change.bindparams(sa.bindparam("at", type_=sa.DateTime(timezone=True)))
        at = house.clock.now() - timedelta(days=days_ago)
        await session.execute(change, {"state": state, "at": at, "id": job_id})
    return job_id


def tidy(house: TaskHouse) -> None:
    housekeeping.register(
        house.schedule,
        database=house.database,
        clock=house.clock,
        keep_done=timedelta(days=7),
        keep_dead=timedelta(days=90),
    )


async def test_jobs_that_ended_are_forgotten_when_their_time_is_over(any_database: Database) -> None:
    house = TaskHouse(any_database)
    jobs = JobHouse(any_database, house.clock)
    tidy(house)
    kept = {await put(jobs, JobState.DONE, 6), await put(jobs, JobState.DEAD, 89)}
    for state, days in ((JobState.DONE, 8), (JobState.DEAD, 91), (JobState.DEAD, 92)):
        await put(jobs, state, days)
    waiting = await jobs.enqueue("once")
    async with house.running():
        status = await house.until_result("forgetJobs", "1 finished and 2 dead jobs forgotten")
        assert (status.every_s, status.last_ok) == (3600, True)
        assert set(await jobs.states()) == {*kept, waiting}
        await house.advance(24 * 1.5)
        await house.until_result("forgetJobs", "1 finished and 1 dead jobs forgotten")
    assert set(await jobs.states()) == {waiting}


async def test_more_than_a_batch_goes_in_one_run(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "SWEEP_AT_MOST", 3)
    house = TaskHouse(database)
    jobs = JobHouse(database, house.clock)
    tidy(house)
    for days in range(8, 18):
        await put(jobs, JobState.DONE, days)
    async with house.running():
        await house.until_result("forgetJobs", "10 finished and 0 dead jobs forgotten")
    assert await jobs.states() == {}
