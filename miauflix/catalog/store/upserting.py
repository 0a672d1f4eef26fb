"""Insert or update many rows in one statement, alike on both engines."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.infra.db import Base

_MOST_PARAMETERS = 20_000  # SQLite takes 32,766 in one statement, PostgreSQL 32,767


async def upsert(
    session: AsyncSession,
    table: type[Base],
    rows: Sequence[Mapping[str, Any]],
    *,
    keep: Collection[str] = (),
    only_new: bool = False,
) -> None:
    """Write `rows`, which all name the same columns; where one is there already, its other columns change.

    Columns of `keep` stay as they are in a row that is there, all of them with `only_new`. Rows go in by their key, so
    that two processes that write some of the same rows take their locks in the same order.
    """
    key = [str(column.key) for column in inspect(table).primary_key]
    unique = {tuple(row[name] for name in key): row for row in rows}
    if not unique:
        return
    ordered = [unique[one] for one in sorted(unique)]
    engine = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    at_once = max(1, _MOST_PARAMETERS // len(ordered[0]))
    for first in range(0, len(ordered), at_once):
        statement = engine.insert(table).values([dict(row) for row in ordered[first : first + at_once]])
        changing = [name for name in ordered[0] if name not in key and name not in keep]
        if only_new or not changing:
            await session.execute(statement.on_conflict_do_nothing(index_elements=key))
        else:
            new = {name: statement.excluded[name] for name in changing}
            await session.execute(statement.on_conflict_do_update(index_elements=key, set_=new))
