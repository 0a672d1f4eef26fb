"""Linking a profile: a code to type elsewhere, and a job that asks until somebody has."""

import base64
from typing import TypeGuard

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.infra.cipher import FieldCipher
from miauflix.infra.db import Database
from miauflix.infra.jobs import Args, JobContext, Jobs, Postponed, Priority
from miauflix.kit.clock import Clock
from miauflix.kit.errors import Unavailable
from miauflix.kit.ids import new_id
from miauflix.viewing.store import trakt_links as store
from miauflix.viewing.tables import TraktLinkRow
from miauflix.viewing.trakt.client import Trakt
from miauflix.viewing.trakt.errors import AlreadyLinked, TraktAway, TraktError
from miauflix.viewing.trakt.outbox import TraktOutbox
from miauflix.viewing.trakt.types import Ended, NotYet, Pair

POLL = "viewing.trakt_poll"
REVOKE = "viewing.trakt_revoke"
_TABLE = "trakt_link"
_SLOWER_S = 5.0


class TraktUnreachable(Unavailable):
    code = "trakt_unreachable"
    title = "Trakt does not answer; try again in a few minutes"


class TraktLinking:
    def __init__(
        self, database: Database, cipher: FieldCipher, jobs: Jobs, clock: Clock, trakt: Trakt, outbox: TraktOutbox
    ) -> None:
        self._database = database
        self._cipher = cipher
        self._jobs = jobs
        self._clock = clock
        self._trakt = trakt
        self._outbox = outbox

    async def begin(self, profile_id: str) -> TraktLinkRow:
        """Ask Trakt for a code. A code from before that still waits is given up.

        Raises:
            AlreadyLinked: unlink first.
            TraktUnreachable: it cannot be asked right now.
        """
        async with self._database.read() as session:
            account = await store.account(session, profile_id)
        if account and not account.is_broken:
            raise AlreadyLinked
        try:
            code = await self._trakt.begin()
        except TraktError as error:
            raise TraktUnreachable(str(error)) from error
        row = TraktLinkRow(
            profile_id=profile_id,
            id=new_id(),
            user_code=code.user_code,
            verification_url=code.verification_url,
            interval_s=code.interval_s,
            expires_at=code.expires_at,
            state="pending",
        )
        async with self._database.write() as session:
            # In here: a change of keys waits for open transactions, and not for what was sealed before one.
            sealed = self._cipher.encrypt(code.device_code.encode(), table=_TABLE, column="device_code", row=row.id)
            row.device_code = sealed
            await store.put_link(session, row)
            args = {"profile_id": profile_id, "link_id": row.id}
            await self._jobs.enqueue(session, POLL, args, priority=Priority.WAITED_FOR)
        return row

    async def unlink(self, session: AsyncSession, profile_id: str) -> bool:
        """Forget the link and have Trakt forget the token; False if there was neither link nor code."""
        link = await store.link(session, profile_id, to_change=True)  # first: it may become an account right now
        account = await store.account(session, profile_id)
        found = await store.pair_of(session, self._cipher, profile_id)
        await store.forget(session, profile_id)
        if found:
            await self._have_revoked(session, found[0])
        return link is not None or account is not None

    async def poll(self, context: JobContext, args: Args) -> None:
        """The job that asks whether the code has been typed."""
        profile_id, link_id = str(args["profile_id"]), str(args["link_id"])
        async with self._database.read() as session:
            row = await store.link(session, profile_id)
        if not _is_awaited(row, link_id):
            return
        outcome = await self._outcome(row)
        if isinstance(outcome, NotYet):
            raise Postponed("Nobody has typed the code yet", after_s=outcome.after_s)
        username = await self._username(outcome) if isinstance(outcome, Pair) else ""
        async with self._database.write() as session:
            is_awaited = _is_awaited(await store.link(session, profile_id, to_change=True), link_id)
            if isinstance(outcome, Pair) and not is_awaited:  # given up while Trakt was asked
                await self._have_revoked(session, outcome)
            elif isinstance(outcome, Pair):
                await self._link(session, profile_id, username, outcome)
                await store.end_link(session, link_id, None)
            else:
                await store.end_link(session, link_id, outcome.how)
            await context.finish_in(session)

    async def _link(self, session: AsyncSession, profile_id: str, username: str, pair: Pair) -> None:
        broken = await store.account(session, profile_id)
        if broken is not None and (broken.username != username or not username):
            # Another's, or nobody can tell: what is not on its list would count as taken off it.
            await store.forget(session, profile_id)
        await store.put(session, self._cipher, profile_id, username, pair)
        await self._outbox.sync(session, profile_id)

    async def _have_revoked(self, session: AsyncSession, pair: Pair) -> None:
        place = new_id()
        sealed = self._cipher.encrypt(pair.access.encode(), table="job", column="trakt_token", row=place)
        args = {"sealed": base64.b64encode(sealed).decode(), "place": place}
        await self._jobs.enqueue(session, REVOKE, args, priority=Priority.BACKGROUND)

    async def revoke(self, _context: JobContext, args: Args) -> None:
        """The job that has Trakt forget a token."""
        sealed = base64.b64decode(str(args["sealed"]))
        token = self._cipher.decrypt(sealed, table="job", column="trakt_token", row=str(args["place"])).decode()
        try:
            await self._trakt.revoke(token)
        except TraktAway as away:
            raise postponed(away, self._clock) from away

    async def _outcome(self, row: TraktLinkRow) -> Pair | NotYet | Ended:
        if self._clock.now() >= row.expires_at:
            return Ended("expired")
        code = self._cipher.decrypt(row.device_code, table=_TABLE, column="device_code", row=row.id).decode()
        try:
            return await self._trakt.poll(code, row.interval_s)
        except TraktAway:  # too often (429), or away for a moment: the code is good for ten minutes
            return NotYet(row.interval_s + _SLOWER_S)
        except TraktError:
            return Ended("failed")

    async def _username(self, pair: Pair) -> str:
        """For show only: the token is worth keeping even when nobody tells whose it is."""
        try:
            return await self._trakt.username(pair.access)
        except TraktError:
            return ""


def _is_awaited(row: TraktLinkRow | None, link_id: str) -> TypeGuard[TraktLinkRow]:
    """Whether somebody may still type this very code."""
    return row is not None and row.id == link_id and row.state == "pending"


def postponed(away: TraktAway, clock: Clock) -> Postponed:
    """To be raised by a job that Trakt keeps waiting."""
    return Postponed(str(away), after_s=max(1.0, (away.retry_at - clock.now()).total_seconds()))
