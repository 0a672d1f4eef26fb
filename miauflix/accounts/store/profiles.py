"""Profiles, always asked for together with the account they must belong to."""

from datetime import datetime
from typing import cast

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.accounts.tables import ProfileRow
from miauflix.accounts.types import Avatar, Profile


async def add(session: AsyncSession, profile: Profile, *, pin_hash: str | None, created_at: datetime) -> None:
    session.add(
        ProfileRow(
            id=profile.id,
            user_id=profile.user_id,
            name=profile.name,
            avatar=profile.avatar,
            language=profile.language,
            pin_hash=pin_hash,
            created_at=created_at,
            last_used_at=None,
        )
    )
    await session.flush()


async def of_user(session: AsyncSession, user_id: str) -> list[tuple[Profile, datetime | None]]:
    """The account's profiles in the order they were made, each with when it was last used."""
    rows = await session.scalars(
        select(ProfileRow).where(ProfileRow.user_id == user_id).order_by(ProfileRow.created_at, ProfileRow.id)
    )
    return [(_profile(row), row.last_used_at) for row in rows]


async def ids_of(session: AsyncSession, user_id: str) -> frozenset[str]:
    return frozenset(await session.scalars(select(ProfileRow.id).where(ProfileRow.user_id == user_id)))


async def one(
    session: AsyncSession, user_id: str, profile_id: str, *, to_change: bool = False
) -> tuple[Profile, str | None] | None:
    """The profile with the hash of its PIN, if it is this account's; one `to_change` is locked."""
    query = select(ProfileRow).where(ProfileRow.id == profile_id, ProfileRow.user_id == user_id)
    row = await session.scalar(query.with_for_update() if to_change else query)
    return (_profile(row), row.pin_hash) if row else None


async def save(session: AsyncSession, profile: Profile, *, pin_hash: str | None) -> None:
    await session.execute(
        update(ProfileRow)
        .where(ProfileRow.id == profile.id)
        .values(name=profile.name, avatar=profile.avatar, language=profile.language, pin_hash=pin_hash)
    )


async def mark_used(session: AsyncSession, profile_id: str, at: datetime) -> None:
    await session.execute(update(ProfileRow).where(ProfileRow.id == profile_id).values(last_used_at=at))


async def remove(session: AsyncSession, profile_id: str) -> None:
    await session.execute(delete(ProfileRow).where(ProfileRow.id == profile_id))


async def languages_in_use(session: AsyncSession) -> set[str]:
    """The language of every profile there is."""
    return set(await session.scalars(select(ProfileRow.language).distinct()))


def _profile(row: ProfileRow) -> Profile:
    return Profile(
        id=row.id,
        user_id=row.user_id,
        name=row.name,
        avatar=cast("Avatar", row.avatar),
        language=row.language,
        has_pin=row.pin_hash is not None,
    )
