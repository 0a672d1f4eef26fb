"""Two transactions side by side on PostgreSQL, the second as far as it comes before the first ends."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from sqlalchemy import text

from miauflix.infra.db import Database
from tests.services.deadline import until_answered

Result = TypeVar("Result")

_WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")


async def begun(database: Database, work: Coroutine[Any, Any, Result]) -> asyncio.Task[Result]:
    """`work`, done or waiting for what a transaction of the caller holds; to be awaited once that has ended."""
    doing = asyncio.create_task(work)

    async def waits() -> bool:
        async with database.read() as session:
            return doing.done() or bool(await session.scalar(_WAITING))

    await until_answered("it to wait for a lock", waits)
    return doing
