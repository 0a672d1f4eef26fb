"""How fast TMDB is asked: a token bucket that one `Retry-After` closes for everybody."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from miauflix.kit.clock import Clock

Sleep = Callable[[float], Awaitable[None]]


class TooLong(Exception):
    """The turn would come after the deadline; `at` says when."""

    def __init__(self, at: datetime) -> None:
        super().__init__(f"the next turn is at {at}")
        self.at = at


class TokenBucket:
    """`rate` turns a second, up to `burst` at once after a rest.

    TMDB dropped its old limit in 2019 and speaks of about 40 a second today, which may change; 20 with a burst of 10
    stays well inside. Turns are dealt in the order of asking: each one is a moment in time, taken when asked for.
    """

    def __init__(self, clock: Clock, *, rate: float = 20, burst: int = 10, sleep: Sleep = asyncio.sleep) -> None:
        self._clock = clock
        self._gap = timedelta(seconds=1 / rate)
        self._lead = self._gap * (burst - 1)
        self._sleep = sleep
        self._next = clock.now() - self._lead
        self._closed_until = clock.now()

    async def turn(self, *, until: datetime) -> None:
        """Wait for one's turn.

        Raises:
            TooLong: it would come after `until`; no turn is used up.
        """
        while True:
            now = self._clock.now()
            due = max(self._next, now - self._lead)
            at = max(due, self._closed_until)
            if at > until:
                raise TooLong(at)
            if self._closed_until <= now:
                self._next = due + self._gap
                if due > now:
                    await self._sleep((due - now).total_seconds())
                if self._closed_until <= self._clock.now():
                    return
            else:
                await self._sleep((self._closed_until - now).total_seconds())

    async def rest(self, seconds: float) -> None:
        """Wait before asking once more; others may take their turns meanwhile."""
        await self._sleep(seconds)

    def close(self, until: datetime) -> None:
        """Nobody gets a turn before then: the server asked for quiet."""
        self._closed_until = max(self._closed_until, until)
