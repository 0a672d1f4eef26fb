"""What the house does by itself, at its times, whoever of its processes is up.

    schedule.add(ScheduledTask("refreshLists", every=timedelta(hours=1), run=refresh_lists))

    async def refresh_lists(context: TaskContext) -> str:
        ...
        return REFRESHED(lists=20, new=3)         what the admin page shows as the last result: a `kit.sentences` of it

Of many processes on one database one holds the lease and starts what is due; when it dies another takes over as soon
as the lease is over. A slot that was begun and not finished is begun again, so every slot is started at least once.
Its end is written once, by the run whose fence still stands: an effect that must happen once per slot goes into the
transaction of `context.commit_in(session, what_was_done)`. `starts_job` is the commonest such effect.

Slots that nobody was there for become one. Tasks of one holder run side by side; one that takes longer than its
`timeout` has failed, and failing is no reason to come back before the next slot: what must be retried is a job.
"""

from miauflix.infra.scheduler import housekeeping
from miauflix.infra.scheduler.context import ScheduledTask, TaskContext
from miauflix.infra.scheduler.errors import LostSlot, UnknownTask
from miauflix.infra.scheduler.holder import Scheduler
from miauflix.infra.scheduler.schedule import Schedule, starts_job
from miauflix.infra.scheduler.tasks import Tasks
from miauflix.infra.scheduler.types import TaskStatus

__all__ = [
    "LostSlot",
    "Schedule",
    "ScheduledTask",
    "Scheduler",
    "TaskContext",
    "TaskStatus",
    "Tasks",
    "UnknownTask",
    "housekeeping",
    "starts_job",
]
