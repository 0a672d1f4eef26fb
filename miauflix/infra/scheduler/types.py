"""One run of a task, its end, and what is known of the task."""

from dataclasses import dataclass
from datetime import datetime


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
class End:
    """How a run ended, and the next slot with the moment it is due; None leaves both as they are."""

    ok: bool
    result: str
    """As it may be shown: scrubbed, and no longer than a page takes."""
    duration_s: float
    next_slot: tuple[datetime, datetime] | None


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
    """What was `Said`, where the task said it in sentences."""
    last_ok: bool | None
    next_run_at: datetime
    holder: str | None
