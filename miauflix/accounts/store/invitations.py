"""Invitations; only the hash of a token is stored."""

from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.accounts.tables import InvitationRow, UserRow
from miauflix.accounts.types import Invitation, Role


async def add(session: AsyncSession, invitation: Invitation, *, token_hash: str, created_by: str) -> None:
    session.add(
        InvitationRow(
            id=invitation.id,
            token_hash=token_hash,
            role=invitation.role,
            created_by=created_by,
            created_at=invitation.created_at,
            expires_at=invitation.expires_at,
            used_at=None,
            used_by=None,
        )
    )
    await session.flush()


async def everything(session: AsyncSession) -> list[Invitation]:
    """All invitations, the newest first, with who used them."""
    rows = await session.execute(
        select(InvitationRow, UserRow.email)
        .outerjoin(UserRow, UserRow.id == InvitationRow.used_by)
        .order_by(InvitationRow.created_at.desc(), InvitationRow.id.desc())
    )
    return [_invitation(row, email) for row, email in rows]


async def by_token(session: AsyncSession, token_hash: str) -> Invitation | None:
    row = await session.scalar(select(InvitationRow).where(InvitationRow.token_hash == token_hash))
    return _invitation(row, None) if row else None


async def use(session: AsyncSession, invitation_id: str, now: datetime) -> bool:
    """Spend the invitation; false if somebody else has, or it has expired. Of two at once one gets it."""
    usable = (InvitationRow.id == invitation_id) & InvitationRow.used_at.is_(None) & (InvitationRow.expires_at > now)
    outcome = await session.execute(update(InvitationRow).where(usable).values(used_at=now))
    return cast("CursorResult[Any]", outcome).rowcount == 1


async def credit(session: AsyncSession, invitation_id: str, user_id: str) -> None:
    """Note who has used it."""
    await session.execute(update(InvitationRow).where(InvitationRow.id == invitation_id).values(used_by=user_id))


async def remove(session: AsyncSession, invitation_id: str) -> Invitation | None:
    """Remove an invitation and answer what it was."""
    row = await session.get(InvitationRow, invitation_id)
    if row is None:
        return None
    await session.execute(delete(InvitationRow).where(InvitationRow.id == invitation_id))
    return _invitation(row, None)


def _invitation(row: InvitationRow, used_by_email: str | None) -> Invitation:
    return Invitation(
        id=row.id,
        role=cast("Role", row.role),
        created_at=row.created_at,
        expires_at=row.expires_at,
        used_at=row.used_at,
        used_by_email=used_by_email,
    )
