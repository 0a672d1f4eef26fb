"""Doing jobs: claim, run under a heartbeat, settle; and sweep up after workers that went away."""

import asyncio
import random
from contextlib import suppress
from datetime import timedelta

import structlog

from miauflix.infra.db import Database
from miauflix.infra.jobs import store
from miauflix.infra.jobs.context import JobContext
from miauflix.infra.jobs.errors import GiveUp, InVain, LostLease, Postponed
from miauflix.infra.jobs.registry import Registry
from miauflix.infra.jobs.rules import retry_delay_s
from miauflix.infra.jobs.types import Job
from miauflix.infra.jobs.wakeup import WakeUp
from miauflix.infra.telemetry import scrub
from miauflix.kit.clock import Clock

_log = structlog.get_logger(__name__)

_SETTLE_WITHIN_S = 2.0
_ERROR_CHARACTERS = 1_000


class Worker:
    """Does up to `concurrency` jobs at a time, of the kinds its registry has handlers for.

    A claim is good for `lease_s` seconds and extended every third of that. Every `sweep_every_s` seconds the worker
    looks for jobs whose time has come and for holders that went away. `stop` ends it: running handlers get `grace_s`
    seconds to end by themselves, are then cancelled, and their jobs are free at once.
    """

    def __init__(
        self,
        database: Database,
        registry: Registry,
        wake_up: WakeUp,
        clock: Clock,
        *,
        concurrency: int = 4,
        lease_s: float = 30,
        sweep_every_s: float = 2,
        grace_s: float = 2,
    ) -> None:
        self._database = database
        self._registry = registry
        self._wake_up = wake_up
        self._clock = clock
        self._concurrency = concurrency
        self._lease_s = lease_s
        self._sweep_every_s = sweep_every_s
        self._grace_s = grace_s
        self._bell = asyncio.Event()
        self._stopping = asyncio.Event()
        self._running: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Work until stopped or cancelled; nothing that goes wrong in a job or in the database ends it."""
        async with self._wake_up.listening() as self._bell, asyncio.TaskGroup() as group:
            sweeper = group.create_task(self._sweep_now_and_then(), name="jobs.sweep")
            while not self._stopping.is_set():
                self._bell.clear()
                job = await self._claim() if len(self._running) < self._concurrency else None
                if job is None:
                    await self._bell.wait()
                else:
                    self._start(group, job)
            await self._wind_down()
            await sweeper

    def stop(self) -> None:
        """Take no more jobs; `run` returns when the running ones have ended or been cancelled."""
        self._stopping.set()
        self._bell.set()

    async def sweep(self) -> None:
        """Free the jobs of holders that went away."""
        async with self._database.write() as session:
            freed = await store.sweep(session, now=self._clock.now())
        if freed:
            _log.warning("jobs.freed", count=freed, reason="their worker went away")

    async def _sweep_now_and_then(self) -> None:
        # Ends between two sweeps and not in one: a statement that is cut off leaves its driver thread behind.
        while not self._stopping.is_set():
            try:
                await self.sweep()
            except Exception:  # noqa: BLE001  a database that is away comes back
                _log.exception("jobs.sweep_failed")
            self._bell.set()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), self._sweep_every_s)

    async def _claim(self) -> Job | None:
        now = self._clock.now()
        lease_until = now + timedelta(seconds=self._lease_s)
        try:
            async with self._database.write() as session:
                return await store.claim(session, self._registry.kinds, now=now, lease_until=lease_until)
        except Exception:  # noqa: BLE001  a database that is away comes back; the sweep rings again
            _log.exception("jobs.claim_failed")
            return None

    def _start(self, group: asyncio.TaskGroup, job: Job) -> None:
        def ended(task: asyncio.Task[None]) -> None:
            self._running.discard(task)
            self._bell.set()

        task = group.create_task(self._do(job), name=f"job {job.kind} {job.id}")
        self._running.add(task)
        task.add_done_callback(ended)

    async def _wind_down(self) -> None:
        if self._running:
            await asyncio.wait(self._running, timeout=self._grace_s)
        for task in self._running:
            task.cancel()

    async def _do(self, job: Job) -> None:
        context = JobContext(job, self._database, self._clock)
        outcome: Exception | None = Postponed("The worker was stopped", after_s=0)
        with structlog.contextvars.bound_contextvars(job=job.id, kind=job.kind, attempt=job.attempt):
            try:
                if not self._stopping.is_set():  # else the claim was under way when the order to stop came
                    outcome = await self._handle(job, context)
                await self._settle(job, context, outcome)
            except asyncio.CancelledError:
                await self._settle_at_last(job, context, outcome)
                raise
            except Exception:  # noqa: BLE001  the lease runs out, and the job is done again
                _log.exception("job.unsettled")

    async def _settle_at_last(self, job: Job, context: JobContext, outcome: Exception | None) -> None:
        """Settle on the way out, so that nobody has to wait for the lease to run out; harmless if it was done."""
        try:
            async with asyncio.timeout(_SETTLE_WITHIN_S):
                await self._settle(job, context, outcome)
        except Exception:  # noqa: BLE001  the way out must stay open
            _log.exception("job.unsettled")

    async def _handle(self, job: Job, context: JobContext) -> Exception | None:
        """Run the handler as long as the lease is held; what it failed with, if it did."""
        kind = self._registry.kinds[job.kind]
        try:
            async with asyncio.timeout(kind.timeout_s), asyncio.TaskGroup() as group:
                heartbeat = group.create_task(self._keep_lease(job, context), name=f"lease {job.id}")
                await kind.handler(context, job.args)
                heartbeat.cancel()
        except TimeoutError:
            return TimeoutError(f"It took longer than {kind.timeout_s:g} s")
        except ExceptionGroup as failed:
            lost, others = failed.split(LostLease)
            return _innermost(lost or others or failed)
        except asyncio.CancelledError:
            if (task := asyncio.current_task()) and task.cancelling():
                raise
            return RuntimeError("The handler cancelled itself")
        return None

    async def _keep_lease(self, job: Job, context: JobContext) -> None:
        while not context.is_finished:
            await asyncio.sleep(self._lease_s / 3)
            try:
                async with self._database.write() as session:
                    is_held = await store.extend(session, job, self._clock.now() + timedelta(seconds=self._lease_s))
            except Exception:  # noqa: BLE001  a database that is away comes back, perhaps before the lease is over
                _log.exception("job.heartbeat_failed")
                continue
            if not is_held and not context.is_finished:
                raise LostLease(f"{job.kind} {job.id} is no longer held under fence {job.fence}")

    async def _settle(self, job: Job, context: JobContext, outcome: Exception | None) -> None:
        """Write down how it went; a fence that has moved on leaves everything as its new holder wants it."""
        if context.is_finished:
            return
        if isinstance(outcome, LostLease):
            _log.warning("job.lost", fence=job.fence)
            return
        now = self._clock.now()
        async with self._database.write() as session:
            match outcome:
                case None:
                    await store.finish(session, job, now)
                case Postponed(after_s=after_s):
                    run_at = now + timedelta(seconds=after_s)
                    await store.retry(session, job, run_at=run_at, error=_text(outcome), counts=False)
                case _ if isinstance(outcome, GiveUp) or job.attempt >= job.max_attempts:
                    _tell_dead(outcome)
                    await store.bury(session, job, now=now, error=_text(outcome))
                case _:
                    if not isinstance(outcome, InVain):
                        _log.warning("job.failed", exc_info=outcome)
                    delay_s = retry_delay_s(job.attempt, random.random())  # noqa: S311  jitter, not a secret
                    run_at = now + timedelta(seconds=delay_s)
                    await store.retry(session, job, run_at=run_at, error=_text(outcome), counts=True)


def _tell_dead(error: Exception) -> None:
    if isinstance(error, InVain):
        _log.warning("job.dead", reason=_text(error))
    else:
        _log.error("job.dead", exc_info=error)


def _innermost(error: Exception) -> Exception:
    """The first error inside a group, which says more than "unhandled errors in a TaskGroup"."""
    while isinstance(error, ExceptionGroup):
        error = error.exceptions[0]
    return error


def _text(error: Exception) -> str:
    """What people read on the jobs page: no traceback, and no secret that a message may carry."""
    name = "" if isinstance(error, Postponed | GiveUp | InVain) else f"{type(error).__name__}: "
    return scrub(f"{name}{error}")[:_ERROR_CHARACTERS]
