"""Answers of TMDB that are kept, and how synchronising stands."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog.store.upserting import upsert
from miauflix.catalog.tables import ResponseRow, SyncStateRow


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


async def put_sync_state(session: AsyncSession, name: str, value: dict[str, object], *, now: datetime) -> None:
    await upsert(session, SyncStateRow, [{"name": name, "value": value, "updated_at": now}])
