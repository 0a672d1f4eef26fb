"""The access token of a profile: exchanged at half its life, by one process at a time.

A refresh token works once. So the right to use it is taken in the database before Trakt is asked, and the new pair is
committed before anybody uses it. A process that dies in between leaves a dead token: nothing can be done about that
but to link anew, which is what the profile is then told.
"""

from contextlib import suppress
from datetime import timedelta

from miauflix.infra.cipher import FieldCipher
from miauflix.infra.db import Database
from miauflix.kit.clock import Clock
from miauflix.viewing.store import trakt_links as store
from miauflix.viewing.trakt.client import Trakt
from miauflix.viewing.trakt.errors import LinkBroken, TraktAway, TraktError
from miauflix.viewing.trakt.types import Generation, Pair

_EXCHANGE_AT_MOST = timedelta(seconds=60)
_SOON = timedelta(seconds=5)
_BROKEN = "Trakt no longer takes our token; link the profile again"


class TraktTokens:
    def __init__(self, database: Database, cipher: FieldCipher, clock: Clock, trakt: Trakt) -> None:
        self._database = database
        self._cipher = cipher
        self._clock = clock
        self._trakt = trakt

    async def access(self, profile_id: str, *, refused: str | None = None) -> str | None:
        """A token that should be taken; None when the profile is not linked (any more). `refused` is one that was not.

        Raises:
            TraktAway: it has to be exchanged and Trakt cannot be asked, or another process is at it.
            LinkBroken: it cannot be exchanged any more.
        """
        async with self._database.read() as session:
            found = await store.pair_of(session, self._cipher, profile_id)
        if found is None:
            return None
        pair, generation = found
        now = self._clock.now()
        half_life = pair.issued_at + (pair.expires_at - pair.issued_at) / 2
        if pair.access != refused and now < half_life:
            return pair.access
        return await self._exchange(profile_id, pair, generation)

    async def _exchange(self, profile_id: str, pair: Pair, generation: Generation) -> str | None:
        now = self._clock.now()
        async with self._database.write() as session:
            is_ours = await store.begin_refresh(session, profile_id, generation, now=now, until=now + _EXCHANGE_AT_MOST)
        if not is_ours:
            raise TraktAway("The link to Trakt is being renewed", now + _SOON)
        try:
            fresh = await self._trakt.refresh(pair.refresh)
        except BaseException:
            async with self._database.write() as session:
                await store.let_go(session, profile_id, generation)
            raise
        async with self._database.write() as session:
            if fresh is None:
                is_stored = await store.mark_broken(session, profile_id, generation, _BROKEN)
            else:
                is_stored = await store.end_refresh(session, self._cipher, profile_id, generation, fresh)
        if not is_stored:  # unlinked while Trakt was asked, or linked to another account
            return await self._too_late(fresh)
        if fresh is None:
            raise LinkBroken(_BROKEN)
        return fresh.access

    async def _too_late(self, fresh: Pair | None) -> None:
        """Have Trakt forget a pair that nobody will use. It lapses by itself when Trakt cannot be asked."""
        if fresh is not None:
            with suppress(TraktError):
                await self._trakt.revoke(fresh.access)
