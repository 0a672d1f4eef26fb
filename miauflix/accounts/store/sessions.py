"""Sessions and their refresh tokens."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.accounts.rules import PresentedToken
from miauflix.accounts.store.users import user_of
from miauflix.accounts.tables import ProfileRow, RefreshTokenRow, SessionRow, UserRow
from miauflix.accounts.types import Session, User


@dataclass(frozen=True)
class Standing:
    """What a live session amounts to: its account and the profiles it may use."""

    user: User
    profile_ids: frozenset[str]


async def add(session: AsyncSession, new: Session) -> None:
    session.add(
        SessionRow(
            id=new.id,
            user_id=new.user_id,
            profile_id=new.profile_id,
            stamp=new.stamp,
            address=new.address,
            user_agent=new.user_agent,
            created_at=new.created_at,
            last_used_at=new.last_used_at,
            expires_at=new.expires_at,
            revoked_at=None,
        )
    )
    await session.flush()


async def standing(session: AsyncSession, session_id: str, now: datetime) -> Standing | None:
    """The account of a session that is alive: not revoked, not expired, of an enabled account and its present stamp."""
    found = await session.execute(
        select(UserRow, ProfileRow.id)
        .join(SessionRow, SessionRow.user_id == UserRow.id)
        .outerjoin(ProfileRow, ProfileRow.user_id == UserRow.id)
        .where(
            SessionRow.id == session_id,
            SessionRow.revoked_at.is_(None),
            SessionRow.expires_at > now,
            SessionRow.stamp == UserRow.security_stamp,
            UserRow.disabled.is_(False),
        )
    )
    rows = found.all()
    if not rows:
        return None
    profile_ids: list[str | None] = [row[1] for row in rows]
    return Standing(user_of(rows[0][0]), frozenset(one for one in profile_ids if one is not None))


async def by_id(session: AsyncSession, session_id: str) -> Session | None:
    row = await session.get(SessionRow, session_id, populate_existing=True)
    return _session(row) if row else None


async def live_of(session: AsyncSession, user_id: str, stamp: str, now: datetime) -> list[Session]:
    """The account's sessions that still work, the one used last first."""
    rows = await session.scalars(
        select(SessionRow)
        .where(
            SessionRow.user_id == user_id,
            SessionRow.stamp == stamp,
            SessionRow.revoked_at.is_(None),
            SessionRow.expires_at > now,
        )
        .order_by(SessionRow.last_used_at.desc(), SessionRow.id.desc())
    )
    return [_session(row) for row in rows]


async def has_come_from(session: AsyncSession, user_id: str, address: str) -> bool:
    """Whether this account has a session, alive or ended, that was opened or refreshed from `address`."""
    seen = (SessionRow.user_id == user_id) & (SessionRow.address == address)
    return bool(await session.scalar(select(select(SessionRow.id).where(seen).exists())))


async def touch(session: AsyncSession, session_id: str, *, now: datetime, expires_at: datetime, address: str) -> None:
    await session.execute(
        update(SessionRow)
        .where(SessionRow.id == session_id)
        .values(last_used_at=now, expires_at=expires_at, address=address)
    )


async def set_profile(session: AsyncSession, session_id: str, profile_id: str) -> None:
    await session.execute(update(SessionRow).where(SessionRow.id == session_id).values(profile_id=profile_id))


async def set_stamp(session: AsyncSession, session_id: str, stamp: str) -> None:
    await session.execute(update(SessionRow).where(SessionRow.id == session_id).values(stamp=stamp))


async def revoke(session: AsyncSession, session_id: str, now: datetime) -> None:
    alive = (SessionRow.id == session_id) & SessionRow.revoked_at.is_(None)
    await session.execute(update(SessionRow).where(alive).values(revoked_at=now))


async def revoke_all(session: AsyncSession, user_id: str, now: datetime, *, sparing: str | None = None) -> None:
    """Revoke every session of the account, save the one named."""
    alive = (SessionRow.user_id == user_id) & SessionRow.revoked_at.is_(None)
    if sparing is not None:
        alive &= SessionRow.id != sparing
    await session.execute(update(SessionRow).where(alive).values(revoked_at=now))


async def forget_expired(session: AsyncSession, now: datetime) -> int:
    """Remove sessions, with their tokens, that nobody can use any more whatever happens; how many there were."""
    outcome = await session.execute(delete(SessionRow).where(SessionRow.expires_at <= now))
    return cast("CursorResult[Any]", outcome).rowcount


async def add_token(session: AsyncSession, token_hash: str, session_id: str, expires_at: datetime) -> None:
    session.add(RefreshTokenRow(token_hash=token_hash, session_id=session_id, expires_at=expires_at, used_at=None))
    await session.flush()


async def take_token(session: AsyncSession, token_hash: str) -> tuple[str, PresentedToken] | None:
    """The session id and state of a token, locked until the transaction ends: two tabs take turns."""
    row = await session.scalar(
        select(RefreshTokenRow)
        .where(RefreshTokenRow.token_hash == token_hash)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return (row.session_id, PresentedToken(row.expires_at, row.used_at)) if row else None


async def mark_token_used(session: AsyncSession, token_hash: str, now: datetime) -> None:
    await session.execute(update(RefreshTokenRow).where(RefreshTokenRow.token_hash == token_hash).values(used_at=now))


async def forget_expired_tokens(session: AsyncSession, session_id: str, now: datetime) -> None:
    old = (RefreshTokenRow.session_id == session_id) & (RefreshTokenRow.expires_at <= now)
    await session.execute(delete(RefreshTokenRow).where(old))


async def forget_spent_tokens(session: AsyncSession, now: datetime) -> int:
    """Remove tokens that have expired, of sessions that go on too; how many there were."""
    outcome = await session.execute(delete(RefreshTokenRow).where(RefreshTokenRow.expires_at <= now))
    return cast("CursorResult[Any]", outcome).rowcount


def _session(row: SessionRow) -> Session:
    return Session(
        id=row.id,
        user_id=row.user_id,
        stamp=row.stamp,
        profile_id=row.profile_id,
        address=row.address,
        user_agent=row.user_agent,
        created_at=row.created_at,
        last_used_at=row.last_used_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
    )
