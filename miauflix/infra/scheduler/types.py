"""A task, one run of it, and what is known of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from miauflix.infra.scheduler.context import TaskContext


@dataclass(frozen=True, slots=True)
class ScheduledTask:
    """Something to do `every` so often.

    `run` answers one line for the admin page. Its first slot comes `first_after` the first start of the house; every
    later one is moved by up to `jitter` (a tenth of `every` and at most five minutes unless said otherwise), so that
    neither the tasks of one house nor the houses of one internet act in step.
    """

    name: str
    every: timedelta
    run: "Callable[[TaskContext], Awaitable[str]]"
    first_after: timedelta = timedelta(0)
    jitter: timedelta | None = None
    timeout: timedelta = timedelta(minutes=15)

    def __post_init__(self) -> None:
        if self.every <= timedelta(0):
            raise ValueError(f"{self.name} would run without end")


@dataclass(frozen=True, slots=True)
class TaskState:
    """When a task is to run, and whether its row says that it does; `fence` counts starts."""

    name: str
    paused: bool
    slot_at: datetime
    next_run_at: datetime
    requested_at: datetime | None
    running_since: datetime | None
    fence: int


@dataclass(frozen=True, slots=True)
class Run:
    """One start of a slot. An extra run that somebody asked for leaves the slots as they are."""

    name: str
    slot: datetime
    is_extra: bool
    fence: int
    started_at: datetime


@dataclass(frozen=True, slots=True)
class TaskStatus:
    """What people see of a task."""

    name: str
    every_s: float
    paused: bool
    running: bool
    last_started_at: datetime | None
    last_duration_s: float | None
    last_result: str | None
    last_ok: bool | None
    next_run_at: datetime
    holder: str | None
