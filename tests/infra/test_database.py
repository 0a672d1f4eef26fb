import asyncio
import random
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table, insert, select, update
from sqlalchemy.exc import DBAPIError, StatementError

from miauflix.infra.db import Database, UtcDateTime, after_commit

_METADATA = MetaData()
_COUNTER = Table("counter", _METADATA, Column("name", String(20), primary_key=True), Column("value", Integer))
_NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
_MOMENT = Table("moment", _METADATA, Column("id", Integer, primary_key=True), Column("at", UtcDateTime))


@pytest.fixture
async def db(any_database: Database) -> Database:
    """A database with a counter at 0."""
    async with any_database.engine.begin() as connection:
        await connection.run_sync(_METADATA.create_all)
        await connection.execute(insert(_COUNTER).values(name="it", value=0))
    return any_database


async def value(db: Database) -> int:
    async with db.read() as session:
        return (await session.execute(select(_COUNTER.c.value))).scalar_one()


async def increment(db: Database, *, pause: Callable[[], Awaitable[None]] | None = None) -> None:
    """Read, think, write: what loses updates where transactions do not keep apart."""
    async with db.write() as session:
        read = (await session.execute(select(_COUNTER.c.value).with_for_update())).scalar_one()
        if pause:
            await pause()
        await session.execute(update(_COUNTER).values(value=read + 1))


async def test_a_read_session_refuses_to_write_and_leaves_no_trace_of_that_on_its_connection(db: Database) -> None:
    for _ in range(3):
        with pytest.raises(DBAPIError, match=r"read-?only"):
            async with db.read() as session:
                await session.execute(update(_COUNTER).values(value=1))
        await increment(db)
    assert await value(db) == 3


async def test_a_write_is_committed_when_the_block_ends_and_not_before(db: Database) -> None:
    async with db.write() as session:
        await session.execute(update(_COUNTER).values(value=1))
        assert await value(db) == 0, "a reader neither waits for the writer nor sees what it has not committed"
    assert await value(db) == 1


async def test_a_write_is_rolled_back_when_the_block_raises(db: Database) -> None:
    async def write_and_fail() -> None:
        async with db.write() as session:
            await session.execute(update(_COUNTER).values(value=1))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await write_and_fail()
    assert await value(db) == 0


async def test_after_commit_runs_in_order_and_sees_the_committed_rows(db: Database) -> None:
    seen: list[tuple[str, int]] = []

    async def look(name: str) -> None:
        seen.append((name, await value(db)))

    async with db.write() as session:
        after_commit(session, lambda: look("first"))
        await session.execute(update(_COUNTER).values(value=1))
        after_commit(session, lambda: look("second"))
        assert seen == []
    assert seen == [("first", 1), ("second", 1)]


async def test_after_commit_never_runs_for_a_transaction_that_rolled_back(db: Database) -> None:
    async def never() -> None:
        pytest.fail("the transaction rolled back")

    async def write_and_fail() -> None:
        async with db.write() as session:
            after_commit(session, never)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await write_and_fail()
    await increment(db)


async def test_an_action_that_fails_after_the_commit_is_not_taken_for_a_failed_write(db: Database) -> None:
    ran: list[str] = []

    async def fail() -> None:
        raise ConnectionError("nobody is listening")

    async def run() -> None:
        ran.append("ran")

    async with db.write() as session:
        await session.execute(update(_COUNTER).values(value=1))
        after_commit(session, fail)
        after_commit(session, run)
    assert ran == ["ran"]
    assert await value(db) == 1


async def test_eight_tasks_that_read_and_then_write_lose_no_update(db: Database) -> None:
    async def repeat() -> None:
        for _ in range(25):
            await increment(db, pause=lambda: asyncio.sleep(0))

    async with asyncio.TaskGroup() as group:
        for _ in range(8):
            group.create_task(repeat())
    assert await value(db) == 200


async def test_writers_cancelled_anywhere_commit_wholly_or_not_at_all_and_the_next_one_works(db: Database) -> None:
    dice = random.Random(4000)  # noqa: S311  a repeatable order, not a secret
    finished = 0
    for _ in range(60):
        task = asyncio.create_task(increment(db))
        for _ in range(dice.randrange(40)):
            await asyncio.sleep(0)
        task.cancel()
        finished += not isinstance((await asyncio.gather(task, return_exceptions=True))[0], asyncio.CancelledError)
        after = await value(db)
        assert after >= finished
    before = await value(db)
    await increment(db)
    assert await value(db) == before + 1


async def test_a_cancelled_writer_gives_the_lock_back_even_while_its_traceback_is_kept(db: Database) -> None:
    """A traceback holds the cursor, and SQLite a closed connection's lock for as long as it has a cursor."""

    async def write(number: int) -> None:
        async with db.write() as session:
            await session.execute(insert(_MOMENT), [{"id": number * 1000 + n, "at": _NOON} for n in range(100)])
            for _ in range(5):
                await session.execute(select(_MOMENT.c.id))

    dice = random.Random(4001)  # noqa: S311  a repeatable order, not a secret
    kept: list[BaseException | None] = []
    for number in range(60):
        task = asyncio.create_task(write(number))
        await asyncio.sleep(dice.random() * 0.01)
        task.cancel()
        kept += await asyncio.gather(task, return_exceptions=True)
        await increment(db)
    assert any(isinstance(one, asyncio.CancelledError) for one in kept)
    assert await value(db) == 60


_COMMIT_AND_SAY_SO = """
import asyncio, sys
from sqlalchemy import make_url, text
from miauflix.infra.db import Database

async def main():
    db = Database(make_url(sys.argv[1]))
    for number in range(1, 1_000_000):
        async with db.write() as session:
            await session.execute(text(f"UPDATE counter SET value = {number}"))
        print(number, flush=True)

asyncio.run(main())
"""


async def test_a_process_killed_after_a_commit_has_lost_nothing(db: Database) -> None:
    url = db.url.render_as_string(hide_password=False)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _COMMIT_AND_SAY_SO, url, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    async with asyncio.timeout(30):
        while await process.stdout.readline() != b"100\n":
            assert process.returncode is None
        process.kill()
        rest = await process.stdout.read()
        await process.wait()
    said = int(rest.split()[-1]) if rest else 100
    assert said <= await value(db) <= said + 1, "it may have died between a commit and saying so"


@pytest.mark.parametrize(
    "stored",
    [
        datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC),
        datetime(2026, 3, 1, 1, 0, tzinfo=timezone(timedelta(hours=5, minutes=30))),
        datetime(1999, 12, 31, 23, 59, 59, 999999, tzinfo=timezone(timedelta(hours=-8))),
    ],
)
async def test_a_moment_comes_back_as_the_same_moment_in_utc(db: Database, stored: datetime) -> None:
    async with db.write() as session:
        await session.execute(insert(_MOMENT).values(id=1, at=stored))
    async with db.read() as session:
        found = (await session.execute(select(_MOMENT.c.at))).scalar_one()
    assert found == stored
    assert found.tzinfo is UTC


async def test_a_moment_without_a_zone_is_refused(db: Database) -> None:
    with pytest.raises(StatementError, match="without a zone"):
        async with db.write() as session:
            await session.execute(insert(_MOMENT).values(id=1, at=datetime(2026, 1, 1)))  # noqa: DTZ001  the point
