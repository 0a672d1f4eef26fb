"""What a handler is given to work with."""

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.infra.db import Database, after_commit
from miauflix.infra.jobs import store
from miauflix.infra.jobs.errors import LostLease
from miauflix.infra.jobs.types import Job
from miauflix.kit.clock import Clock


class JobContext:
    """One run of one job."""

    def __init__(self, job: Job, database: Database, clock: Clock) -> None:
        self.job = job
        self._database = database
        self._clock = clock
        self._is_finished = False

    @property
    def is_finished(self) -> bool:
        """The handler has completed the job itself, and that has committed."""
        return self._is_finished

    async def finish_in(self, session: AsyncSession) -> None:
        """Complete the job in the transaction of its effect: both happen, once, or neither does.

        Raises:
            LostLease: another worker holds the job; let this roll the transaction back.
        """
        if not await store.finish(session, self.job, self._clock.now()):
            raise LostLease(f"{self.job.kind} {self.job.id} is no longer held under fence {self.job.fence}")
        after_commit(session, self._note_finished)

    async def note(self, text: str) -> None:
        """Say how far the job is, in at most 200 characters; for people, and gone when the job is done.

        Raises:
            LostLease: another worker holds the job.
        """
        async with self._database.write() as session:
            if not await store.note(session, self.job, text[:200]):
                raise LostLease(f"{self.job.kind} {self.job.id} is no longer held under fence {self.job.fence}")

    async def _note_finished(self) -> None:
        self._is_finished = True
