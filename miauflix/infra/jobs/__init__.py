"""Work that outlives the request that asked for it.

A job is a row, written in the transaction of the change that makes it necessary: no crash can keep one without the
other. The row is the truth; a wake-up after the commit only spares the worker the wait for its next sweep.

    jobs.enqueue(session, "sources.discover", {"ref": "movie:603"}, dedupe_key="discover movie:603")
    jobs.publish(session, "catalog.title_added", {"ref": "movie:603"})     one job for each subscriber

A `dedupe_key` makes many wishes one job: while it waits there is no second one, and a wish that comes while it runs,
and perhaps has looked already, makes it run once more.

Handlers are registered by kind and run at least once: a worker that dies or stalls loses its lease and another one
takes over. Whoever must act exactly once completes the job in the transaction of its own effect, with
`context.finish_in(session)`; the fence, which counts claims, lets only the present holder through.
"""

from miauflix.infra.jobs.context import JobContext
from miauflix.infra.jobs.errors import GiveUp, InVain, LostLease, Postponed
from miauflix.infra.jobs.queue import Jobs, Priority
from miauflix.infra.jobs.registry import Registry
from miauflix.infra.jobs.retention import Forgotten, forget_ended
from miauflix.infra.jobs.types import Args, Job, JobState
from miauflix.infra.jobs.wakeup import LocalWakeUp, WakeUp
from miauflix.infra.jobs.worker import Worker

__all__ = [
    "Args",
    "Forgotten",
    "GiveUp",
    "InVain",
    "Job",
    "JobContext",
    "JobState",
    "Jobs",
    "LocalWakeUp",
    "LostLease",
    "Postponed",
    "Priority",
    "Registry",
    "WakeUp",
    "Worker",
    "forget_ended",
]
