"""What people may ask of the tasks, in whichever process they are."""

from miauflix.infra.db import Database, after_commit
from miauflix.infra.scheduler import store
from miauflix.infra.scheduler.errors import UnknownTask
from miauflix.infra.scheduler.schedule import Schedule
from miauflix.infra.scheduler.types import TaskStatus
from miauflix.kit.clock import Clock


class Tasks:
    """List, run now, pause, resume; each is a change of the row, which the holder sees within a second or two."""

    def __init__(self, database: Database, schedule: Schedule, clock: Clock) -> None:
        self._database = database
        self._schedule = schedule
        self._clock = clock

    async def declare(self) -> None:
        """Make the rows of the schedule, so that the list is complete from the first moment."""
        async with self._database.write() as session:
            await store.declare(session, self._schedule.tasks.values(), self._clock.now())

    async def everything(self) -> list[TaskStatus]:
        """All tasks by name; those of another version of the program are left out where the schedule is known."""
        async with self._database.read() as session:
            found = await store.statuses(session, self._clock.now())
        return [one for one in found if not self._schedule.tasks or one.name in self._schedule.tasks]

    async def run_now(self, name: str) -> None:
        """Have the task run once at once, paused or not; if it is running, once more after that.

        Raises:
            UnknownTask: there is none of this name.
        """
        async with self._database.write() as session:
            is_known = await store.request(session, name, self._clock.now())
            after_commit(session, self._schedule.bell.ring)
        _check(name, is_known=is_known)

    async def pause(self, name: str) -> None:
        """Let its slots pass until it is resumed; a run under way goes on to its end."""
        await self._set_paused(name, paused=True)

    async def resume(self, name: str) -> None:
        """Go on; the slots that passed meanwhile are one, and due at once."""
        await self._set_paused(name, paused=False)

    async def _set_paused(self, name: str, *, paused: bool) -> None:
        async with self._database.write() as session:
            is_known = await store.set_paused(session, name, paused=paused)
            after_commit(session, self._schedule.bell.ring)
        _check(name, is_known=is_known)


def _check(name: str, *, is_known: bool) -> None:
    if not is_known:
        raise UnknownTask(f"No task is called {name[:80]!r}; GET /api/admin/tasks lists them")
