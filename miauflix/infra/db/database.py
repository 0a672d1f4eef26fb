"""Engines and sessions.

SQLite has one writer connection, and every write begins with BEGIN IMMEDIATE: under plain BEGIN, eight threads of
read-then-write lost 12.6 % of their transactions to "database is locked" in spite of a busy timeout; with IMMEDIATE
none. The writer owns checkpoints too: SQLite before 3.51.3 can corrupt a WAL that two connections reset at once.
"""

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, cast

import structlog
from sqlalchemy import URL, Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from typing_extensions import override

from miauflix.infra.db.kept import Changes

_log = structlog.get_logger(__name__)

BUSY_TIMEOUT_MS = 5000  # the command line may hold the writer for a moment
_AFTER_COMMIT = "miauflix.after_commit"

AfterCommit = Callable[[], Awaitable[None]]


def after_commit(session: AsyncSession, action: AfterCommit) -> None:
    """Run `action` once the session's transaction has committed; never if it rolls back.

    It is for telling others, who can also find out by themselves: a failure is logged and goes no further, because
    the transaction stands and its caller must not hear otherwise.
    """
    actions = cast("list[AfterCommit]", session.info.setdefault(_AFTER_COMMIT, []))
    actions.append(action)


class _Connection(sqlite3.Connection):
    """Gives the lock back when it is closed in the middle of a transaction, as it is when its writer was cancelled.

    SQLite itself waits for the last open cursor to be collected, and a traceback may hold that one for long.
    """

    @override
    def close(self) -> None:
        with suppress(sqlite3.Error):  # closed already, or beyond rolling back
            if self.in_transaction:
                self.rollback()
        super().close()


class Database:
    """Sessions on one database, whichever engine it is."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self.is_sqlite = url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            self._writer = _sqlite_engine(url, writes=True)
            self._reader = _sqlite_engine(url, writes=False)
        else:
            # No overflow: those connections are closed after each use, and the next burst makes them again.
            self._writer = self._reader = create_async_engine(url, pool_size=20, max_overflow=0, pool_pre_ping=True)
        self._writing: set[asyncio.Event] = set()
        self.changes = Changes()
        self.changes.watch(self._writer.sync_engine)

    @property
    def engine(self) -> AsyncEngine:
        """The engine that may write; for migrations and for maintenance."""
        return self._writer

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[AsyncSession]:
        """A session that only reads; on both engines the database itself refuses a write through it."""
        options = {} if self.is_sqlite else {"postgresql_readonly": True}
        async with self._reader.connect() as connection:
            bound = await connection.execution_options(**options)
            async with AsyncSession(bound, expire_on_commit=False) as session:
                yield session

    @asynccontextmanager
    async def write(self) -> AsyncGenerator[AsyncSession]:
        """One transaction: commits at the end of the block, rolls back on any exception.

        SQLite runs one at a time. PostgreSQL runs them side by side (READ COMMITTED), so whoever writes what it has
        computed from a row reads that row `with_for_update()`; SQLite takes no notice of it.
        """
        session = AsyncSession(self._writer, expire_on_commit=False)
        touched, ended = self.changes.follow(session), asyncio.Event()
        self._writing.add(ended)
        try:
            async with session, session.begin():
                yield session
        finally:
            self.changes.committed(touched)  # or not: whoever is cancelled while it commits does not know
            self._writing.discard(ended)
            ended.set()
        actions = cast("list[AfterCommit]", session.info.pop(_AFTER_COMMIT, []))
        for action in actions:
            await _carry_out(action)

    async def writes_ended(self) -> None:
        """Return once every `write()` of this process that is open now has committed or rolled back."""
        for ended in [*self._writing]:
            await ended.wait()

    async def close(self) -> None:
        await self._reader.dispose()
        await self._writer.dispose()


async def _carry_out(action: AfterCommit) -> None:
    try:
        await action()
    except Exception:  # noqa: BLE001  whatever it is, it came after the commit
        _log.exception("after_commit.failed")


def _sqlite_engine(url: URL, *, writes: bool) -> AsyncEngine:
    # aiosqlite with 16 tasks on one writer lock commits 3,440 times a second; without it, 880.
    pool = {"pool_size": 1, "max_overflow": 0} if writes else {"pool_size": 8, "max_overflow": 0}
    engine = create_async_engine(url, **pool, connect_args={"factory": _Connection})
    pragmas = [
        f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",  # first: the switch to WAL may have to wait too
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=NORMAL",  # FULL is 36 times slower; NORMAL loses no commit to a killed process
        "PRAGMA foreign_keys=ON",
        "PRAGMA cache_size=-16000",
        "PRAGMA temp_store=MEMORY",
        *([] if writes else ["PRAGMA wal_autocheckpoint=0", "PRAGMA query_only=ON"]),
    ]

    def prepare(connection: Any, _record: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # the driver must not begin transactions of its own
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine.sync_engine, "connect", prepare)
    event.listen(engine.sync_engine, "begin", begin)
    return engine
