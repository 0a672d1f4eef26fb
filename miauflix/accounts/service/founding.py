"""Making an account: the same whether by setup, by invitation or from the command line."""

import secrets
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.accounts.errors import EmailTaken
from miauflix.accounts.rules import LONGEST_PROFILE_NAME
from miauflix.accounts.store import profiles, users
from miauflix.accounts.types import Credentials, Profile, Role, User
from miauflix.kit.ids import new_id


def new_stamp() -> str:
    return secrets.token_urlsafe(32)


async def found_account(
    session: AsyncSession, *, email: str, name: str | None, role: Role, password_hash: str, now: datetime
) -> Credentials:
    """Add an account with its first profile. Without a name, it is called what stands before the @.

    Raises:
        EmailTaken: the address has an account.
    """
    await users.hold_still(session)
    if await users.by_email(session, email) is not None:
        raise EmailTaken(f"{email} has an account already; log in instead")
    user = User(id=new_id(), email=email, name=name or email.partition("@")[0][:80], role=role, created_at=now)
    stamp = new_stamp()
    await users.add(session, user, password_hash=password_hash, security_stamp=stamp)
    first = Profile(
        id=new_id(), user_id=user.id, name=_short(user.name), avatar="cat-amber", language="en", has_pin=False
    )
    await profiles.add(session, first, pin_hash=None, created_at=now)
    return Credentials(user, password_hash, stamp)


def _short(name: str) -> str:
    """As much of it as fits a profile's name, and a mark where that is not all."""
    return name if len(name) <= LONGEST_PROFILE_NAME else f"{name[: LONGEST_PROFILE_NAME - 1].rstrip()}…"
