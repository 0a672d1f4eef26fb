"""The audit log, for administrators."""

from typing import Annotated

from fastapi import APIRouter, Query

from miauflix.accounts import schemas
from miauflix.accounts.dependencies import AccountsPart, Admin
from miauflix.accounts.types import Severity

router = APIRouter(prefix="/admin/audit", tags=["admin"])


@router.get("")
async def audit(
    accounts: AccountsPart,
    _admin: Admin,
    before: Annotated[schemas.Cursor | None, Query(description="`next` of the page before")] = None,
    action: Annotated[str | None, Query(max_length=64)] = None,
    severity: Severity | None = None,
    user_id: schemas.Cursor | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> schemas.AuditPage:
    """Who did what, the newest first. `next` is the `before` of the next page."""
    entries, following = await accounts.audit.page(
        limit=limit, before=before, action=action, severity=severity, user_id=user_id
    )
    return schemas.AuditPage(items=[schemas.AuditEntry.of(entry) for entry in entries], next=following)
