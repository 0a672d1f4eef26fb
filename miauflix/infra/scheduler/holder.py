"""Holding the lease, and starting what is due while it is held."""

import asyncio
import os
import random
import socket
from contextlib import suppress
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.infra.db import Database
from miauflix.infra.scheduler import metrics, store
from miauflix.infra.scheduler.context import ScheduledTask, TaskContext
from miauflix.infra.scheduler.rules import is_to_start, largest_jitter, next_slot
from miauflix.infra.scheduler.schedule import Schedule
from miauflix.infra.scheduler.types import End, Run, TaskState
from miauflix.infra.telemetry import scrub
from miauflix.kit.clock import Clock
from miauflix.kit.errors import Problem
from miauflix.kit.ids import new_id
from miauflix.kit.sentences import Sentence, heard, told

_log = structlog.get_logger(__name__)

_LEAVE_WITHIN_S = 1.0
_RESULT_CHARACTERS = 1_000
_VALUE_CHARACTERS = 300

_TOOK_TOO_LONG = Sentence("task_took_too_long", "It took longer than {seconds:g} s")
_FAILED = Sentence("task_failed", "{error}")


class Scheduler:
    """Runs the tasks of `schedule` while this process is the one that holds the lease, and waits for it otherwise.

    The lease is good for `lease_s` seconds and extended every third of that. Every `tick_s` seconds, when a slot comes,
    and when the schedule's bell rings, it looks. `stop` ends it: tasks get `grace_s` seconds, are then cancelled, and
    their slots are free for the next holder at once, as is the lease.
    """

    def __init__(
        self,
        database: Database,
        schedule: Schedule,
        clock: Clock,
        *,
        lease_s: float = 15,
        tick_s: float = 2,
        grace_s: float = 2,
    ) -> None:
        self._database = database
        self._schedule = schedule
        self._clock = clock
        self._lease_s = lease_s
        self._tick_s = tick_s
        self._grace_s = grace_s
        self._name = f"{socket.gethostname()[:60]}:{os.getpid()}:{new_id()[-6:]}"
        self._fence: int | None = None
        self._is_declared = False
        self._extend_at = clock.now()
        self._running: dict[str, asyncio.Task[None]] = {}
        self._stopping = asyncio.Event()
        self._bell = asyncio.Event()

    @property
    def is_holder(self) -> bool:
        return self._fence is not None

    async def run(self) -> None:
        """Work until stopped or cancelled; nothing that goes wrong in a task or in the database ends it."""
        async with self._schedule.bell.listening() as self._bell, asyncio.TaskGroup() as group:
            try:
                while not self._stopping.is_set():
                    self._bell.clear()
                    wait_s = await self._look(group)
                    with suppress(TimeoutError):
                        await asyncio.wait_for(self._bell.wait(), wait_s)
                await self._wind_down()
            finally:
                metrics.IS_HOLDER.set(0)

    def stop(self) -> None:
        """Start nothing more; `run` returns when what runs has ended or been cancelled, and the lease is free."""
        self._stopping.set()
        self._bell.set()

    async def _look(self, group: asyncio.TaskGroup) -> float:
        """Take or keep the lease and start what is due; how long until the next look."""
        try:
            if self._fence is None:
                await self._try_to_take()
            elif self._clock.now() >= self._extend_at:
                await self._extend()
            return self._tick_s if self._fence is None else await self._start_due(group, self._fence)
        except Exception:  # noqa: BLE001  a database that is away comes back, perhaps before the lease is over
            _log.exception("scheduler.look_failed")
            return self._tick_s

    async def _try_to_take(self) -> None:
        now = self._clock.now()
        if not self._is_declared:
            async with self._database.write() as session:
                await store.declare(session, self._schedule.tasks.values(), now)
            self._is_declared = True
        async with self._database.read() as session:
            if not await store.is_lease_free(session, now):
                return
        async with self._database.write() as session:
            fence = await store.take_lease(session, self._name, now=now, until=self._until(now))
        self._hold(fence, now)

    async def _extend(self) -> None:
        now = self._clock.now()
        fence = self._fence
        async with self._database.write() as session:
            is_held = fence is not None and await store.extend_lease(session, fence, self._until(now))
        self._hold(fence if is_held else None, now)

    def _hold(self, fence: int | None, now: datetime) -> None:
        if fence != self._fence:
            _log.info("scheduler.lease", held=fence is not None, fence=fence or self._fence)
        if fence is None:
            for task in self._running.values():
                task.cancel()
        self._fence = fence
        self._extend_at = now + timedelta(seconds=self._lease_s / 3)
        metrics.IS_HOLDER.set(fence is not None)

    def _until(self, now: datetime) -> datetime:
        return now + timedelta(seconds=self._lease_s)

    async def _start_due(self, group: asyncio.TaskGroup, lease_fence: int) -> float:
        now = self._clock.now()
        async with self._database.read() as session:
            tasks = await store.states(session, self._schedule.tasks)
        for task in tasks:
            if self._is_to_start(task, now) and (run := await self._claim(task.name, lease_fence)):
                self._start(group, run)
        coming = [task.next_run_at for task in tasks if not task.paused and task.next_run_at > now]
        until_next_s = min((moment - now for moment in coming), default=timedelta.max).total_seconds()
        return max(0.0, min(self._tick_s, self._lease_s / 3, until_next_s))

    def _is_to_start(self, task: TaskState, now: datetime) -> bool:
        return task.name not in self._running and is_to_start(task, now)

    def _start(self, group: asyncio.TaskGroup, run: Run) -> None:
        def ended(_: asyncio.Task[None]) -> None:
            del self._running[run.name]
            self._bell.set()

        self._running[run.name] = started = group.create_task(self._do(run), name=f"task {run.name}")
        started.add_done_callback(ended)

    async def _claim(self, name: str, lease_fence: int) -> Run | None:
        """Begin the slot under a fence of its own, if the lease still stands and the task still wants it."""
        now = self._clock.now()
        async with self._database.write() as session:
            if not await store.holds(session, lease_fence):
                self._extend_at = now  # the next look finds out that the lease is gone
                return None
            [task] = await store.states(session, [name], lock=True)
            if not is_to_start(task, now):
                return None
            is_extra = task.next_run_at > now
            slot = (task.requested_at or now) if is_extra else task.slot_at
            run = Run(name, slot, is_extra, task.fence + 1, now)
            await store.start(session, run, holder=self._name, lease_fence=lease_fence)
        return run

    async def _do(self, run: Run) -> None:
        task = self._schedule.tasks[run.name]

        async def finish(session: AsyncSession, result: str) -> bool:
            return await store.finish(session, run, self._ending(task, run, ok=True, result=result))

        context = TaskContext(run, finish)
        with structlog.contextvars.bound_contextvars(task=run.name, slot=run.slot.isoformat(), fence=run.fence):
            try:
                ok, result = await self._outcome(task, context)
                await self._settle(run, context, self._ending(task, run, ok=ok, result=result))
            except asyncio.CancelledError:
                await self._leave(run)
                raise
            except Exception:  # noqa: BLE001  the row still says that it runs, and the next look begins it anew
                _log.exception("task.unsettled")

    async def _outcome(self, task: ScheduledTask, context: TaskContext) -> tuple[bool, str]:
        limit_s = task.timeout.total_seconds()
        limit = asyncio.timeout(limit_s)
        try:
            async with limit:
                return True, await task.run(context)
        except Exception as error:  # noqa: BLE001  one task's failure is its own
            if limit.expired():
                return False, _TOOK_TOO_LONG(seconds=limit_s)
            _log.warning("task.failed", exc_info=error)
            why = f"{type(error).__name__}: {error}"
            return False, error.detail if isinstance(error, Problem) else _FAILED(error=why)

    async def _settle(self, run: Run, context: TaskContext, end: End) -> None:
        """Write down how it went; a slot that somebody else has begun anew is left to them."""
        if not context.is_committed:
            async with self._database.write() as session:
                if not await store.finish(session, run, end):
                    _log.warning("task.lost")
                    return
        metrics.RUNS.labels(run.name, "ok" if end.ok else "failed").inc()
        metrics.DURATION_S.labels(run.name).observe(end.duration_s)

    def _ending(self, task: ScheduledTask, run: Run, *, ok: bool, result: str) -> End:
        now = self._clock.now()
        delay = largest_jitter(task.every, task.jitter) * random.random()  # noqa: S311  jitter, not a secret
        slot = next_slot(run.slot, task.every, now)
        return End(
            ok=ok,
            result=_fit(result),
            duration_s=(now - run.started_at).total_seconds(),
            next_slot=None if run.is_extra else (slot, slot + delay),
        )

    async def _leave(self, run: Run) -> None:
        """Free an interrupted slot, so that nobody has to wait for the lease to run out; harmless if it was ended."""
        with suppress(Exception):
            async with asyncio.timeout(_LEAVE_WITHIN_S), self._database.write() as session:
                await store.abandon(session, run)

    async def _wind_down(self) -> None:
        running = [*self._running.values()]
        if running:
            await asyncio.wait(running, timeout=self._grace_s)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        if self._fence is not None:
            with suppress(Exception):  # the lease runs out by itself
                async with asyncio.timeout(_LEAVE_WITHIN_S), self._database.write() as session:
                    await store.drop_lease(session, self._fence)
            self._fence = None


def _fit(result: str) -> str:
    """Without what looks like a secret, and not longer than a page takes; what it says may come from elsewhere."""
    english = scrub(result)[:_RESULT_CHARACTERS]
    return heard(english, told(result, lambda value: scrub(value)[:_VALUE_CHARACTERS]))
