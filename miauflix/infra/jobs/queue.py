"""Putting jobs in."""

from datetime import datetime
from enum import IntEnum

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.infra.db import after_commit
from miauflix.infra.jobs import store
from miauflix.infra.jobs.registry import Registry
from miauflix.infra.jobs.types import Args
from miauflix.infra.jobs.wakeup import WakeUp
from miauflix.kit.clock import Clock

MAX_ATTEMPTS = 8  # with the backoff of `rules`, the last one comes about four minutes after the first


class Priority(IntEnum):
    """Jobs of a lower number go first."""

    WAITED_FOR = -10
    NORMAL = 0
    BACKGROUND = 10


class Jobs:
    """The way in; everything happens in the caller's transaction and wakes the workers once that has committed."""

    def __init__(self, registry: Registry, wake_up: WakeUp, clock: Clock) -> None:
        self._registry = registry
        self._wake_up = wake_up
        self._clock = clock

    async def enqueue(
        self,
        session: AsyncSession,
        kind: str,
        args: Args,
        *,
        priority: int = Priority.NORMAL,
        run_at: datetime | None = None,
        dedupe_key: str | None = None,
        max_attempts: int = MAX_ATTEMPTS,
        reruns: bool = True,
    ) -> str:
        """Add a job, to run at once or not before `run_at`, and return its id.

        While a job with the same `dedupe_key` is unfinished nothing is added, and that one's id returned. One that is
        running may have looked already at what has changed, so it runs once more when it has ended, with these
        arguments; never beside itself. Without `reruns` it does not: for what is done as often as somebody thinks of
        it, and not because something has changed.
        """
        now = self._clock.now()
        job_id = await store.insert(
            session,
            kind,
            args,
            now=now,
            priority=priority,
            run_at=run_at or now,
            dedupe_key=dedupe_key,
            max_attempts=max_attempts,
            reruns=reruns,
        )
        after_commit(session, self._wake_up.ring)
        return job_id

    async def publish(self, session: AsyncSession, event: str, payload: Args) -> list[str]:
        """Tell everybody who subscribed to `event`: one job each; their ids are returned."""
        return [await self.enqueue(session, kind, payload) for kind in self._registry.subscribers(event)]

    async def requeue(self, session: AsyncSession, job_id: str) -> bool:
        """Give a dead job all its attempts again; False if it is not dead, or an equal one is waiting or running."""
        requeued = await store.requeue(session, job_id, self._clock.now())
        if requeued:
            after_commit(session, self._wake_up.ring)
        return requeued
