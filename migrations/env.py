"""Alembic's entry. The connection comes from `infra.db.migrate`; for `make migration` it is made from the settings."""

import asyncio
import importlib
import pkgutil
from logging import getLogger

from alembic import context
from sqlalchemy import Connection

import miauflix
from miauflix.infra.db import Base, Database
from miauflix.infra.settings import Settings

for module in pkgutil.walk_packages(miauflix.__path__, "miauflix."):
    if module.name.endswith(".tables"):
        importlib.import_module(module.name)

getLogger("alembic").setLevel("WARNING")


def run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()


async def run_from_settings() -> None:
    database = Database(Settings().database())
    async with database.engine.connect() as connection:
        await connection.run_sync(run)
        await connection.commit()
    await database.close()


given = context.config.attributes.get("connection")
if isinstance(given, Connection):
    run(given)
else:
    asyncio.run(run_from_settings())
