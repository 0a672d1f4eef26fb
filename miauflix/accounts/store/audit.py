"""The audit log: lines are added and read, nothing else. The database refuses the rest by triggers."""

from typing import cast

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.accounts.tables import AuditRow
from miauflix.accounts.types import AuditEntry, Severity


async def add(session: AsyncSession, entry: AuditEntry) -> None:
    session.add(
        AuditRow(
            id=entry.id,
            at=entry.at,
            user_id=entry.user_id,
            user_email=entry.user_email,
            action=entry.action,
            resource=entry.resource,
            severity=entry.severity,
            details=entry.details,
            address=entry.address,
            user_agent=entry.user_agent,
        )
    )
    await session.flush()


async def page(
    session: AsyncSession,
    *,
    limit: int,
    before: str | None = None,
    action: str | None = None,
    severity: Severity | None = None,
    user_id: str | None = None,
) -> list[AuditEntry]:
    """At most `limit` lines older than the one with the id `before`, the newest first."""
    wanted = select(AuditRow)
    if before is not None:
        wanted = wanted.where(AuditRow.id < before)
    if action is not None:
        wanted = wanted.where(AuditRow.action == action)
    if severity is not None:
        wanted = wanted.where(AuditRow.severity == severity)
    if user_id is not None:
        wanted = wanted.where(AuditRow.user_id == user_id)
    rows = await session.scalars(wanted.order_by(AuditRow.id.desc()).limit(limit))
    return [_entry(row) for row in rows]


def _entry(row: AuditRow) -> AuditEntry:
    return AuditEntry(
        id=row.id,
        at=row.at,
        user_id=row.user_id,
        user_email=row.user_email,
        action=row.action,
        resource=row.resource,
        severity=cast("Severity", row.severity),
        details=row.details,
        address=row.address,
        user_agent=row.user_agent,
    )
