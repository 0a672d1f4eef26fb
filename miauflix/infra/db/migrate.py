"""Bring a database to the schema of this version. One Alembic history serves both engines."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from miauflix.infra.db.database import Database

_HISTORY = Path(__file__).parents[3] / "migrations"


def alembic_config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_HISTORY))
    config.attributes["connection"] = connection
    return config


async def migrate(database: Database, revision: str = "head") -> None:
    """Upgrade to `revision`, in one transaction that takes the write lock first: two starts at once are safe."""
    async with database.engine.connect() as connection:
        if not database.is_sqlite:
            # Session-level, so that it outlives the migration's own transaction; SQLite has BEGIN IMMEDIATE.
            await connection.exec_driver_sql("SELECT pg_advisory_lock(4000)")
            await connection.commit()
        try:
            await connection.run_sync(lambda sync: command.upgrade(alembic_config(sync), revision))
            await connection.commit()
        finally:
            if not database.is_sqlite:
                await connection.rollback()
                await connection.exec_driver_sql("SELECT pg_advisory_unlock(4000)")
                await connection.commit()
