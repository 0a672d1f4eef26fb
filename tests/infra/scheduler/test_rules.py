from datetime import UTC, datetime, timedelta

import pytest

from miauflix.infra.scheduler import ScheduledTask, TaskContext
from miauflix.infra.scheduler.rules import is_to_start, largest_jitter, next_slot
from miauflix.infra.scheduler.types import TaskState

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (NOON, NOON + HOUR),
        (NOON - 5 * MINUTE, NOON + HOUR),  # a clock set back does not bring the slot back
        (NOON + 59 * MINUTE, NOON + HOUR),
        (NOON + HOUR, NOON + 2 * HOUR),
        (NOON + 5 * HOUR + MINUTE, NOON + 6 * HOUR),
        (NOON + 1000 * HOUR, NOON + 1001 * HOUR),
    ],
)
def test_the_next_slot_is_the_first_one_ahead_on_the_same_grid(now: datetime, expected: datetime) -> None:
    assert next_slot(NOON, HOUR, now) == expected


@pytest.mark.parametrize(
    ("every", "jitter", "expected"),
    [
        (HOUR, None, 5 * MINUTE),
        (10 * MINUTE, None, MINUTE),
        (HOUR, timedelta(0), timedelta(0)),
        (HOUR, 2 * HOUR, HOUR / 2),
    ],
)
def test_a_slot_is_never_so_late_that_it_meets_the_next(
    every: timedelta, jitter: timedelta | None, expected: timedelta
) -> None:
    assert largest_jitter(every, jitter) == expected


def state(**changes: object) -> TaskState:
    values: dict[str, object] = {
        "name": "task", "paused": False, "slot_at": NOON, "next_run_at": NOON + MINUTE, "requested_at": None,
        "running_since": None, "fence": 0,
    }  # fmt: skip
    return TaskState(**(values | changes))  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("task", "now", "starts"),
    [
        (state(), NOON, False),
        (state(), NOON + MINUTE, True),
        (state(paused=True), NOON + HOUR, False),
        (state(requested_at=NOON), NOON, True),
        (state(requested_at=NOON, paused=True), NOON, True),
        (state(running_since=NOON - HOUR), NOON, True),
        (state(running_since=NOON - HOUR, paused=True), NOON, True),
    ],
)
def test_what_is_due_asked_for_or_was_cut_short_starts(task: TaskState, now: datetime, starts: bool) -> None:
    assert is_to_start(task, now) is starts


async def nothing(_: TaskContext) -> str:
    return "nothing"


@pytest.mark.parametrize("every", [timedelta(0), -HOUR])
def test_a_task_that_would_never_rest_is_refused(every: timedelta) -> None:
    with pytest.raises(ValueError, match="without end"):
        ScheduledTask("task", every=every, run=nothing)
