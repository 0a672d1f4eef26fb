"""Alembic's entry. The connection comes from `infra.db.migrate`; for `make migration` it is made from the settings.

Only a comparison needs to know the tables. An upgrade imports no room: what a migration does was written down once.
"""

import asyncio
import importlib
from logging import getLogger
from pathlib import Path
from typing import Literal

from alembic import context
from sqlalchemy import Connection, MetaData

import miauflix
from miauflix.infra.db import Base, Database, UtcDateTime
from miauflix.infra.settings import Settings

_PACKAGE = Path(miauflix.__path__[0])

getLogger("alembic").setLevel("WARNING")


def all_tables() -> MetaData:
    for path in sorted(_PACKAGE.rglob("tables.py")):
        importlib.import_module(".".join(path.relative_to(_PACKAGE.parent).with_suffix("").parts))
    return Base.metadata


def render_item(kind: str, item: object, _context: object) -> str | Literal[False]:
    """A migration must outlive our classes, so a draft names the column type underneath."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


def include_object(_object: object, name: str | None, *_: object) -> bool:
    """Full-text search is what each engine has for it, and no table of ours describes it."""
    return not (name or "").startswith("fts_")


def run(connection: Connection, tables: MetaData | None) -> None:
    context.configure(
        connection=connection,
        target_metadata=tables,
        render_as_batch=True,
        render_item=render_item,
        include_object=include_object,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


async def run_from_settings() -> None:
    database = Database(Settings().database())
    async with database.engine.connect() as connection:
        await connection.run_sync(run, all_tables())
        await connection.commit()
    await database.close()


given = context.config.attributes.get("connection")
if isinstance(given, Connection):
    run(given, all_tables() if context.config.attributes.get("compares") else None)
else:
    asyncio.run(run_from_settings())
