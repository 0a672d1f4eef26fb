"""Synchronising one profile: tell what waits, take what has changed, and look again before ending.

Everything that waits is a row or a difference between rows, so a stop anywhere loses nothing: the next run finds it
again. Viewings are looked for at Trakt before they are told, because it keeps what it is told twice twice.

Trakt is asked for minutes, and meanwhile somebody may unlink, or link another account. So whatever is written, and
whatever is read to be told, is under a lock of the link that the run began with; without that link it ends.
"""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog.store.runtimes import running_time_s
from miauflix.infra.db import Database
from miauflix.infra.jobs import Args, GiveUp, JobContext, Postponed
from miauflix.kit.clock import Clock
from miauflix.kit.playable import parse_playable, title_of
from miauflix.viewing import store
from miauflix.viewing.store import trakt_links, trakt_sync, watchlist
from miauflix.viewing.trakt.bodies import is_sayable
from miauflix.viewing.trakt.client import Trakt
from miauflix.viewing.trakt.errors import (
    AccountFull,
    LinkBroken,
    LinkGone,
    TokenRefused,
    TraktAway,
    TraktError,
    TraktRefused,
)
from miauflix.viewing.trakt.linking import postponed
from miauflix.viewing.trakt.rules import is_worth_telling, plan_history, plan_watchlist
from miauflix.viewing.trakt.tokens import TraktTokens
from miauflix.viewing.trakt.types import Account, Paused, Pending, Removal
from miauflix.viewing.trakt.unknown import UnknownTitles

_log = structlog.get_logger(__name__)

_LOOK_EVERY = timedelta(minutes=25)
_BATCH = 100
_OURS_IS_NEWER = timedelta(seconds=60)  # a pause of ours comes back a moment later
_AROUND = timedelta(seconds=2)


