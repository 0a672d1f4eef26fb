"""A schedule on either engine, whose clock stands still until a test moves it."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import anyio

from miauflix.infra.db import Database
from miauflix.infra.scheduler import Schedule, ScheduledTask, Scheduler, TaskContext, Tasks, TaskStatus
from miauflix.kit.clock import ManualClock
from tests.services.deadline import until, until_answered

HOUR_S = 3600.0


@dataclass
class TaskHouse:
    """One process, as far as the scheduler is concerned; a second one shares database and clock."""

    database: Database
    clock: ManualClock = field(default_factory=ManualClock)
    schedule: Schedule = field(default_factory=Schedule)

    def __post_init__(self) -> None:
        self.tasks = Tasks(self.database, self.schedule, self.clock)
        self.start = self.clock.now()

    def add(self, name: str, run: Callable[[TaskContext], Awaitable[str]], **options: Any) -> None:
        settings: dict[str, Any] = {"every": timedelta(hours=1), "jitter": timedelta(0)}
        self.schedule.add(ScheduledTask(name, run=run, **(settings | options)))

    def hours(self, moment: datetime | None) -> float | None:
        """Hours since the clock of this house was made."""
        return None if moment is None else (moment - self.start).total_seconds() / HOUR_S

    async def status(self, name: str) -> TaskStatus:
        return next(one for one in await self.tasks.everything() if one.name == name)

    async def advance(self, hours: float) -> None:
        """Move the clock and have the scheduler look."""
        self.clock.advance(hours * HOUR_S)
        await self.schedule.bell.ring()

    async def until_result(self, name: str, result: str) -> TaskStatus:
        async def is_there() -> bool:
            return any(one.name == name and one.last_result == result for one in await self.tasks.everything())

        await until_answered(f"{name} to end with {result!r}", is_there)
        return await self.status(name)

    def scheduler(self, **options: Any) -> Scheduler:
        settings: dict[str, Any] = {"lease_s": 3 * 86_400, "tick_s": 3600, "grace_s": 0}
        return Scheduler(self.database, self.schedule, self.clock, **(settings | options))

    @asynccontextmanager
    async def running(self, **options: Any) -> AsyncGenerator[Scheduler]:
        """A scheduler that holds the lease and runs until the block ends."""
        scheduler = self.scheduler(**options)
        async with anyio.create_task_group() as group:
            group.start_soon(scheduler.run)
            await until("the lease", lambda: scheduler.is_holder)
            try:
                yield scheduler
            finally:
                scheduler.stop()


@dataclass
class Counted:
    """A task that notes its slots and ends when it is let."""

    slots: list[datetime] = field(default_factory=list[datetime])
    ended: list[BaseException | None] = field(default_factory=list[BaseException | None])
    go_on: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.go_on.set()

    async def __call__(self, context: TaskContext) -> str:
        self.slots.append(context.slot)
        try:
            await self.go_on.wait()
        except BaseException as error:
            self.ended.append(error)
            raise
        self.ended.append(None)
        return f"run {len(self.slots)}"
