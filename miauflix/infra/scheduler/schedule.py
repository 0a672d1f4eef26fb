"""The tasks of this program: filled once, at start, by every process alike."""

from collections.abc import Mapping

from pydantic import JsonValue

from miauflix.infra.db import Database
from miauflix.infra.jobs import Jobs, LocalWakeUp, Priority
from miauflix.infra.scheduler.context import Handler, ScheduledTask, TaskContext
from miauflix.kit.sentences import Sentence

_QUEUED = Sentence("task_queued", "Queued as job {job}")


class Schedule:
    """The tasks by name, and the bell that tells this process's scheduler to look."""

    def __init__(self) -> None:
        self.tasks: dict[str, ScheduledTask] = {}
        self.bell = LocalWakeUp()

    def add(self, task: ScheduledTask) -> None:
        if task.name in self.tasks:
            raise ValueError(f"{task.name} is scheduled already")
        self.tasks[task.name] = task


def starts_job(
    database: Database,
    jobs: Jobs,
    kind: str,
    args: Mapping[str, JsonValue] | None = None,
    *,
    priority: int = Priority.BACKGROUND,
) -> Handler:
    """A task that puts in one job of this kind a slot, and none while the one before is not done."""

    async def run(context: TaskContext) -> str:
        async with database.write() as session:
            job_id = await jobs.enqueue(
                session,
                kind,
                args or {},
                priority=priority,
                dedupe_key=f"task {context.name}",
                reruns=False,
            )
            result = _QUEUED(job=job_id)
            await context.commit_in(session, result)
        return result

    return run
