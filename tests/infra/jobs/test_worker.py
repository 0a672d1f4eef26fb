import asyncio
from collections import Counter
from datetime import timedelta

import pytest
import structlog

from miauflix.infra.jobs import Args, GiveUp, InVain, JobContext, JobState, Postponed, Priority, store
from miauflix.infra.jobs.wakeup import LocalWakeUp
from tests.infra.jobs.conftest import JobHouse
from tests.services.deadline import until, until_answered


class Diary:
    """A handler that writes down what it was called with, and waits where it is told to."""

    def __init__(self) -> None:
        self.seen: list[Args] = []
        self.attempts: list[int] = []
        self.go_on = asyncio.Event()
        self.go_on.set()
        self.cancelled = 0

    async def __call__(self, context: JobContext, args: Args) -> None:
        self.seen.append(args)
        self.attempts.append(context.job.attempt)
        try:
            await self.go_on.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise


class Fails:
    """A handler that fails with each of these in turn, and then succeeds."""

    def __init__(self, *errors: BaseException) -> None:
        self.errors = [*errors]

    async def __call__(self, _context: JobContext, _args: Args) -> None:
        if self.errors:
            raise self.errors.pop(0)


@pytest.fixture
def diary(house: JobHouse) -> Diary:
    diary = Diary()
    house.registry.handle("write", diary)
    return diary


async def test_a_job_is_done_once_with_the_arguments_it_was_given(house: JobHouse, diary: Diary) -> None:
    async with house.working():
        job_id = await house.enqueue("write", {"ref": "movie:603"})
        await house.until_state(job_id, JobState.DONE)
    row = await house.row(job_id)
    assert diary.seen == [{"ref": "movie:603"}]
    assert (row.attempt, row.fence, row.lease_until, row.finished_at) == (1, 1, None, house.clock.now())


async def test_urgent_jobs_go_first_and_equally_urgent_ones_in_the_order_of_their_hour(
    house: JobHouse, diary: Diary
) -> None:
    hour = house.clock.now() - timedelta(hours=1)
    await house.enqueue("write", {"n": 5}, priority=Priority.BACKGROUND, run_at=hour)
    await house.enqueue("write", {"n": 3})
    last = await house.enqueue("write", {"n": 4})
    await house.enqueue("write", {"n": 2}, run_at=hour)
    await house.enqueue("write", {"n": 1}, priority=Priority.WAITED_FOR)
    async with house.working(concurrency=1):
        await until("five jobs", lambda: len(diary.seen) == 5)
        await house.until_state(last, JobState.DONE)
    assert [args["n"] for args in diary.seen] == [1, 2, 3, 4, 5]


async def test_a_job_is_not_touched_before_its_hour(house: JobHouse, diary: Diary) -> None:
    async with house.working():
        later = await house.enqueue("write", {"n": 2}, run_at=house.clock.now() + timedelta(seconds=60))
        now = await house.enqueue("write", {"n": 1})
        await house.until_state(now, JobState.DONE)
        house.clock.advance(60)
        await house.wake_up.ring()
        await house.until_state(later, JobState.DONE)
    assert [args["n"] for args in diary.seen] == [1, 2]


async def test_a_kind_this_worker_does_not_know_is_left_to_others(house: JobHouse, diary: Diary) -> None:
    unknown = await house.enqueue("transcode", priority=Priority.WAITED_FOR)
    async with house.working():
        await house.until_state(await house.enqueue("write"), JobState.DONE)
    assert (await house.row(unknown)).state == JobState.READY


async def test_no_more_jobs_run_at_once_than_allowed(house: JobHouse, diary: Diary) -> None:
    diary.go_on.clear()
    ids = [await house.enqueue("write") for _ in range(7)]
    async with house.working(concurrency=3):
        await until("three to start", lambda: len(diary.seen) == 3)
        for _ in range(5):
            await house.wake_up.ring()
            await asyncio.sleep(0)
        assert Counter((await house.states()).values()) == {JobState.RUNNING: 3, JobState.READY: 4}
        diary.go_on.set()
        for job_id in ids:
            await house.until_state(job_id, JobState.DONE)
    assert len(diary.seen) == 7


async def test_two_workers_do_two_hundred_jobs_once_each(house: JobHouse, diary: Diary) -> None:
    async with house.database.write() as session:
        for number in range(200):
            await house.jobs.enqueue(session, "write", {"n": number})
    async with house.working(concurrency=8), house.working(concurrency=8):
        await until("all jobs", lambda: len(diary.seen) >= 200)
    assert Counter(args["n"] for args in diary.seen) == Counter(range(200))


