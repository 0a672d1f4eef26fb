"""Accounts."""

from typing import cast

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.accounts.tables import UserRow
from miauflix.accounts.types import Credentials, Role, User


async def hold_still(session: AsyncSession) -> None:
    """Let no other transaction add or change accounts until this one ends; reading goes on.

    What counts accounts before it writes (is this the first, is that the last administrator) needs it: under
    READ COMMITTED two such transactions would both count before either writes. On SQLite BEGIN IMMEDIATE does it.
    """
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(text("LOCK TABLE account IN SHARE ROW EXCLUSIVE MODE"))


async def has_any(session: AsyncSession) -> bool:
    return bool(await session.scalar(select(select(UserRow.id).exists())))


async def add(session: AsyncSession, user: User, *, password_hash: str, security_stamp: str) -> None:
    session.add(
        UserRow(
            id=user.id,
            email=user.email,
            name=user.name,
            role=user.role,
            password_hash=password_hash,
            security_stamp=security_stamp,
            disabled=user.disabled,
            created_at=user.created_at,
        )
    )
    await session.flush()


async def by_id(session: AsyncSession, user_id: str) -> Credentials | None:
    row = await session.get(UserRow, user_id, populate_existing=True)
    return _credentials(row) if row else None


async def by_email(session: AsyncSession, email: str) -> Credentials | None:
    row = await session.scalar(select(UserRow).where(UserRow.email == email))
    return _credentials(row) if row else None


async def everyone(session: AsyncSession) -> list[User]:
    """All accounts, the oldest first."""
    rows = await session.scalars(select(UserRow).order_by(UserRow.created_at, UserRow.id))
    return [user_of(row) for row in rows]


async def other_admins(session: AsyncSession, user_id: str) -> int:
    """How many accounts besides `user_id` can administer the house."""
    wanted = (UserRow.role == "admin") & UserRow.disabled.is_(False) & (UserRow.id != user_id)
    return await session.scalar(select(func.count()).where(wanted)) or 0


async def save(session: AsyncSession, user: User) -> None:
    """Store the name, role and state of `user`."""
    await session.execute(
        update(UserRow).where(UserRow.id == user.id).values(name=user.name, role=user.role, disabled=user.disabled)
    )


async def set_password(session: AsyncSession, user_id: str, password_hash: str, security_stamp: str) -> None:
    await session.execute(
        update(UserRow).where(UserRow.id == user_id).values(password_hash=password_hash, security_stamp=security_stamp)
    )


async def replace_hash(session: AsyncSession, user_id: str, old: str, new: str) -> None:
    """Store a better hash of the same password, unless the password has changed meanwhile."""
    same = (UserRow.id == user_id) & (UserRow.password_hash == old)
    await session.execute(update(UserRow).where(same).values(password_hash=new))


async def set_stamp(session: AsyncSession, user_id: str, security_stamp: str) -> None:
    await session.execute(update(UserRow).where(UserRow.id == user_id).values(security_stamp=security_stamp))


async def remove(session: AsyncSession, user_id: str) -> None:
    """Remove the account and, by cascade, its profiles and sessions."""
    await session.execute(delete(UserRow).where(UserRow.id == user_id))


def user_of(row: UserRow) -> User:
    return User(
        id=row.id,
        email=row.email,
        name=row.name,
        role=cast("Role", row.role),
        created_at=row.created_at,
        disabled=row.disabled,
    )


def _credentials(row: UserRow) -> Credentials:
    return Credentials(user=user_of(row), password_hash=row.password_hash, security_stamp=row.security_stamp)
