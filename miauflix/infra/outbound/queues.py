"""Not asking one host too often, nor too much at once, nor after it has asked for quiet."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from miauflix.infra.limits import Denied, RateLimiter, Rule
from miauflix.infra.outbound.errors import RateLimited
from miauflix.kit.clock import Clock

Sleep = Callable[[float], Awaitable[None]]


_POLITE = Rule(times=20, per_s=2)


@dataclass(frozen=True, slots=True)
class HostPolicy:
    """At most so many requests to a host at once, and so many in a while."""

    concurrency: int = 4
    rule: Rule = _POLITE


class _Queue:
    def __init__(self, policy: HostPolicy) -> None:
        self.policy = policy
        self.places = asyncio.Semaphore(policy.concurrency)
        self.users = 0


class HostQueues:
    """One queue for each host that is being asked right now."""

    def __init__(self, policies: Mapping[str, HostPolicy], clock: Clock, sleep: Sleep) -> None:
        self._policies = policies
        self._clock = clock
        self._sleep = sleep
        self._limiter = RateLimiter(clock)
        self._queues: dict[str, _Queue] = {}
        self._quiet_until: dict[str, datetime] = {}

    @asynccontextmanager
    async def turn(self, host: str, deadline: float) -> AsyncGenerator[None]:
        """Wait for one's turn, and hold it while the block runs; `deadline` is in the event loop's time.

        Raises:
            RateLimited: the host wants quiet, or the turn would come after the deadline.
        """
        queue = self._queues.setdefault(host, _Queue(self._policies.get(host, HostPolicy())))
        queue.users += 1
        try:
            async with queue.places:
                self._respect_quiet(host)
                await self._pace(host, queue.policy.rule, deadline)
                yield
        finally:
            queue.users -= 1
            if not queue.users:
                del self._queues[host]

    def be_quiet(self, host: str, until: datetime) -> None:
        """Do not ask this host before then."""
        now = self._clock.now()
        self._quiet_until = {host: moment for host, moment in self._quiet_until.items() if moment > now}
        self._quiet_until[host] = until

    def _respect_quiet(self, host: str) -> None:
        until = self._quiet_until.get(host)
        if until and until > self._clock.now():
            raise RateLimited(f"{host} has asked for quiet", until)

    async def _pace(self, host: str, rule: Rule, deadline: float) -> None:
        while isinstance(outcome := await self._limiter.hit(host, rule), Denied):
            wait_s = outcome.retry_after_s
            if asyncio.get_running_loop().time() + wait_s > deadline:
                retry_at = self._clock.now() + timedelta(seconds=wait_s)
                raise RateLimited(f"{host} has been asked {rule.times} times in {rule.per_s:g} s", retry_at)
            await self._sleep(wait_s)
