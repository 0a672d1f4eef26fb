"""What this room decides, without touching anything."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from miauflix.accounts.types import Profile, Role, Session, User

ACCESS_LIFETIME = timedelta(minutes=15)
SESSION_LIFETIME = timedelta(days=30)  # slides with every refresh
# Two tabs that wake at once send the same refresh token; within this time both get the same successor.
REUSE_GRACE = timedelta(seconds=20)
MOST_PROFILES = 12
LONGEST_PROFILE_NAME = 40

_RANK: dict[Role, int] = {"guest": 0, "user": 1, "admin": 2}
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


def reaches(role: Role, needed: Role) -> bool:
    """Roles are ordered: an admin may do whatever a user may, and a user whatever a guest may."""
    return _RANK[role] >= _RANK[needed]


def administers(user: User) -> bool:
    """Whether this account can administer the house; one must always be left."""
    return user.role == "admin" and not user.disabled


def normal_email(text: str) -> str:
    """The form an address is stored and looked up in.

    Raises:
        ValueError: it is not an address. The check is deliberately lax: only delivery proves one, and we send none.
    """
    email = unicodedata.normalize("NFC", text.strip()).lower()
    if len(email) > 254 or not email.isprintable() or not _EMAIL.fullmatch(email):
        raise ValueError("this is not an e-mail address")
    return email


class Verdict(Enum):
    """What a presented refresh token deserves."""

    ROTATE = auto()
    REPEAT = auto()  # used a moment ago: the same successor again
    REUSED = auto()  # used long ago: somebody has a copy
    REFUSE = auto()
    DISABLED = auto()  # refused, and its owner may know why


@dataclass(frozen=True)
class PresentedToken:
    """A refresh token as stored; `used_at` is when it was exchanged."""

    expires_at: datetime
    used_at: datetime | None


def judge(token: PresentedToken, session: Session, *, user_stamp: str, user_disabled: bool, now: datetime) -> Verdict:
    """Decide about a refresh token of `session` whose user has `user_stamp` now."""
    is_dead = session.revoked_at is not None or session.stamp != user_stamp or user_disabled
    if is_dead or token.expires_at <= now or session.expires_at <= now:
        return Verdict.REFUSE
    if token.used_at is None:
        return Verdict.ROTATE
    return Verdict.REPEAT if now - token.used_at <= REUSE_GRACE else Verdict.REUSED


def profile_to_enter(profiles: Iterable[tuple[Profile, datetime | None]]) -> Profile | None:
    """The profile a login enters by itself, given each with when it was last used.

    The one used last, else the only one; none where a PIN guards it or nothing tells which.
    """
    known = list(profiles)
    used = [(profile, at) for profile, at in known if at is not None]
    if used:
        chosen = max(used, key=lambda one: one[1])[0]
    elif len(known) == 1:
        chosen = known[0][0]
    else:
        return None
    return None if chosen.has_pin else chosen
