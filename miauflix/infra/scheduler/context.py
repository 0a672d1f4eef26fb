"""What a task is given to work with."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.infra.db import after_commit
from miauflix.infra.scheduler import store
from miauflix.infra.scheduler.errors import LostSlot
from miauflix.infra.scheduler.types import Run

Ending = Callable[[bool, str], store.End]


class TaskContext:
    """One run of one slot."""

    def __init__(self, run: Run, ending: Ending) -> None:
        self._run = run
        self._ending = ending
        self._is_committed = False

    @property
    def name(self) -> str:
        return self._run.name

    @property
    def slot(self) -> datetime:
        """The slot this run is for: the same again if an earlier run of it was cut short."""
        return self._run.slot

    @property
    def is_committed(self) -> bool:
        """The task has ended the slot itself, and that has committed."""
        return self._is_committed

    async def commit_in(self, session: AsyncSession, result: str) -> None:
        """End the slot in the transaction of its effect: both happen, once, or neither does.

        Raises:
            LostSlot: another process has begun it anew; let this roll the transaction back.
        """
        if not await store.finish(session, self._run, self._ending(True, result)):
            raise LostSlot(f"{self.name} is no longer held under fence {self._run.fence}")
        after_commit(session, self._note_committed)

    async def _note_committed(self) -> None:
        self._is_committed = True


Handler = Callable[[TaskContext], Awaitable[str]]
