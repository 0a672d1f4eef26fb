"""Who you are: setup, login, sessions, roles, profiles, invitations, and the audit log.

An endpoint names whom it lets in by a dependency: `current_user` (anybody signed in), `current_viewer` (with the
profile they watch as), `require_role("admin")`. Roles are ordered: admin > user > guest; guests watch but change
nothing that others share. `Accounts` is the room as a part; `Clients` tells where a request comes from.
"""

from miauflix.accounts.alarms import Alarms
from miauflix.accounts.audit import record_audit
from miauflix.accounts.clients import Clients
from miauflix.accounts.dependencies import (
    current_caller,
    current_client,
    current_user,
    current_viewer,
    refuse_guest,
    require_role,
)
from miauflix.accounts.middleware import RateLimitMiddleware
from miauflix.accounts.service import Accounts
from miauflix.accounts.store.profiles import languages_in_use
from miauflix.accounts.types import Caller, Client, Role, User, Viewer

__all__ = [
    "Accounts",
    "Alarms",
    "Caller",
    "Client",
    "Clients",
    "RateLimitMiddleware",
    "Role",
    "User",
    "Viewer",
    "current_caller",
    "current_client",
    "current_user",
    "current_viewer",
    "languages_in_use",
    "record_audit",
    "refuse_guest",
    "require_role",
]
