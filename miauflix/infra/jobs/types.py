"""A job, as a worker holds it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pydantic import JsonValue

Args = Mapping[str, JsonValue]


class JobState(StrEnum):
    """ready → running → done, or dead when it failed too often.

    A failure or a lost lease makes it ready again, and so does its end if it was enqueued again while it ran.
    """

    READY = "ready"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"


UNFINISHED = (JobState.READY, JobState.RUNNING)


@dataclass(frozen=True, slots=True)
class Job:
    """One claim of a job: `attempt` counts from 1, `fence` grows with every claim and is what tells claims apart."""

    id: str
    kind: str
    args: Args
    attempt: int
    max_attempts: int
    fence: int
