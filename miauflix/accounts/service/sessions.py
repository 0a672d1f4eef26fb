"""Sessions: opened by signing in, carried on by refreshing, ended by whoever may."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.accounts.audit import record_audit
from miauflix.accounts.errors import RefreshDisabled, RefreshInvalid, RefreshReused, SessionEnded
from miauflix.accounts.rules import SESSION_LIFETIME, PresentedToken, Verdict, judge, profile_to_enter
from miauflix.accounts.service.founding import new_stamp
from miauflix.accounts.standing import Standings
from miauflix.accounts.store import profiles, users
from miauflix.accounts.store import sessions as store
from miauflix.accounts.tokens import AccessTokens, RefreshTokens, token_hash
from miauflix.accounts.types import Action, Caller, Client, Credentials, Grant, Profile, Session, User
from miauflix.infra.db import Database
from miauflix.kit.clock import Clock
from miauflix.kit.errors import NotFound
from miauflix.kit.ids import new_id


class Sessions:
    """Opens, carries on, lists and ends sessions, and tells who is behind an access token."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        standings: Standings,
        access_tokens: AccessTokens,
        refresh_tokens: RefreshTokens,
    ) -> None:
        self._database = database
        self._clock = clock
        self._standings = standings
        self._access = access_tokens
        self._refresh = refresh_tokens

    async def caller(self, access_token: str) -> Caller:
        """Who sent this token.

        Raises:
            TokenInvalid, TokenExpired: it proves nothing.
            SessionEnded: its session was ended, or its account disabled.
        """
        claims = self._access.read(access_token)
        standing = await self._standings.of(claims.session_id)
        if standing is None or standing.user.id != claims.user_id:
            raise SessionEnded("Log in again")
        profile_id = claims.profile_id if claims.profile_id in standing.profile_ids else None
        return Caller(standing.user, claims.session_id, profile_id)

    async def is_alive(self, session_id: str) -> bool:
        """Whether a session still stands; for tickets that were issued to it."""
        return await self._standings.of(session_id) is not None

    async def open(self, session: AsyncSession, who: Credentials, client: Client) -> Grant:
        """Start a session within the caller's transaction and enter a profile if it is clear which."""
        now = self._clock.now()
        profile = profile_to_enter(await profiles.of_user(session, who.user.id))
        opened = Session(
            id=new_id(),
            user_id=who.user.id,
            stamp=who.security_stamp,
            profile_id=profile.id if profile else None,
            address=client.address,
            user_agent=client.user_agent,
            created_at=now,
            last_used_at=now,
            expires_at=now + SESSION_LIFETIME,
            revoked_at=None,
        )
        await store.forget_expired(session, now)
        await store.add(session, opened)
        if profile is not None:
            await profiles.mark_used(session, profile.id, now)
        token = self._refresh.first()
        await store.add_token(session, token_hash(token), opened.id, opened.expires_at)
        return self.grant(who.user, opened.id, profile, refresh_token=token)

    def grant(self, user: User, session_id: str, profile: Profile | None, *, refresh_token: str | None = None) -> Grant:
        """An access token for this session and profile, with what goes with it."""
        access_token = self._access.issue(user.id, session_id, profile.id if profile else None)
        return Grant(user, profile, session_id, access_token, self._access.lifetime_s, refresh_token)

    async def refresh(self, token: str, client: Client) -> Grant:
        """Exchange a refresh token for its successor and a new access token.

        Raises:
            RefreshInvalid: nothing is known of it, or its session has ended.
            RefreshDisabled: its account is disabled.
            RefreshReused: it had been exchanged before; its session is ended now, because somebody has a copy.
        """
        async with self._database.write() as session:
            outcome = await self._exchange(session, token, client)
        if isinstance(outcome, Grant):
            return outcome
        if outcome is Verdict.REUSED:
            raise RefreshReused("If this was not you in another window, change your password")
        if outcome is Verdict.DISABLED:
            raise RefreshDisabled
        raise RefreshInvalid("The session has ended")

    async def _exchange(self, session: AsyncSession, token: str, client: Client) -> Grant | Verdict:
        now = self._clock.now()
        taken = await store.take_token(session, token_hash(token))
        family = await store.by_id(session, taken[0]) if taken else None
        owner = await users.by_id(session, family.user_id) if family else None
        if taken is None or family is None or owner is None:
            return Verdict.REFUSE
        user, presented = owner.user, taken[1]
        verdict = judge(presented, family, user_stamp=owner.security_stamp, user_disabled=user.disabled, now=now)
        if verdict is Verdict.REUSED:
            await self._end_stolen(session, family, user, client)
        if verdict in {Verdict.REUSED, Verdict.REFUSE}:
            return Verdict.DISABLED if user.disabled and verdict is Verdict.REFUSE else verdict
        heir = await self._heir(session, token, presented, family.id, now)
        await store.touch(session, family.id, now=now, expires_at=now + SESSION_LIFETIME, address=client.address)
        profile = await profiles.one(session, user.id, family.profile_id) if family.profile_id else None
        return self.grant(user, family.id, profile[0] if profile else None, refresh_token=heir)

    async def _heir(
        self, session: AsyncSession, token: str, presented: PresentedToken, session_id: str, now: datetime
    ) -> str:
        """The family's newest token: made now, or the one made a moment ago when another tab was first.

        Following the chain to its end matters: the other tab may have refreshed twice, and the answer to the slower
        one must not put a spent token back into the cookie that they share.
        """
        if presented.used_at is None:
            heir = self._refresh.successor(token)
            await store.forget_expired_tokens(session, session_id, now)
            await store.mark_token_used(session, token_hash(token), now)
            await store.add_token(session, token_hash(heir), session_id, now + SESSION_LIFETIME)
            return heir
        heir = token
        state: PresentedToken | None = presented
        while state is not None and state.used_at is not None:
            heir = self._refresh.successor(heir)
            taken = await store.take_token(session, token_hash(heir))
            state = taken[1] if taken else None
        return heir

    async def _end_stolen(self, session: AsyncSession, family: Session, user: User, client: Client) -> None:
        now = self._clock.now()
        await store.revoke(session, family.id, now)
        self._standings.reconsider(session)
        await record_audit(
            session,
            "token_reused",
            at=now,
            user=user,
            resource=f"session:{family.id}",
            severity="critical",
            details={"session_address": family.address, "session_user_agent": family.user_agent},
            client=client,
        )

    async def log_out(self, caller: Caller | None, refresh_token: str | None, client: Client) -> bool:
        """End the session of the access token and the one of the cookie; false if neither names one."""
        async with self._database.write() as session:
            ending = {caller.session_id} if caller else set[str]()
            taken = await store.take_token(session, token_hash(refresh_token)) if refresh_token else None
            if taken:
                ending.add(taken[0])
            for session_id in sorted(ending):
                await self._end(session, session_id, "logout", client)
        return bool(ending)

    async def log_out_everywhere(self, caller: Caller, client: Client) -> None:
        """End every session of the account, this one too."""
        async with self._database.write() as session:
            now = self._clock.now()
            await users.set_stamp(session, caller.user.id, new_stamp())
            await store.revoke_all(session, caller.user.id, now)
            self._standings.reconsider(session)
            await record_audit(session, "logout_all", at=now, user=caller.user, client=client)

    async def of_caller(self, caller: Caller) -> list[Session]:
        """The account's live sessions, the one used last first."""
        async with self._database.read() as session:
            owner = await users.by_id(session, caller.user.id)
            stamp = owner.security_stamp if owner else ""
            return await store.live_of(session, caller.user.id, stamp, self._clock.now())

    async def revoke(self, caller: Caller, session_id: str, client: Client) -> None:
        """End one session of the caller's own.

        Raises:
            NotFound: the account has no such live session.
        """
        mine = {one.id for one in await self.of_caller(caller)}
        if session_id not in mine:
            raise NotFound("You have no such session")
        async with self._database.write() as session:
            await self._end(session, session_id, "session_revoked", client)

    async def _end(self, session: AsyncSession, session_id: str, action: Action, client: Client) -> None:
        now = self._clock.now()
        ended = await store.by_id(session, session_id)
        owner = await users.by_id(session, ended.user_id) if ended else None
        if ended is None or owner is None or ended.revoked_at is not None:
            return
        await store.revoke(session, session_id, now)
        self._standings.reconsider(session)
        await record_audit(session, action, at=now, user=owner.user, resource=f"session:{session_id}", client=client)
