"""Links that make one account each."""

import secrets
from datetime import timedelta

from miauflix.accounts.audit import record_audit
from miauflix.accounts.errors import InvitationGone
from miauflix.accounts.passwords import Passwords
from miauflix.accounts.service.founding import found_account
from miauflix.accounts.service.sign_in import SignIn
from miauflix.accounts.store import invitations as store
from miauflix.accounts.store import users
from miauflix.accounts.tokens import token_hash
from miauflix.accounts.types import Client, Grant, Invitation, Role, User
from miauflix.infra.db import Database
from miauflix.kit.clock import Clock
from miauflix.kit.errors import NotFound
from miauflix.kit.ids import new_id

_UNKNOWN = "There is no such invitation"


class Invitations:
    """Makes, lists, withdraws and accepts invitations."""

    def __init__(self, database: Database, clock: Clock, passwords: Passwords, sign_in: SignIn) -> None:
        self._database = database
        self._clock = clock
        self._passwords = passwords
        self._sign_in = sign_in

    async def make(self, role: Role, lifetime: timedelta, actor: User, client: Client) -> tuple[Invitation, str]:
        """A new invitation and its token of 256 bits, which nothing can show a second time."""
        now = self._clock.now()
        token = secrets.token_urlsafe(32)
        made = Invitation(new_id(), role, created_at=now, expires_at=now + lifetime, used_at=None, used_by_email=None)
        async with self._database.write() as session:
            await store.add(session, made, token_hash=token_hash(token), created_by=actor.id)
            await record_audit(
                session,
                "invitation_created",
                at=now,
                user=actor,
                resource=f"invitation:{made.id}",
                severity="warning",
                details={"role": role, "expires_at": made.expires_at.isoformat()},
                client=client,
            )
        return made, token

    async def everything(self) -> list[Invitation]:
        """All invitations, the newest first."""
        async with self._database.read() as session:
            return await store.everything(session)

    async def look_at(self, token: str) -> Invitation:
        """What a token is good for.

        Raises:
            NotFound: nothing is known of it.
            InvitationGone: it has been used or has expired.
        """
        async with self._database.read() as session:
            found = await store.by_token(session, token_hash(token))
        if found is None:
            raise NotFound(_UNKNOWN)
        if found.used_at is not None or found.expires_at <= self._clock.now():
            raise InvitationGone("Ask for a new one")
        return found

    async def accept(self, token: str, email: str, password: str, name: str | None, client: Client) -> Grant:
        """Make the account that the token is good for, and sign it in.

        Raises:
            NotFound, InvitationGone: it is good for nothing.
            EmailTaken: the address has an account; the invitation stays as it is.
        """
        invitation = await self.look_at(token)
        password_hash = await self._passwords.hash(password)
        now = self._clock.now()
        async with self._database.write() as session:
            await users.hold_still(session)  # before the invitation: so does removing who made it
            if not await store.use(session, invitation.id, now):
                raise InvitationGone("Ask for a new one")
            made = await found_account(
                session, email=email, name=name, role=invitation.role, password_hash=password_hash, now=now
            )
            await store.credit(session, invitation.id, made.user.id)
            await record_audit(
                session,
                "user_created",
                at=now,
                user=made.user,
                resource=f"invitation:{invitation.id}",
                severity="warning",
                details={"role": invitation.role, "by": "invitation"},
                client=client,
            )
            return await self._sign_in.welcome(session, made, client)

    async def withdraw(self, invitation_id: str, actor: User, client: Client) -> None:
        """Make an invitation worthless.

        Raises:
            NotFound: there is no such invitation.
        """
        async with self._database.write() as session:
            removed = await store.remove(session, invitation_id)
            if removed is None:
                raise NotFound(_UNKNOWN)
            await record_audit(
                session,
                "invitation_withdrawn",
                at=self._clock.now(),
                user=actor,
                resource=f"invitation:{invitation_id}",
                details={"role": removed.role},
                client=client,
            )
