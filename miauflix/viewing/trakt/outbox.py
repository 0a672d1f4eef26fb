"""Letting Trakt know: in the transaction of the change, by a job that comes back until Trakt has heard it."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.infra.jobs import Jobs, Priority
from miauflix.kit.clock import Clock
from miauflix.kit.ids import new_id
from miauflix.viewing.store import trakt_links, trakt_sync
from miauflix.viewing.trakt.bodies import is_sayable
from miauflix.viewing.trakt.rules import next_events
from miauflix.viewing.trakt.types import Action, Scrobble

SYNC = "viewing.trakt_sync"
_CLOSED_AFTER: dict[Action, timedelta] = {"start": timedelta(minutes=5), "pause": timedelta(minutes=30)}


class TraktOutbox:
    """What the diary tells of changes. For a profile that is not linked, nothing happens."""

    def __init__(self, jobs: Jobs, clock: Clock) -> None:
        self._jobs = jobs
        self._clock = clock

    async def hold(self, session: AsyncSession, profile_id: str) -> None:
        """Keep the profile's link as it is until the transaction ends.

        To be called before anything that synchronising writes too is touched: it begins with the link, and of two that
        begin at different ends each could wait for what the other holds.
        """
        await trakt_links.lock(session, profile_id)

    async def changed(self, session: AsyncSession, profile_id: str) -> None:
        """Something has to be told: one job a profile, which looks again before it ends."""
        if await trakt_links.lock(session, profile_id):
            await self.sync(session, profile_id)

    async def sync(self, session: AsyncSession, profile_id: str) -> None:
        await self._jobs.enqueue(
            session,
            SYNC,
            {"profile_id": profile_id},
            priority=Priority.BACKGROUND,
            dedupe_key=f"{SYNC} {profile_id}",
        )

    async def removing(
        self, session: AsyncSession, profile_id: str, *, ref: str | None = None, entry_id: str | None = None
    ) -> None:
        """Viewings are about to be taken out; Trakt forgets those it knows."""
        if await trakt_links.lock(session, profile_id) and await trakt_sync.want_removed(
            session, profile_id, ref=ref, entry_id=entry_id
        ):
            await self.sync(session, profile_id)

    async def played(self, session: AsyncSession, profile_id: str, ref: str, state: str, progress: float) -> None:
        """A player is at `progress` (0 to 100) of `ref`, `playing`, `paused` or `stopped`."""
        if not is_sayable(ref) or not await trakt_links.lock(session, profile_id):
            return
        now = self._clock.now()
        last = await trakt_sync.watching(session, profile_id)
        if state == "stopped" and last is not None and last.ref != ref:
            return
        events = next_events(last, ref, state, progress)
        for action, about, at_progress in events:
            event = Scrobble(new_id(), about, action, at_progress, now)
            await trakt_sync.add_scrobble(session, profile_id, event)
        is_over = last is not None and last.ref == ref and last.action == "stop" and not events
        if not is_over:
            action = events[-1][0] if events else (last.action if last else "stop")
            await trakt_sync.set_watching(session, profile_id, Scrobble("", ref, action, progress, now))
        if events:
            await self.sync(session, profile_id)

    async def close_left(self, session: AsyncSession) -> int:
        """Stop, for Trakt, what players began and were not heard of since; how many there were."""
        now = self._clock.now()
        left: list[tuple[str, Scrobble]] = []
        for action, after in _CLOSED_AFTER.items():
            left += await trakt_sync.left_open(session, action, now - after)
        for profile_id, event in left:
            await self.played(session, profile_id, event.ref, "stopped", event.progress)
        return len(left)
