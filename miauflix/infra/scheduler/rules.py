"""When a task is due."""

from datetime import datetime, timedelta

from miauflix.infra.scheduler.types import TaskState

_LARGEST_JITTER = timedelta(minutes=5)


def next_slot(slot_at: datetime, every: timedelta, now: datetime) -> datetime:
    """The first slot after now on the grid of `slot_at`: however many were missed, they are one."""
    missed = max(0, (now - slot_at) // every)
    return slot_at + (missed + 1) * every


def largest_jitter(every: timedelta, jitter: timedelta | None) -> timedelta:
    """By how much a slot may be late; always less than the way to the next one."""
    return min(every / 10, _LARGEST_JITTER) if jitter is None else min(jitter, every / 2)


def is_due(task: TaskState, now: datetime) -> bool:
    """The slot's time has come, and nobody has paused the task."""
    return task.next_run_at <= now and not task.paused


def is_to_start(task: TaskState, now: datetime) -> bool:
    """Due, asked for, or begun and never ended; of a task that does not run in this process, which holds the lease."""
    return is_due(task, now) or task.requested_at is not None or task.running_since is not None
