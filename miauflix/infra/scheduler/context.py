"""A task, and what it is given to work with."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.infra.db import after_commit
from miauflix.infra.scheduler.errors import LostSlot
from miauflix.infra.scheduler.types import Run

Finish = Callable[[AsyncSession, str], Awaitable[bool]]


class TaskContext:
    """One run of one slot. `finish` ends it with a result in a transaction, and says whether it was still held."""

    def __init__(self, run: Run, finish: Finish) -> None:
        self._run = run
        self._finish = finish
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
        if not await self._finish(session, result):
            raise LostSlot(f"{self.name} is no longer held under fence {self._run.fence}")
        after_commit(session, self._note_committed)

    async def _note_committed(self) -> None:
        self._is_committed = True


Handler = Callable[[TaskContext], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class ScheduledTask:
    """Something to do `every` so often.

    `run` answers one line for the admin page. Its first slot comes `first_after` the first start of the house; every
    later one is moved by up to `jitter` (a tenth of `every` and at most five minutes unless said otherwise), so that
    neither the tasks of one house nor the houses of one internet act in step.
    """

    name: str
    every: timedelta
    run: Handler
    first_after: timedelta = timedelta(0)
    jitter: timedelta | None = None
    timeout: timedelta = timedelta(minutes=15)

    def __post_init__(self) -> None:
        if self.every <= timedelta(0):
            raise ValueError(f"{self.name} would run without end")
