"""Inserting what may be there already, alike on both engines: whoever came at the same moment is no error."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Table, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.infra.db.types import Base


def insert_into(session: AsyncSession, table: type[Base] | Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT in the words of the session's engine, for what the two share beyond SQL: ON CONFLICT."""
    engine = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    return engine.insert(table)


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
    ordered = [dict(unique[one]) for one in sorted(unique)]
    statement = insert_into(session, cast("Table", table.__table__))
    changing = [name for name in ordered[0] if name not in key and name not in keep]
    if only_new or not changing:
        saved = statement.on_conflict_do_nothing(index_elements=key)
    else:
        saved = statement.on_conflict_do_update(
            index_elements=key, set_={name: statement.excluded[name] for name in changing}
        )
    # The rows go beside the statement and not into it, so that it is compiled once: 20 rows in one take 5 ms each time.
    await session.execute(saved, ordered)
