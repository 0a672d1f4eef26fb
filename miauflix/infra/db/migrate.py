"""Bring a database to the schema of this version. One Alembic history serves both engines."""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

import aiosqlite
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncConnection

from miauflix.infra.db.database import BUSY_TIMEOUT_MS, Database

_HISTORY = Path(__file__).parents[3] / "migrations"
_WAIT_FOR_ANOTHER_START_MS = 120_000
_LOCK = 4000  # any number, as long as every Miauflix takes the same


class BrokenReferences(Exception):
    """A migration left rows that refer to nothing; it was rolled back."""


async def migrate(database: Database, revision: str = "head") -> None:
    """Upgrade to `revision`: all of it or, if a step fails, nothing. Two starts at once are safe."""
    await run_alembic(database, lambda config: command.upgrade(config, revision))


async def migrate_down(database: Database, revision: str) -> None:
    """Go back to `revision`, or to the empty database with "base": what later ones added is lost."""
    await run_alembic(database, lambda config: command.downgrade(config, revision))


async def run_alembic(database: Database, action: Callable[[Config], None]) -> None:
    """Run one of Alembic's commands in one transaction that holds the write lock from its beginning."""

    def run(connection: Connection) -> None:
        action(alembic_config(connection))

    async with database.engine.connect() as connection:
        if database.is_sqlite:
            async with _sqlite_prepared(connection), connection.begin():
                await connection.run_sync(run)
                await _check_references(connection)
        else:
            async with connection.begin():
                await connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
                await connection.run_sync(run)


def alembic_config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_HISTORY))
    config.attributes["connection"] = connection
    return config


@asynccontextmanager
async def _sqlite_prepared(connection: AsyncConnection) -> AsyncGenerator[None]:
    """Foreign keys off: a batch migration drops the old table, and that would delete every row that refers to it."""
    raw = await connection.get_raw_connection()
    driver = cast("aiosqlite.Connection", raw.driver_connection)
    # Pragmas of the connection, not of the transaction: inside one, foreign_keys does nothing.
    await driver.execute_fetchall("PRAGMA foreign_keys=OFF")
    await driver.execute_fetchall(f"PRAGMA busy_timeout={_WAIT_FOR_ANOTHER_START_MS}")
    try:
        yield
    finally:
        await driver.execute_fetchall("PRAGMA foreign_keys=ON")
        await driver.execute_fetchall(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")


async def _check_references(connection: AsyncConnection) -> None:
    broken = (await connection.exec_driver_sql("PRAGMA foreign_key_check")).all()
    if broken:
        tables = sorted({f"{row.table} → {row.parent}" for row in broken})
        raise BrokenReferences(f"{len(broken)} rows refer to nothing: {', '.join(tables)}; nothing was changed")
