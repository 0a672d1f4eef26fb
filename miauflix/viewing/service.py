"""Writing down what a profile does."""

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.kit.clock import Clock
from miauflix.kit.errors import NotFound
from miauflix.kit.playable import Playable, Title
from miauflix.viewing import store
from miauflix.viewing.rules import is_new_viewing, is_watched
from miauflix.viewing.store import history, watchlist
from miauflix.viewing.trakt.outbox import TraktOutbox
from miauflix.viewing.types import PlayerState


class Diary:
    """The room's service; sessions are opened by whoever calls."""

    def __init__(self, clock: Clock, outbox: TraktOutbox | None = None) -> None:
        self._clock = clock
        self._outbox = outbox

    async def record_progress(
        self,
        session: AsyncSession,
        profile_id: str,
        playable: Playable,
        *,
        position_s: float,
        duration_s: float,
        state: PlayerState = "playing",
    ) -> None:
        """The player is at `position_s` of `duration_s`; past nine tenths it counts as watched, once a viewing."""
        now, ref = self._clock.now(), str(playable)
        await self._hold_link(session, profile_id)
        row = await store.progress_to_change(session, profile_id, ref, now)
        before = store.progress_in(row)
        position_s = min(position_s, duration_s)
        row.position_s, row.duration_s, row.updated_at = position_s, duration_s, now
        if self._outbox:
            await self._outbox.played(session, profile_id, ref, state, 100 * position_s / duration_s)
        if not is_watched(position_s, duration_s):
            return
        row.watched = True
        last = await history.last_of(session, profile_id, ref)
        if is_new_viewing(before, position_s=position_s, duration_s=duration_s, last_watched_at=last, now=now):
            await history.add(session, profile_id, ref, now, "here")

    async def mark(self, session: AsyncSession, profile_id: str, playable: Playable, *, watched: bool) -> None:
        """Say that it was watched, or that it never was; either way the next play starts at the beginning."""
        now, ref = self._clock.now(), str(playable)
        await self._hold_link(session, profile_id)
        row = await store.progress_to_change(session, profile_id, ref, now)
        was_watched = row.watched
        row.position_s, row.watched, row.updated_at = 0.0, watched, now
        if watched and not was_watched:
            await history.add(session, profile_id, ref, now, "here")
            await self._changed(session, profile_id)
        elif not watched:
            if self._outbox:
                await self._outbox.removing(session, profile_id, ref=ref)
            await history.forget_all_of(session, profile_id, ref)

    async def want(self, session: AsyncSession, profile_id: str, title: Title) -> None:
        """Put it on the watch-list, if it is not there."""
        await self._hold_link(session, profile_id)
        if await watchlist.add(session, profile_id, str(title), self._clock.now()):
            await self._changed(session, profile_id)

    async def unwant(self, session: AsyncSession, profile_id: str, title: Title) -> bool:
        """Take it off the watch-list; False if it was not there."""
        await self._hold_link(session, profile_id)
        was_there = await watchlist.remove(session, profile_id, [str(title)]) > 0
        if was_there:
            await self._changed(session, profile_id)
        return was_there

    async def forget(self, session: AsyncSession, profile_id: str, entry_id: str) -> None:
        """Take one viewing out of the history; without any left the playable counts as not watched.

        Raises:
            NotFound: the profile has no such entry.
        """
        await self._hold_link(session, profile_id)
        entry = await history.one(session, profile_id, entry_id)
        if entry is None:
            raise NotFound("Your history has no such entry")
        row = await store.progress_to_change(session, profile_id, entry.ref, self._clock.now())
        if self._outbox:
            await self._outbox.removing(session, profile_id, entry_id=entry_id)
        await history.forget(session, profile_id, entry_id)
        if await history.last_of(session, profile_id, entry.ref) is None:
            row.watched = False

    async def forget_title(self, session: AsyncSession, profile_id: str, title: Title) -> None:
        """Take every viewing of a film, or of a show's episodes, out of the history; none of it counts as watched.

        Raises:
            NotFound: the profile's history knows nothing of the title.
        """
        await self._hold_link(session, profile_id)
        watched = await history.refs_of(session, profile_id, title)
        if not watched:
            raise NotFound("Your history has nothing of this title")
        for ref in watched:
            row = await store.progress_to_change(session, profile_id, ref, self._clock.now())
            if self._outbox:
                await self._outbox.removing(session, profile_id, ref=ref)
            await history.forget_all_of(session, profile_id, ref)
            row.watched = False

    async def _hold_link(self, session: AsyncSession, profile_id: str) -> None:
        if self._outbox:
            await self._outbox.hold(session, profile_id)

    async def _changed(self, session: AsyncSession, profile_id: str) -> None:
        if self._outbox:
            await self._outbox.changed(session, profile_id)