class TraktSync:
    """The job."""

    def __init__(
        self, database: Database, clock: Clock, trakt: Trakt, tokens: TraktTokens, unknown: UnknownTitles
    ) -> None:
        self._database = database
        self._clock = clock
        self._trakt = trakt
        self._tokens = tokens
        self._unknown = unknown

    async def run(self, context: JobContext, args: Args) -> None:
        profile_id = str(args["profile_id"])
        async with self._database.read() as session:
            account = await trakt_links.account(session, profile_id)
        if account is not None:
            with suppress(LinkGone):
                await self._look(account)
        async with self._database.write() as session:
            if await trakt_links.lock(session, profile_id) and await self._is_left(session, profile_id):
                raise Postponed("More has changed meanwhile", after_s=1)
            await context.finish_in(session)

    async def _look(self, account: Account) -> None:
        try:
            await self._with_token(account)
        except TraktAway as away:
            await self._note(account, trouble=str(away))
            raise postponed(away, self._clock) from away
        except LinkBroken as broken:
            raise GiveUp(str(broken)) from broken
        except TraktError as error:
            await self._note(account, trouble=str(error))
            raise GiveUp(str(error)) from error

    async def _with_token(self, account: Account) -> None:
        token = await self._tokens.access(account.profile_id)
        if token is None:
            return
        try:
            await self._everything(account, token)
        except TokenRefused:  # revoked or shorter-lived than it said: exchange it, once
            fresh = await self._tokens.access(account.profile_id, refused=token)
            if fresh is not None:
                await self._everything(account, fresh)

    async def _everything(self, account: Account, token: str) -> None:
        await self._tell_scrobbles(account, token)
        async with self._database.read() as session:
            is_left = await self._is_left(session, account.profile_id)
        now = self._clock.now()
        if not is_left and account.synced_at and now - account.synced_at < _LOOK_EVERY:
            return
        activities = await self._trakt.activities(token)
        trouble = await self._watchlist(account, token, activities)
        await self._history(account, token, activities)
        await self._progress(account, token, activities)
        await self._note(account, trouble=trouble, synced_at=now, activities=activities)

    @asynccontextmanager
    async def _linked(self, account: Account) -> AsyncGenerator[AsyncSession]:
        """A transaction in which this link stands.

        Raises:
            LinkGone: it does not any more.
        """
        async with self._database.write() as session:
            if not await trakt_links.lock(session, account.profile_id, linked_at=account.linked_at):
                raise LinkGone
            yield session

    async def _is_left(self, session: AsyncSession, profile_id: str) -> bool:
        """Whether anything waits to be told."""
        here = {ref for ref in await store.watchlist_of(session, profile_id) if is_sayable(ref)}
        known, refused = await trakt_sync.known(session, profile_id)
        return bool(
            here - known - refused
            or known - here
            or await self._untold(session, profile_id)
            or await trakt_sync.removals(session, profile_id)
            or await trakt_sync.scrobbles(session, profile_id)
        )

    async def _untold(self, session: AsyncSession, profile_id: str) -> list[Pending]:
        """Viewings to be told, without the one that is still playing: its stop tells of it."""
        playing = await trakt_sync.watching(session, profile_id)
        open_ref = playing.ref if playing is not None and playing.action != "stop" else None
        waiting = await trakt_sync.untold(session, profile_id)
        return [one for one in waiting if is_sayable(one.ref) and one.ref != open_ref]

    async def _tell_scrobbles(self, account: Account, token: str) -> None:
        async with self._linked(account) as session:
            events = await trakt_sync.scrobbles(session, account.profile_id)
        for event in events:
            made: int | None = None
            if is_worth_telling(event, self._clock.now()):
                try:
                    made = await self._trakt.scrobble(token, event.action, event.ref, event.progress)
                except TraktRefused as refused:
                    _log.warning("trakt.scrobble_refused", ref=event.ref, status=refused.status)
            async with self._linked(account) as session:
                if made is not None:
                    await self._scrobbled(session, account.profile_id, event.ref, event.at, made)
                await trakt_sync.drop_scrobble(session, event.id)

    async def _scrobbled(self, session: AsyncSession, profile_id: str, ref: str, at: datetime, trakt_id: int) -> None:
        """Trakt has made a history entry of the stop: our own entry of that viewing must not be told again."""
        same = [one for one in await trakt_sync.untold(session, profile_id) if one.ref == ref and one.watched_at <= at]
        if same:
            await trakt_sync.told(session, [same[-1].id], self._clock.now(), trakt_id or None)

    async def _watchlist(self, account: Account, token: str, activities: dict[str, str]) -> str | None:
        """What is wrong with it, if anything."""
        profile_id = account.profile_id
        async with self._database.read() as session:
            known, refused = await trakt_sync.known(session, profile_id)
        has_changed = _moved(account, activities, "watchlist.updated_at") or account.synced_at is None
        listed = {one.ref: one.listed_at for one in await self._trakt.watchlist(token)} if has_changed else {}
        there, refused = ({*listed}, set[str]()) if has_changed else (known, refused)
        async with self._linked(account) as session:
            here = {ref for ref in await store.watchlist_of(session, profile_id) if is_sayable(ref)}
            plan = plan_watchlist(here, known, refused, there)
            for ref in plan.add_here:
                await watchlist.add(session, profile_id, ref, listed.get(ref) or self._clock.now())
            await self._unknown.want(session, sorted(plan.add_here))
            await watchlist.remove(session, profile_id, plan.remove_here)
            # A list that has changed may have room again, or know a title by now: what was refused is offered anew.
            await trakt_sync.set_known(session, profile_id, there, refused - there)
        return await self._tell_watchlist(account, token, sorted(plan.add_there), sorted(plan.remove_there))

    async def _tell_watchlist(
        self, account: Account, token: str, additions: Sequence[str], removals: Sequence[str]
    ) -> str | None:
        trouble: str | None = None
        if removals:
            await self._trakt.change_watchlist(token, "remove", removals)
        unknown, left, full = await self._fill_watchlist(token, additions)
        if full is not None:
            trouble = f"{full}: {len(left)} titles of the watch-list are only here"
        rejected = unknown | {*left}
        taken = {*additions} - rejected
        async with self._linked(account) as session:
            known, refused = await trakt_sync.known(session, account.profile_id)
            await trakt_sync.set_known(
                session, account.profile_id, (known | taken) - {*removals}, (refused | rejected) - {*removals}
            )
        return trouble

    async def _fill_watchlist(
        self, token: str, additions: Sequence[str]
    ) -> tuple[set[str], Sequence[str], AccountFull | None]:
        """Add what there is room for; those that Trakt does not know, those left over, and why they are.

        A request that would go over the account's limit is refused whole (420), and what the limit is, is not said:
        fewer are tried until one does not fit.
        """
        waiting, size = [*additions], len(additions)
        unknown: set[str] = set()
        full: AccountFull | None = None
        while waiting and size:
            try:
                unknown |= await self._trakt.change_watchlist(token, "add", waiting[:size])
            except AccountFull as error:
                full, size = error, size // 2
            else:
                waiting = waiting[size:]
                size = min(size, len(waiting))
        return unknown, waiting, full if waiting else None

    async def _history(self, account: Account, token: str, activities: dict[str, str]) -> None:
        moved = any(_moved(account, activities, f"{kind}.watched_at") for kind in ("movies", "episodes"))
        if moved or account.synced_at is None:
            await self._import_history(account, token)
        async with self._linked(account) as session:
            waiting = await self._untold(session, account.profile_id)
            removals = await trakt_sync.removals(session, account.profile_id)
        for first in range(0, len(waiting), _BATCH):
            batch = waiting[first : first + _BATCH]
            await self._trakt.add_history(token, batch)
            async with self._linked(account) as session:
                await trakt_sync.told(session, [one.id for one in batch], self._clock.now())
        for removal in removals:
            await self._remove(account, token, removal)

    async def _import_history(self, account: Account, token: str) -> None:
        profile_id = account.profile_id

        async def is_known(trakt_ids: Sequence[int]) -> bool:
            async with self._database.read() as session:
                return await trakt_sync.has_all_plays(session, profile_id, trakt_ids)

        plays = await self._trakt.history(token, is_known)
        async with self._linked(account) as session:
            leaving = await trakt_sync.removals(session, profile_id)
            known = await trakt_sync.plays_known(session, profile_id, [play.trakt_id for play in plays])
            known |= {one.trakt_id for one in leaving if one.trakt_id}
            ours = await trakt_sync.unmatched(session, profile_id)
            # What is about to be taken out there must not come back in here.
            ours += [(Pending(one.id, one.ref, one.watched_at), True) for one in leaving if not one.trakt_id]
            plan = plan_history(ours, plays, known)
            for entry_id, trakt_id in plan.matches.items():
                await trakt_sync.is_there_as(session, entry_id, trakt_id, self._clock.now())
            await trakt_sync.import_plays(session, profile_id, plan.new)
            for play in plan.new:
                await store.watched_elsewhere(session, profile_id, play.ref, play.watched_at)
            titles = [title_of(parse_playable(play.ref)) for play in plan.new]
            await self._unknown.want(session, [str(title) for title in titles if title])

    async def _remove(self, account: Account, token: str, removal: Removal) -> None:
        ids = [removal.trakt_id] if removal.trakt_id else await self._find(token, removal)
        if ids:
            await self._trakt.remove_history(token, ids)
        async with self._linked(account) as session:
            await trakt_sync.removed(session, [removal.id])

    async def _find(self, token: str, removal: Removal) -> list[int]:
        async def never(_: Sequence[int]) -> bool:
            return False

        span = (removal.watched_at - _AROUND, removal.watched_at + _AROUND)
        return [play.trakt_id for play in await self._trakt.history(token, never, span=span) if play.ref == removal.ref]

    async def _progress(self, account: Account, token: str, activities: dict[str, str]) -> None:
        if any(_moved(account, activities, f"{kind}.paused_at") for kind in ("movies", "episodes")):
            for paused in await self._trakt.paused(token):
                async with self._linked(account) as session:
                    await self._import_paused(session, account.profile_id, paused)

    async def _import_paused(self, session: AsyncSession, profile_id: str, paused: Paused) -> None:
        ours = (await store.progress_of(session, profile_id, [paused.ref])).get(paused.ref)
        if ours and ours.updated_at + _OURS_IS_NEWER >= paused.paused_at:
            return
        duration_s = ours.duration_s if ours and ours.duration_s else await running_time_s(session, paused.ref)
        if duration_s:
            position_s = duration_s * paused.progress / 100
            await store.put_position(session, profile_id, paused.ref, position_s, duration_s, paused.paused_at)

    async def _note(self, account: Account, **values: object) -> None:
        async with self._linked(account) as session:
            await trakt_links.note(session, account.profile_id, **values)


def _moved(account: Account, activities: dict[str, str], name: str) -> bool:
    """Whether Trakt says that this has changed since we last looked."""
    return name in activities and activities[name] != account.activities.get(name)
