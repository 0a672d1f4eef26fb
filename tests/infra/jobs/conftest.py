"""A job house on either engine, whose clock stands still until a test moves it."""

from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import anyio
import pytest
from sqlalchemy import Row, select

from miauflix.infra.db import Database
from miauflix.infra.jobs import Args, Jobs, JobState, LocalWakeUp, Registry, Worker
from miauflix.infra.jobs.tables import JobRow
from miauflix.kit.clock import ManualClock
from tests.services.deadline import until, until_answered

Running = Callable[..., AbstractAsyncContextManager[Worker]]


@dataclass
class JobHouse:
    """Everything between a request that enqueues and a handler that runs."""

    database: Database
    clock: ManualClock = field(default_factory=ManualClock)
    registry: Registry = field(default_factory=Registry)
    wake_up: LocalWakeUp = field(default_factory=LocalWakeUp)

    def __post_init__(self) -> None:
        self.jobs = Jobs(self.registry, self.wake_up, self.clock)

    async def enqueue(self, kind: str, args: Args | None = None, **options: Any) -> str:
        async with self.database.write() as session:
            return await self.jobs.enqueue(session, kind, args or {}, **options)

    async def row(self, job_id: str) -> Row[Any]:
        async with self.database.read() as session:
            return (await session.execute(select(*JobRow.__table__.c).where(JobRow.id == job_id))).one()

    async def states(self) -> dict[str, str]:
        async with self.database.read() as session:
            return {row.id: row.state for row in await session.execute(select(JobRow.id, JobRow.state))}

    async def until_state(self, job_id: str, state: JobState) -> None:
        async def reached() -> bool:
            return (await self.row(job_id)).state == state

        await until_answered(f"job to be {state}", reached)

    def worker(self, **options: Any) -> Worker:
        """A worker that sweeps only when told to, unless an option says otherwise."""
        settings: dict[str, Any] = {"sweep_every_s": 3600, "grace_s": 0}
        return Worker(self.database, self.registry, self.wake_up, self.clock, **(settings | options))

    @asynccontextmanager
    async def working(self, **options: Any) -> AsyncGenerator[Worker]:
        """A worker that is up and runs until the block ends."""
        worker = self.worker(**options)
        async with anyio.create_task_group() as group:
            group.start_soon(worker.run)
            await until("the worker to listen", lambda: self.wake_up._listeners)
            try:
                yield worker
            finally:
                worker.stop()


@pytest.fixture
def house(any_database: Database) -> JobHouse:
    return JobHouse(any_database)
