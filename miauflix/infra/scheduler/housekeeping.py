"""What infra does by itself."""

from datetime import timedelta

from miauflix.infra.db import Database
from miauflix.infra.jobs import forget_ended
from miauflix.infra.scheduler.context import ScheduledTask, TaskContext
from miauflix.infra.scheduler.schedule import Schedule
from miauflix.kit.clock import Clock
from miauflix.kit.sentences import Sentence

_FORGOTTEN = Sentence("jobs_forgotten", "{done} finished and {dead} dead jobs forgotten")


def register(
    schedule: Schedule, *, database: Database, clock: Clock, keep_done: timedelta, keep_dead: timedelta
) -> None:
    """Put infra's tasks into the schedule: jobs that ended are forgotten once they are older than they are kept."""

    async def forget_jobs(context: TaskContext) -> str:
        """A batch at a time, so that nobody else waits long to write."""
        now = clock.now()
        done = dead = 0
        while True:
            async with database.write() as session:
                batch = await forget_ended(session, done_before=now - keep_done, dead_before=now - keep_dead)
                done, dead = done + batch.done, dead + batch.dead
                if batch.is_last:
                    result = _FORGOTTEN(done=done, dead=dead)
                    await context.commit_in(session, result)
                    return result

    schedule.add(ScheduledTask("forgetJobs", every=timedelta(hours=1), run=forget_jobs))
