"""Who did what, when and from where. Any room may add a line; none can take one away."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import cast

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.accounts.store import audit as store
from miauflix.accounts.types import Action, AuditEntry, Client, Severity, User
from miauflix.infra.db import Database
from miauflix.infra.telemetry import scrub
from miauflix.kit.ids import new_id

_SECRET_NAMES = re.compile(r"password|secret|token|cookie|authori[sz]ation|\bpin\b|\bkey\b", re.IGNORECASE)
_BLANK = "[redacted]"


async def record_audit(
    session: AsyncSession,
    action: Action,
    *,
    at: datetime,
    user: User | None = None,
    resource: str | None = None,
    severity: Severity = "info",
    details: Mapping[str, object] | None = None,
    client: Client | None = None,
) -> None:
    """Add a line within the caller's transaction, so it is there if and only if what it tells of happened.

    `action` is a stable word, `resource` names what it was done to (`user:<id>`), `details`
    is JSON. Values under a secret's name and what looks like a secret are blanked: a line can never be removed.
    """
    entry = AuditEntry(
        id=_next_id(),
        at=at,
        user_id=user.id if user else None,
        user_email=user.email if user else None,
        action=action,
        resource=resource,
        severity=severity,
        details=cast("dict[str, object]", _clean(dict(details or {}))),
        address=client.address if client else None,
        user_agent=scrub(client.user_agent) if client else None,
    )
    await store.add(session, entry)


_latest_id = ""


def _next_id() -> str:
    """An id above the one before: a transaction's lines, often of one millisecond, are read in the order written."""
    global _latest_id  # noqa: PLW0603  an order is a property of the process
    latest = _latest_id
    fresh = new_id()
    while fresh <= latest and fresh[:13] == latest[:13]:  # a millisecond at most
        fresh = new_id()
    _latest_id = fresh
    return fresh


class Audit:
    """Reads the log."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(
        self,
        *,
        limit: int,
        before: str | None = None,
        action: str | None = None,
        severity: Severity | None = None,
        user_id: str | None = None,
    ) -> tuple[list[AuditEntry], str | None]:
        """At most `limit` lines, the newest first, older than `before`; and the `before` of the next page, if any."""
        async with self._database.read() as session:
            entries = await store.page(
                session, limit=limit + 1, before=before, action=action, severity=severity, user_id=user_id
            )
        is_more = len(entries) > limit
        return entries[:limit], entries[limit - 1].id if is_more else None


def _clean(value: object) -> object:
    if isinstance(value, str):
        return scrub(value)
    if isinstance(value, Mapping):
        pairs = cast("Mapping[str, object]", value)
        return {name: _BLANK if _SECRET_NAMES.search(name) else _clean(inner) for name, inner in pairs.items()}
    if isinstance(value, list | tuple):
        return [_clean(inner) for inner in cast("list[object]", value)]
    return value