class DeafWakeUp(LocalWakeUp):
    """Every call is lost on the way."""

    async def ring(self) -> None:
        pass


async def test_a_lost_wake_up_costs_one_sweep(house: JobHouse, diary: Diary) -> None:
    house.wake_up = DeafWakeUp()
    house.__post_init__()
    async with house.working(sweep_every_s=0.02):
        await house.until_state(await house.enqueue("write"), JobState.DONE)


async def test_wake_ups_for_nothing_do_nothing(house: JobHouse, diary: Diary) -> None:
    async with house.working():
        job_id = await house.enqueue("write")
        for _ in range(100):
            await house.wake_up.ring()
            await asyncio.sleep(0)
        await house.until_state(job_id, JobState.DONE)
    assert len(diary.seen) == 1


async def test_a_failed_job_waits_longer_each_time_and_then_succeeds(house: JobHouse) -> None:
    house.registry.handle("fetch", Fails(OSError("no route"), ValueError("odd"), KeyError("k")))
    job_id = await house.enqueue("fetch")
    async with house.working():
        for attempt, (error, longest_s) in enumerate(
            [("OSError: no route", 2), ("ValueError: odd", 4), ("KeyError: 'k'", 8)], start=1
        ):
            await until_claimed(house, job_id, attempt)
            row = await house.row(job_id)
            assert (row.state, row.error, row.lease_until) == (JobState.READY, error, None)
            assert timedelta(0) <= row.run_at - house.clock.now() <= timedelta(seconds=longest_s)
            house.clock.advance(longest_s)
            await house.wake_up.ring()
        await house.until_state(job_id, JobState.DONE)
    row = await house.row(job_id)
    assert (row.attempt, row.error) == (4, None)


async def until_claimed(house: JobHouse, job_id: str, times: int) -> None:
    """Return when the job has been claimed so often and is free again."""

    async def claimed() -> bool:
        return (await house.row(job_id)).fence == times

    await until_answered(f"claim {times}", claimed)
    await house.until_state(job_id, JobState.READY)


async def test_a_poison_job_ends_dead_with_its_last_error(house: JobHouse) -> None:
    house.registry.handle("fetch", Fails(*(ValueError(f"attempt {n}") for n in range(1, 100))))
    job_id = await house.enqueue("fetch", max_attempts=3)
    async with house.working():
        for attempt in (1, 2):
            await until_claimed(house, job_id, attempt)
            house.clock.advance(3600)
            await house.wake_up.ring()
        await house.until_state(job_id, JobState.DEAD)
        house.clock.advance(86_400)
        await house.wake_up.ring()
        await house.until_state(job_id, JobState.DEAD)
    row = await house.row(job_id)
    assert (row.attempt, row.error, row.finished_at is not None) == (3, "ValueError: attempt 3", True)


async def test_of_tries_in_vain_only_the_last_is_told_and_as_no_fault(house: JobHouse) -> None:
    house.registry.handle("fetch", Fails(*(InVain("Nobody has it") for _ in range(3))))
    job_id = await house.enqueue("fetch", max_attempts=3)
    with structlog.testing.capture_logs() as lines:
        async with house.working():
            for attempt in (1, 2):
                await until_claimed(house, job_id, attempt)
                house.clock.advance(3600)
                await house.wake_up.ring()
            await house.until_state(job_id, JobState.DEAD)
    told = [line for line in lines if line["event"].startswith("job.")]
    assert told == [{"event": "job.dead", "log_level": "warning", "reason": "Nobody has it"}]
    assert (await house.row(job_id)).error == "Nobody has it"


async def test_a_handler_can_give_up_at_once(house: JobHouse) -> None:
    house.registry.handle("fetch", Fails(GiveUp("The film was withdrawn")))
    async with house.working():
        job_id = await house.enqueue("fetch")
        await house.until_state(job_id, JobState.DEAD)
    assert (await house.row(job_id)).error == "The film was withdrawn"


