"""The words of this room, as the other rooms see them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Role = Literal["admin", "user", "guest"]
Severity = Literal["info", "warning", "critical"]
Action = Literal[
    "setup", "login", "login_failed", "login_refused", "logout", "logout_all", "session_revoked", "token_reused",
    "password_changed", "password_change_failed", "password_reset", "role_changed",
    "user_created", "user_deleted", "user_disabled", "user_enabled", "user_renamed",
    "invitation_created", "invitation_withdrawn",
    "provider_set", "provider_forgotten", "scoring_changed", "blocklist_changed",
    "task_run", "task_paused", "task_resumed", "title_removed", "keys_rotated", "corrupt_ciphertext",
]  # fmt: skip
"""What the audit log tells of; a screen has each in the reader's language."""
Avatar = Literal["cat-amber", "cat-blue", "cat-rose", "cat-green", "cat-violet", "cat-grey"]


@dataclass(frozen=True)
class User:
    """One person's account. `email` is kept in lower case and is what they log in with."""

    id: str
    email: str
    name: str
    role: Role
    created_at: datetime
    disabled: bool = False

    @property
    def is_admin(self) -> bool:
        return self.role == "admin"


@dataclass(frozen=True)
class Profile:
    """One viewer on an account: their own progress, list and language (BCP 47)."""

    id: str
    user_id: str
    name: str
    avatar: Avatar
    language: str
    has_pin: bool


@dataclass(frozen=True)
class Viewer:
    """Who is watching: the account, the profile chosen on it, and the session that asked."""

    user: User
    profile_id: str
    session_id: str


@dataclass(frozen=True)
class Caller:
    """Who sent a request: like a viewer, but perhaps without a profile yet."""

    user: User
    session_id: str
    profile_id: str | None


@dataclass(frozen=True)
class Client:
    """Where a request came from.

    `address` is the peer's, or what a configured proxy says it is. `is_secure` tells whether the browser's own leg was
    HTTPS.
    """

    address: str
    user_agent: str = ""
    device_cookie: str | None = None
    is_secure: bool = False


@dataclass(frozen=True)
class Credentials:
    """What checking a password needs of an account; never leaves this room."""

    user: User
    password_hash: str = field(repr=False)
    security_stamp: str = field(repr=False)


@dataclass(frozen=True)
class Session:
    """One signed-in browser or program, alive across refreshes."""

    id: str
    user_id: str
    stamp: str = field(repr=False)
    profile_id: str | None
    address: str
    user_agent: str
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True)
class Grant:
    """What signing in or refreshing hands out. `refresh_token` is absent where the cookie stays as it is."""

    user: User
    profile: Profile | None
    session_id: str
    access_token: str = field(repr=False)
    expires_in_s: int
    refresh_token: str | None = field(repr=False, default=None)
    device_token: str | None = field(repr=False, default=None)


@dataclass(frozen=True)
class Invitation:
    """A link that makes one account of the role it names."""

    id: str
    role: Role
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None
    used_by_email: str | None


@dataclass(frozen=True)
class AuditEntry:
    """One line of the audit log. The e-mail is a copy: the line outlives the account."""

    id: str
    at: datetime
    user_id: str | None
    user_email: str | None
    action: str
    resource: str | None
    severity: Severity
    details: dict[str, object]
    address: str | None
    user_agent: str | None
