"""Answers kept in memory for as long as no table they were made of has changed.

`Changes` counts, for each table, the transactions of this process that wrote to it, after they have committed. An
answer is kept with the count from before it was read, so what commits meanwhile makes it worthless. SQLite has one
process that writes, so there that is all. On PostgreSQL other processes write too: there an answer is kept for two
seconds at most, as long as it is remembered who has logged out.
"""

import re
from collections import Counter, OrderedDict
from collections.abc import Collection, Hashable
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Connection, Engine, event
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.kit.clock import Clock

_WRITES = re.compile(r'\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)', re.IGNORECASE)
_READS = re.compile(r"\s*(?:SELECT|BEGIN)\b", re.IGNORECASE)
_ANY = "?"  # a statement that cannot be told: it may have changed every table
_TOUCHED = "miauflix.touched"
_MEMORY_BYTES = 16_000_000
_AGE_AMONG_MANY = timedelta(seconds=2)


class Changes:
    """How often each table was changed by this process."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def of(self, tables: Collection[str]) -> int:
        """A number that is another one once a transaction that changed one of these has committed."""
        return self._counts[_ANY] + sum(self._counts[one] for one in tables)

    def watch(self, engine: Engine) -> None:
        """Note what the connections of this engine write to."""

        def note(connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
            touched = cast("set[str] | None", connection.info.get(_TOUCHED))
            if touched is None or _READS.match(statement):
                return
            written = _WRITES.match(statement)
            touched.add(written[1].lower() if written else _ANY)

        event.listen(engine, "before_cursor_execute", note)

    def follow(self, session: AsyncSession) -> set[str]:
        """The tables this session's transaction will have written to; to be given to `committed` once it has."""
        touched: set[str] = set()

        def begun(_session: Any, _transaction: Any, connection: Connection) -> None:
            connection.info[_TOUCHED] = touched

        event.listen(session.sync_session, "after_begin", begun)
        return touched

    def committed(self, touched: Collection[str]) -> None:
        self._counts.update(touched)


class KeptAnswers:
    """The bytes of answers by their key; those that were asked for longest ago make room."""

    def __init__(self, changes: Changes, clock: Clock, *, alone: bool, memory_bytes: int = _MEMORY_BYTES) -> None:
        self.changes = changes
        self._clock = clock
        self._alone = alone
        self._room_bytes = memory_bytes
        self._kept: OrderedDict[Hashable, tuple[int, datetime, bytes]] = OrderedDict()
        self.memory_bytes = 0

    def get(self, key: Hashable, version: int) -> bytes | None:
        """The answer, if it was made of what is stored now; `version` is what `changes` says of its tables."""
        known = self._kept.get(key)
        if known is None:
            return None
        if known[0] != version or not self._is_young(known[1]):
            self._forget(key)
            return None
        self._kept.move_to_end(key)
        return known[2]

    def keep(self, key: Hashable, version: int, body: bytes) -> None:
        """Keep an answer; `version` is from before anything of it was read."""
        self._forget(key)
        self._kept[key] = (version, self._clock.now(), body)
        self.memory_bytes += len(body)
        while self.memory_bytes > self._room_bytes:
            self._forget(next(iter(self._kept)))

    def _is_young(self, made: datetime) -> bool:
        return self._alone or timedelta() <= self._clock.now() - made < _AGE_AMONG_MANY

    def _forget(self, key: Hashable) -> None:
        if (known := self._kept.pop(key, None)) is not None:
            self.memory_bytes -= len(known[2])
