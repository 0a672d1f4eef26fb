"""Looks at and changes rows behind the room's back."""

from sqlalchemy import select, update

from miauflix.accounts.tables import (
    AuditRow,
    InvitationRow,
    ProfileRow,
    RefreshTokenRow,
    SessionRow,
    UserRow,
)
from miauflix.infra.db import Base, Database

EVERY_TABLE: tuple[type[Base], ...] = (AuditRow, InvitationRow, ProfileRow, RefreshTokenRow, SessionRow, UserRow)


async def password_hash_of(database: Database, email: str) -> str:
    async with database.read() as session:
        found = await session.scalar(select(UserRow.password_hash).where(UserRow.email == email))
    assert found is not None
    return found


async def store_password_hash(database: Database, email: str, password_hash: str) -> None:
    async with database.write() as session:
        await session.execute(update(UserRow).where(UserRow.email == email).values(password_hash=password_hash))


async def everything_stored(database: Database) -> str:
    """All values of all tables of this room, as text to search."""
    lines: list[str] = []
    async with database.read() as session:
        for table in EVERY_TABLE:
            rows = await session.execute(select(table.__table__))
            lines += [f"{table.__name__} {row!r}" for row in rows.all()]
    return "\n".join(lines)


async def audit_lines(database: Database) -> list[AuditRow]:
    """The audit log, the oldest line first."""
    async with database.read() as session:
        return list(await session.scalars(select(AuditRow).order_by(AuditRow.id)))
