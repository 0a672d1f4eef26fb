"""Recommendations for one profile: what it watched, against an index of the catalogue."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog.store import features
from miauflix.catalog.store.features import Traits
from miauflix.catalog.types import Kind
from miauflix.infra.db import Database
from miauflix.kit.clock import Clock
from miauflix.kit.playable import Movie, Title, parse_playable, title_of
from miauflix.viewing.recommending import Because, Likeness, Work, recommend
from miauflix.viewing.rules import resume_at
from miauflix.viewing.store import latest_viewings_of, recent

_ROWS = 6
_ROW_LENGTH = 20
_LATEST = 100
_MOST_WORKS = 5_000
_FRESH = timedelta(minutes=15)


class Recommender:
    """Keeps the index of the catalogue, and makes it anew every quarter of an hour."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._likeness: Likeness | None = None
        self._made_at: datetime = clock.now()
        self._making = asyncio.Lock()

    async def rows(self, profile_id: str, *, most: int = _ROWS) -> list[Because]:
        """The profile's rows, the latest viewing first; none before anything was watched."""
        async with self._database.read() as session:
            seen, begun = await _watched(session, profile_id)
            if not seen:
                return []
            known = [_work(one) for one in await features.traits_of(session, [_key(title) for title in seen])]
        likeness = await self._index()
        by_ref = {work.ref: work for work in known}
        latest = [by_ref[ref] for title in seen if (ref := str(title)) in by_ref]
        without = {str(title) for title in (*seen, *begun)}
        return recommend(likeness, latest, without=without, rows=most, row_length=_ROW_LENGTH)

    async def _index(self) -> Likeness:
        async with self._making:
            now = self._clock.now()
            if self._likeness is None or now - self._made_at > _FRESH:
                async with self._database.read() as session:
                    traits = await features.best_known(session, _MOST_WORKS)
                self._likeness = await asyncio.to_thread(_likeness, traits)
                self._made_at = now
            return self._likeness


async def _watched(session: AsyncSession, profile_id: str) -> tuple[list[Title], set[Title]]:
    """What was watched to the end, each once, the latest first; and what was begun."""
    viewed = await latest_viewings_of(session, profile_id, _LATEST)
    if not viewed:
        return [], set()
    titles = [title_of(parse_playable(one.ref)) for one in viewed]
    progress = await recent(session, profile_id, _LATEST)
    begun = {title for one in progress if one.watched or resume_at(one) if (title := title_of(parse_playable(one.ref)))}
    return [*dict.fromkeys(title for title in titles if title is not None)], begun


def _key(title: Title) -> tuple[Kind, int]:
    return ("movie" if isinstance(title, Movie) else "show"), title.tmdb_id


def _likeness(traits: Sequence[Traits]) -> Likeness:
    return Likeness(map(_work, traits))


def _work(one: Traits) -> Work:
    ref = f"{one.kind}:{one.tmdb_id}"
    return Work(ref, one.features, one.rating, one.votes)
