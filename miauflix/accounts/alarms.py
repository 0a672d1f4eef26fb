"""Security events that no request can record, because it only reads, or because it is none."""

import asyncio
from collections import deque
from contextlib import suppress
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

    def __init__(self, database: Database, clock: Clock, *, every_s: float = 1) -> None:
        self._database = database
        self._clock = clock
        self._every_s = every_s
        self._waiting: deque[str] = deque(maxlen=_MOST_WAITING)
        self._known: set[str] = set()

    def damaged(self, place: str) -> None:
        """A stored field did not open; `place` is `table.column:row` and holds nothing secret."""
        if place not in self._known and len(self._known) < _MOST_KNOWN:
            self._known.add(place)
            self._waiting.append(place)
            _log.error("cipher.corrupt", place=place)

    async def run(self, stopping: asyncio.Event) -> None:
        """Write what comes in, once a second and at the end, until told to stop."""
        is_over = False
        while not is_over:
            with suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), self._every_s)
            is_over = stopping.is_set()
            try:
                await self.flush()
            except Exception:  # noqa: BLE001  a database that is away comes back, and the lines wait for it
                _log.exception("alarms.failed")

    async def flush(self) -> None:
        """Write down what is waiting; it goes on waiting unless that is committed."""
        places = [*self._waiting]
        if not places:
            return
        async with self._database.write() as session:
            for place in places:
                await record_audit(
                    session,
                    "corrupt_ciphertext",
                    at=self._clock.now(),
                    resource=place[:200],
                    severity="critical",
                    details={"what": "a stored field is damaged, was moved, or is sealed with a key that is gone"},
                )
        for place in places:
            with suppress(ValueError):  # so many came meanwhile that there is no room for it any more
                self._waiting.remove(place)