async def test_a_postponed_job_comes_back_without_having_tried(house: JobHouse) -> None:
    house.registry.handle("fetch", Fails(*(Postponed("The VPN is down", after_s=60) for _ in range(20))))
    job_id = await house.enqueue("fetch", max_attempts=2)
    async with house.working():
        for claims in range(1, 21):
            await until_claimed(house, job_id, claims)
            row = await house.row(job_id)
            assert (row.attempt, row.error) == (0, "The VPN is down")
            assert row.run_at == house.clock.now() + timedelta(seconds=60)
            house.clock.advance(60)
            await house.wake_up.ring()
        await house.until_state(job_id, JobState.DONE)
    assert (await house.row(job_id)).attempt == 1


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (ValueError("see magnet:?xt=urn:btih:abc&tr=x there"), "ValueError: see [redacted] there"),
        (OSError("http://me:hunter2@host/ refused"), "OSError: http://[redacted]@host/ refused"),
        (ExceptionGroup("two", [ExceptionGroup("one", [KeyError("deep")]), ValueError()]), "KeyError: 'deep'"),
        (asyncio.CancelledError(), "RuntimeError: The handler cancelled itself"),
        (ValueError("x" * 5_000), "ValueError: " + "x" * 988),
    ],
    ids=["magnet", "password", "group", "cancelled", "long"],
)
async def test_the_error_kept_is_short_and_tells_no_secret(house: JobHouse, error: BaseException, text: str) -> None:
    house.registry.handle("fetch", Fails(error))
    async with house.working():
        job_id = await house.enqueue("fetch", max_attempts=1)
        await house.until_state(job_id, JobState.DEAD)
    assert (await house.row(job_id)).error == text


async def test_a_handler_that_takes_too_long_is_cancelled_and_has_failed(house: JobHouse) -> None:
    diary = Diary()
    diary.go_on.clear()
    house.registry.handle("slow", diary, timeout_s=0.01)
    async with house.working():
        job_id = await house.enqueue("slow", max_attempts=1)
        await house.until_state(job_id, JobState.DEAD)
    assert (await house.row(job_id)).error == "TimeoutError: It took longer than 0.01 s"
    assert diary.cancelled == 1


async def test_a_handler_says_how_far_it_is_until_it_is_done(house: JobHouse) -> None:
    said, go_on = asyncio.Event(), asyncio.Event()

    async def encode(context: JobContext, args: Args) -> None:
        await context.note("32 %" + " " * 500)
        said.set()
        await go_on.wait()

    house.registry.handle("encode", encode)
    async with house.working():
        job_id = await house.enqueue("encode")
        await until("the note", said.is_set)
        assert (await house.row(job_id)).note == "32 %".ljust(200)
        go_on.set()
        await house.until_state(job_id, JobState.DONE)
    assert (await house.row(job_id)).note is None


async def test_a_stopped_worker_lets_its_handlers_end_and_takes_no_more(house: JobHouse, diary: Diary) -> None:
    diary.go_on.clear()
    async with house.working(grace_s=30) as worker:
        running = await house.enqueue("write")
        await until("it to start", lambda: diary.seen)
        worker.stop()
        waiting = await house.enqueue("write")
        diary.go_on.set()
    assert await house.states() == {running: JobState.DONE, waiting: JobState.READY}


async def test_a_handler_that_outlasts_the_grace_is_cancelled_and_its_job_free_at_once(
    house: JobHouse, diary: Diary
) -> None:
    diary.go_on.clear()
    async with house.working(grace_s=0.01):
        job_id = await house.enqueue("write")
        await until("it to start", lambda: diary.seen)
    assert diary.cancelled == 1
    row = await house.row(job_id)
    assert (row.state, row.attempt, row.run_at, row.lease_until) == (JobState.READY, 0, house.clock.now(), None)
    diary.go_on.set()
    async with house.working():
        await house.until_state(job_id, JobState.DONE)


async def test_a_cancelled_worker_frees_its_jobs_too(house: JobHouse, diary: Diary) -> None:
    diary.go_on.clear()
    job_id = await house.enqueue("write")
    task = asyncio.create_task(house.worker().run())
    await until("it to start", lambda: diary.seen)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await house.row(job_id)).state == JobState.READY


async def test_a_database_that_is_away_for_a_moment_ends_nothing(
    house: JobHouse, diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = {"claim": 3, "sweep": 2}

    def sometimes_away(name: str) -> None:
        real = getattr(store, name)

        async def flaky(*args: object, **options: object) -> object:
            if away[name]:
                away[name] -= 1
                raise ConnectionError("the database is away")
            return await real(*args, **options)

        monkeypatch.setattr(store, name, flaky)

    for name in away:
        sometimes_away(name)
    async with house.working(sweep_every_s=0.01):
        await house.until_state(await house.enqueue("write"), JobState.DONE)
    assert away == {"claim": 0, "sweep": 0}
