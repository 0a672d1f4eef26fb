"""Security events of the background reach the log, however the database does."""

import asyncio
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager

import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from structlog.testing import capture_logs

from miauflix.accounts import Alarms
from miauflix.infra.db import Database
from miauflix.kit.clock import ManualClock
from tests.accounts.rows import audit_lines
from tests.services.deadline import until, until_answered


@contextmanager
def no_commit(database: Database) -> Generator[None]:
    """As long as the block lasts, the database goes away before anything is committed."""

    @asynccontextmanager
    async def write() -> AsyncGenerator[AsyncSession]:
        async with type(database).write(database) as session:
            yield session
            raise ConnectionError("the database has gone away")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "write", write)
        yield


async def told(database: Database) -> list[str | None]:
    return [line.resource for line in await audit_lines(database)]


async def test_what_could_not_be_written_is_written_later_once(any_database: Database) -> None:
    alarms = Alarms(any_database, ManualClock())
    alarms.damaged("torrent.magnet:1")
    with no_commit(any_database), pytest.raises(ConnectionError):
        await alarms.flush()
    alarms.damaged("torrent.magnet:1")
    alarms.damaged("torrent.magnet:2")
    for _ in range(2):
        await alarms.flush()
    assert await told(any_database) == ["torrent.magnet:1", "torrent.magnet:2"]


async def test_what_comes_while_others_are_written_is_written_too(any_database: Database) -> None:
    alarms = Alarms(any_database, ManualClock())
    alarms.damaged("torrent.magnet:1")
    async with any_database.write():  # SQLite's one writer: the line has to wait for it
        writing = asyncio.create_task(alarms.flush())
        await asyncio.sleep(0)
        alarms.damaged("torrent.magnet:2")
    await writing
    await alarms.flush()
    assert await told(any_database) == ["torrent.magnet:1", "torrent.magnet:2"]


async def test_a_database_that_is_away_for_a_moment_does_not_end_it(any_database: Database) -> None:
    alarms, stopping = Alarms(any_database, ManualClock(), every_s=0.01), asyncio.Event()
    alarms.damaged("torrent.magnet:1")
    with no_commit(any_database), capture_logs() as log:
        running = asyncio.create_task(alarms.run(stopping))
        await until("it to fail, and once more", lambda: len(log) >= 2 or running.done())
    assert not running.done()

    async def is_told() -> bool:
        return bool(await told(any_database))

    await until_answered("the line", is_told)
    alarms.damaged("torrent.magnet:2")
    stopping.set()
    await running
    assert await told(any_database) == ["torrent.magnet:1", "torrent.magnet:2"]
