"""Security events that no request can record, because it only reads, or because it is none."""

import asyncio
from collections import deque
from typing import Final

import structlog

from miauflix.accounts.audit import record_audit
from miauflix.infra.db import Database
from miauflix.kit.clock import Clock

_log = structlog.get_logger(__name__)

_MOST_WAITING: Final = 1000
_MOST_KNOWN: Final = 10_000


class Alarms:
    """Takes events from anywhere, at once and from any thread, and writes them into the audit log soon after.

    Each place is told once in the life of a process: a damaged row is read again and again. What a crash loses is found
    again by the next reading.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._waiting: deque[str] = deque(maxlen=_MOST_WAITING)
        self._known: set[str] = set()

    def damaged(self, place: str) -> None:
        """A stored field did not open; `place` is `table.column:row` and holds nothing secret."""
        if place not in self._known and len(self._known) < _MOST_KNOWN:
            self._known.add(place)
            self._waiting.append(place)
            _log.error("cipher.corrupt", place=place)

    async def run(self, stopping: asyncio.Event) -> None:
        """Write what comes in, once a second, until told to stop."""
        while not stopping.is_set():
            try:
                await asyncio.wait_for(stopping.wait(), 1)
            except TimeoutError:
                await self.flush()
        await self.flush()

    async def flush(self) -> None:
        """Write down what is waiting."""
        if not self._waiting:
            return
        async with self._database.write() as session:
            while self._waiting:
                place = self._waiting.popleft()
                await record_audit(
                    session,
                    "corrupt_ciphertext",
                    at=self._clock.now(),
                    resource=place[:200],
                    severity="critical",
                    details={"what": "a stored field is damaged, was moved, or is sealed with a key that is gone"},
                )
