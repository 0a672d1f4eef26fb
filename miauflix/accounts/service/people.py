"""The accounts of the house, as their owners and the administrators change them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.accounts.attempts import Attempts
from miauflix.accounts.audit import record_audit
from miauflix.accounts.errors import LastAdmin, SessionEnded, WrongPassword
from miauflix.accounts.passwords import Passwords
from miauflix.accounts.rules import administers
from miauflix.accounts.service.founding import found_account, new_stamp
from miauflix.accounts.standing import Standings
from miauflix.accounts.store import sessions, users
from miauflix.accounts.types import Action, Caller, Client, Credentials, Role, User
from miauflix.infra.db import Database
from miauflix.kit.clock import Clock
from miauflix.kit.errors import NotFound


@dataclass(frozen=True)
class Change:
    """What is to become of an account; `None` leaves it as it is."""

    role: Role | None = None
    disabled: bool | None = None
    name: str | None = None


class People:
    """Adds, lists, changes and removes accounts. `actor` is the administrator, or nobody on the command line."""

    def __init__(
        self, database: Database, clock: Clock, passwords: Passwords, attempts: Attempts, standings: Standings
    ) -> None:
        self._database = database
        self._clock = clock
        self._passwords = passwords
        self._attempts = attempts
        self._standings = standings

    async def everyone(self) -> list[User]:
        """All accounts, the oldest first."""
        async with self._database.read() as session:
            return await users.everyone(session)

    async def by_email(self, email: str) -> User:
        """The account with this address, in its normal form.

        Raises:
            NotFound: nobody has it.
        """
        async with self._database.read() as session:
            found = await users.by_email(session, email)
        if found is None:
            raise NotFound(f"Nobody here has the address {email}")
        return found.user

    async def add(self, email: str, password: str, role: Role, *, name: str | None = None) -> User:
        """Make an account from the command line.

        Raises:
            EmailTaken: the address has an account.
            LastAdmin: it would be the first account and could not administer the house.
        """
        password_hash = await self._passwords.hash(password)
        now = self._clock.now()
        async with self._database.write() as session:
            await users.hold_still(session)
            if role != "admin" and not await users.has_any(session):
                raise LastAdmin("The first account must be an administrator's: add it with --role admin")
            made = await found_account(session, email=email, name=name, role=role, password_hash=password_hash, now=now)
            details = {"role": role, "by": "command line"}
            await record_audit(session, "user_created", at=now, user=made.user, severity="warning", details=details)
        return made.user

    async def change(
        self, user_id: str, change: Change, *, actor: User | None = None, client: Client | None = None
    ) -> User:
        """Change an account; a right taken away is gone at once.

        Raises:
            NotFound: there is no such account.
            LastAdmin: nobody could administer the house afterwards.
        """
        async with self._database.write() as session:
            await users.hold_still(session)
            before = (await _existing(session, user_id)).user
            after = replace(
                before,
                role=change.role or before.role,
                disabled=before.disabled if change.disabled is None else change.disabled,
                name=change.name or before.name,
            )
            if administers(before) and not administers(after):
                await _refuse_last_admin(session, user_id)
            await users.save(session, after)
            if after.disabled:
                await sessions.revoke_all(session, user_id, self._clock.now())
            self._standings.reconsider(session)
            await self._record_change(session, before, after, actor, client)
        return after

    async def reset_password(
        self, user_id: str, password: str, *, actor: User | None = None, client: Client | None = None
    ) -> None:
        """Give an account another password and end all of its sessions.

        Raises:
            NotFound: there is no such account.
        """
        password_hash = await self._passwords.hash(password)
        async with self._database.write() as session:
            owner = await _existing(session, user_id)
            await users.set_password(session, user_id, password_hash, new_stamp())
            await sessions.revoke_all(session, user_id, self._clock.now())
            self._standings.reconsider(session)
            await self._record(session, "password_reset", owner.user, actor, client)

    async def remove(self, user_id: str, *, actor: User | None = None, client: Client | None = None) -> None:
        """Remove an account with its profiles and sessions. The audit log keeps its lines.

        Raises:
            NotFound: there is no such account.
            LastAdmin: nobody could administer the house afterwards.
        """
        async with self._database.write() as session:
            await users.hold_still(session)
            owner = (await _existing(session, user_id)).user
            if administers(owner):
                await _refuse_last_admin(session, user_id)
            await users.remove(session, user_id)
            self._standings.reconsider(session)
            await self._record(session, "user_deleted", owner, actor, client)

    async def change_own_password(self, caller: Caller, current: str, new: str, client: Client) -> None:
        """Change the caller's password: this session goes on, all others end.

        Raises:
            WrongPassword: `current` is not the present one.
            TooManyAttempts: there were too many wrong ones.
            SessionEnded: meanwhile it was changed elsewhere, all sessions were ended, or the account was disabled.
        """
        user_id = caller.user.id
        await self._attempts.password(user_id)
        async with self._database.read() as session:
            known = await _existing(session, user_id)
        is_right, _ = await self._passwords.verify(current, known.password_hash)
        if not is_right:
            async with self._database.write() as session:
                await self._record(session, "password_change_failed", caller.user, caller.user, client)
            raise WrongPassword
        await self._attempts.password_succeeded(user_id)
        password_hash, stamp = await self._passwords.hash(new), new_stamp()
        async with self._database.write() as session:
            await users.hold_still(session)
            present = await users.by_id(session, user_id)
            if present is None or present.security_stamp != known.security_stamp or present.user.disabled:
                raise SessionEnded("Log in again")  # changed while we were hashing
            await users.set_password(session, user_id, password_hash, stamp)
            await sessions.set_stamp(session, caller.session_id, stamp)
            await sessions.revoke_all(session, user_id, self._clock.now(), sparing=caller.session_id)
            self._standings.reconsider(session)
            await self._record(session, "password_changed", caller.user, caller.user, client)

    async def _record_change(
        self, session: AsyncSession, before: User, after: User, actor: User | None, client: Client | None
    ) -> None:
        if before.role != after.role:
            details = {"from": before.role, "to": after.role}
            await self._record(session, "role_changed", after, actor, client, details)
        if before.disabled != after.disabled:
            action = "user_disabled" if after.disabled else "user_enabled"
            await self._record(session, action, after, actor, client)
        if before.name != after.name:
            await self._record(session, "user_renamed", after, actor, client)

    async def _record(
        self,
        session: AsyncSession,
        action: Action,
        subject: User,
        actor: User | None,
        client: Client | None,
        details: Mapping[str, object] | None = None,
    ) -> None:
        by = {} if actor else {"by": "command line"}
        await record_audit(
            session,
            action,
            at=self._clock.now(),
            user=actor,
            resource=f"user:{subject.id}",
            severity="warning",
            details={"email": subject.email, **by, **(details or {})},
            client=client,
        )


async def _existing(session: AsyncSession, user_id: str) -> Credentials:
    found = await users.by_id(session, user_id)
    if found is None:
        raise NotFound("There is no such account")
    return found


async def _refuse_last_admin(session: AsyncSession, user_id: str) -> None:
    if await users.other_admins(session, user_id) == 0:
        raise LastAdmin("Make somebody else an administrator first")
