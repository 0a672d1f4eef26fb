"""Answers of TMDB that are kept, and how synchronising stands."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog.tables import ResponseRow, SyncStateRow
from miauflix.infra.db import insert_into, upsert


async def response(session: AsyncSession, key: str) -> ResponseRow | None:
    return await session.get(ResponseRow, key)


async def put_response(
    session: AsyncSession, key: str, body: bytes, *, fetched_at: datetime, fresh_until: datetime
) -> None:
    row = {"key": key, "body": body, "fetched_at": fetched_at, "fresh_until": fresh_until}
    await upsert(session, ResponseRow, [row])


async def forget_responses(session: AsyncSession, *, fetched_before: datetime) -> None:
    await session.execute(delete(ResponseRow).where(ResponseRow.fetched_at < fetched_before))


async def sync_state(session: AsyncSession, name: str) -> SyncStateRow | None:
    return await session.get(SyncStateRow, name)


async def claim(session: AsyncSession, name: str, value: dict[str, object], *, now: datetime, until: datetime) -> bool:
    """Take this piece of work until then, unless somebody else has it still; `updated_at` is when it is free again."""
    statement = insert_into(session, SyncStateRow).values(name=name, value=value, updated_at=until)
    taken = statement.on_conflict_do_update(
        index_elements=["name"],
        set_={"value": statement.excluded.value, "updated_at": statement.excluded.updated_at},
        where=SyncStateRow.updated_at < now,
    )
    return (await session.execute(taken.returning(SyncStateRow.name))).first() is not None


async def renew_claim(
    session: AsyncSession, name: str, value: dict[str, object], *, held_until: datetime, until: datetime
) -> None:
    """Hold it until then, if it is still the one that was held until `held_until`."""
    mine = (SyncStateRow.name == name) & (SyncStateRow.updated_at == held_until)
    await session.execute(update(SyncStateRow).where(mine).values(value=value, updated_at=until))


async def put_sync_state(session: AsyncSession, name: str, value: dict[str, object], *, now: datetime) -> None:
    await upsert(session, SyncStateRow, [{"name": name, "value": value, "updated_at": now}])
