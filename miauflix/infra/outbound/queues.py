"""Not asking one server too often, nor too much at once, nor after it has asked for quiet.

Several services may stand behind one address (indexers of one aggregator, or on one machine of the house). Each has a
lane of its own there: the trouble of one is not the others'.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from miauflix.infra.limits import Denied, RateLimiter, Rule
from miauflix.infra.outbound.errors import RateLimited
from miauflix.kit.clock import Clock

Sleep = Callable[[float], Awaitable[None]]


_POLITE = Rule(times=20, per_s=2)


@dataclass(frozen=True, slots=True)
class HostPolicy:
    """At most so many requests to a host, in one lane, at once, and so many in a while."""

    concurrency: int = 4
    rule: Rule = _POLITE


class Line(NamedTuple):
    """Who waits together: those who ask one server (host and port) in one lane."""

    host: str
    port: int
    lane: str = ""


class _Queue:
    def __init__(self, policy: HostPolicy) -> None:
        self.policy = policy
        self.places = asyncio.Semaphore(policy.concurrency)
        self.users = 0


class HostQueues:
    """One queue for each server and lane that is being asked right now; policies are given by host."""

    def __init__(self, policies: Mapping[str, HostPolicy], clock: Clock, sleep: Sleep) -> None:
        self._policies = policies
        self._clock = clock
        self._sleep = sleep
        self._limiter = RateLimiter(clock)
        self._queues: dict[Line, _Queue] = {}
        self._quiet_until: dict[Line, datetime] = {}

    @asynccontextmanager
    async def turn(self, line: Line, deadline: float) -> AsyncGenerator[None]:
        """Wait for one's turn, and hold it while the block runs; `deadline` is in the event loop's time.

        Raises:
            RateLimited: the server wants quiet, or the turn would come after the deadline.
        """
        queue = self._queues.setdefault(line, _Queue(self._policies.get(line.host, HostPolicy())))
        queue.users += 1
        try:
            async with queue.places:
                self._respect_quiet(line)
                await self._pace(line, queue.policy.rule, deadline)
                yield
        finally:
            queue.users -= 1
            if not queue.users:
                del self._queues[line]

    def be_quiet(self, line: Line, until: datetime) -> None:
        """Do not ask this server in this lane before then."""
        now = self._clock.now()
        self._quiet_until = {line: moment for line, moment in self._quiet_until.items() if moment > now}
        self._quiet_until[line] = until

    def _respect_quiet(self, line: Line) -> None:
        until = self._quiet_until.get(line)
        if until and until > self._clock.now():
            raise RateLimited(f"{line.host} has asked for quiet", until)

    async def _pace(self, line: Line, rule: Rule, deadline: float) -> None:
        while isinstance(outcome := await self._limiter.hit(f"{line.host}:{line.port} {line.lane}", rule), Denied):
            wait_s = outcome.retry_after_s
            if asyncio.get_running_loop().time() + wait_s > deadline:
                retry_at = self._clock.now() + timedelta(seconds=wait_s)
                message = f"{line.host} has been asked {rule.times} times in {rule.per_s:g} s"
                raise RateLimited(message, retry_at, is_ours=True)
            await self._sleep(wait_s)
