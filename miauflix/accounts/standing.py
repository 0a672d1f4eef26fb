"""Whether the session an access token names still stands.

An access token lives for fifteen minutes, but logging out, disabling an account or changing a password ends it at
once. So every request asks for its session. A read costs a quarter of a millisecond; the answer is kept for two
seconds, which turns a page's burst of requests into one read. Whatever in this process takes rights away empties the
memory when it commits, so with one process the end is immediate; with several, the others follow within the two
seconds. Emptying all of it is simplest, and happens a few times a day.
"""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.accounts.store import sessions as store
from miauflix.accounts.store.sessions import Standing
from miauflix.infra.db import Database, after_commit
from miauflix.kit.clock import Clock

_KEPT = timedelta(seconds=2)
_MOST_KEPT = 10_000


class Standings:
    """Answers who stands behind a session, from memory when it was asked a moment ago."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._known: dict[str, tuple[datetime, Standing]] = {}
        self._changes = 0

    async def of(self, session_id: str) -> Standing | None:
        """The account behind a session that is alive."""
        now = self._clock.now()
        known = self._known.get(session_id)
        if known is not None and timedelta() <= now - known[0] < _KEPT:
            return known[1]
        changes = self._changes
        async with self._database.read() as session:
            standing = await store.standing(session, session_id, now)
        # What was read before a change is not to be remembered after it.
        if standing is not None and changes == self._changes:
            self._remember(session_id, now, standing)
        return standing

    def reconsider(self, session: AsyncSession) -> None:
        """Forget everything known, once this transaction, which changes who may do what, has committed."""

        async def forget() -> None:
            self._changes += 1
            self._known.clear()

        after_commit(session, forget)

    def _remember(self, session_id: str, now: datetime, standing: Standing) -> None:
        if len(self._known) >= _MOST_KEPT:
            self._known.clear()
        self._known[session_id] = (now, standing)
