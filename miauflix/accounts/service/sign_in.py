"""The ways in: the first administrator's setup, and logging in."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.accounts.attempts import Attempts
from miauflix.accounts.audit import record_audit
from miauflix.accounts.errors import AccountDisabled, SetupDone, WrongCredentials
from miauflix.accounts.passwords import Passwords
from miauflix.accounts.service.founding import found_account
from miauflix.accounts.service.sessions import Sessions
from miauflix.accounts.store import sessions as session_store
from miauflix.accounts.store import users
from miauflix.accounts.tokens import RefreshTokens
from miauflix.accounts.types import Action, Client, Credentials, Grant
from miauflix.infra.db import Database
from miauflix.kit.clock import Clock


class SignIn:
    """Turns an e-mail address and a password into a session."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        passwords: Passwords,
        attempts: Attempts,
        sessions: Sessions,
        tokens: RefreshTokens,
    ) -> None:
        self._database = database
        self._clock = clock
        self._passwords = passwords
        self._attempts = attempts
        self._sessions = sessions
        self._tokens = tokens

    async def is_set_up(self) -> bool:
        async with self._database.read() as session:
            return await users.has_any(session)

    async def setup(self, email: str, password: str, name: str | None, client: Client) -> Grant:
        """Make the first account, an administrator, and sign it in.

        Raises:
            SetupDone: there is an account, perhaps since a moment ago.
        """
        if await self.is_set_up():
            raise SetupDone
        password_hash = await self._passwords.hash(password)
        async with self._database.write() as session:
            await users.hold_still(session)
            if await users.has_any(session):
                raise SetupDone
            now = self._clock.now()
            founder = await found_account(
                session, email=email, name=name, role="admin", password_hash=password_hash, now=now
            )
            await record_audit(session, "setup", at=now, user=founder.user, severity="warning", client=client)
            return await self.welcome(session, founder, client)

    async def login(self, email: str, password: str, client: Client) -> Grant:
        """Sign in.

        Raises:
            WrongCredentials: the address is unknown or the password wrong; which of the two, nothing tells.
            AccountDisabled: both are right, but an administrator has disabled the account.
            TooManyAttempts: there were too many wrong ones.
        """
        async with self._database.read() as session:
            known = await users.by_email(session, email)
            user_id = known.user.id if known else ""
            is_known_address = await session_store.has_come_from(session, user_id, client.address)
        device_id = self._tokens.known_device(user_id, client.device_cookie)
        await self._attempts.login(email, client.address, device_id=device_id, is_known_address=is_known_address)
        is_right, better_hash = await self._passwords.verify(password, known.password_hash if known else None)
        if known is None or not is_right:
            await self._refuse("login_failed", known, client)
            raise WrongCredentials("E-mail address or password is wrong")
        if known.user.disabled:
            await self._refuse("login_refused", known, client)
            raise AccountDisabled
        grant = await self._enter(known, better_hash, client)
        await self._attempts.login_succeeded(email, client.address, device_id=device_id)
        return grant

    async def welcome(self, session: AsyncSession, who: Credentials, client: Client) -> Grant:
        """Open a session for somebody who has just proved who they are, in a browser that is known from now on."""
        grant = await self._sessions.open(session, who, client)
        return replace(grant, device_token=self._tokens.device(who.user.id))

    async def _enter(self, known: Credentials, better_hash: str | None, client: Client) -> Grant:
        async with self._database.write() as session:
            present = await users.by_id(session, known.user.id)
            if present is None or present.security_stamp != known.security_stamp or present.user.disabled:
                raise WrongCredentials("E-mail address or password is wrong")  # changed while we were hashing
            if better_hash is not None:
                await users.replace_hash(session, known.user.id, known.password_hash, better_hash)
            grant = await self.welcome(session, present, client)
            resource = f"session:{grant.session_id}"
            now = self._clock.now()
            await record_audit(session, "login", at=now, user=present.user, resource=resource, client=client)
            return grant

    async def _refuse(self, action: Action, known: Credentials | None, client: Client) -> None:
        # An address without an account is not written down: people type passwords into the wrong field.
        user = known.user if known else None
        async with self._database.write() as session:
            await record_audit(session, action, at=self._clock.now(), user=user, severity="warning", client=client)
