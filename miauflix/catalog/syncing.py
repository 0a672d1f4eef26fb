"""Keeping what is stored true: what TMDB says it has changed, what is missing, and seasons without their episodes.

Each run does a piece of work and notes how far it came, so a killed run costs nothing but its last title.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

import structlog
from sqlalchemy.exc import DBAPIError

from miauflix.catalog import turns
from miauflix.catalog.library import Library
from miauflix.catalog.providers.tmdb import TmdbError, TmdbHasNone
from miauflix.catalog.saying import NOTHING, what_came
from miauflix.catalog.store import learning as store
from miauflix.catalog.store import responses, writing
from miauflix.catalog.types import FIRST_OWN_ID, Kind
from miauflix.kit.sentences import Said, Sentence, together

_log = structlog.get_logger(__name__)

Thing = TypeVar("Thing")

_SIDE_BY_SIDE = 16  # the pace is TMDB's bucket; this only has to outlast its delays
_TITLES_A_RUN = 2_000
_SEASONS_A_RUN = 300
_MOST_DAYS = 14  # TMDB answers about no longer stretch (status_code 20)
_OVERLAP = timedelta(days=1)
_SEASON_OLD = timedelta(days=1)
_SEASON_RETRY = timedelta(hours=12)
_CHANGES = "tmdb_changes"
_SEED_IS_AT_IT = Sentence("seed_is_at_it", "what is missing is being read by seedCatalogue")
_CHANGED = Sentence("titles_changed", "{titles} changed at TMDB")
_CHANGES_UNKNOWN = Sentence("changes_unknown", "what has changed is not known: {why}")
_SEASONS = Sentence("seasons_wanted", "{seasons} seasons to read")
_NOT_STORED = Sentence("not_stored", "the database did not take it")
_HOPELESS = {"refused", "limited"}  # the next question would fare no better


@dataclass(slots=True)
class Tally:
    """What came of many questions."""

    learned: int = 0
    gone: int = 0
    failed: int = 0
    reason: str = ""
    is_enough: bool = False
    """What has been begun is brought to its end, and nothing more is begun."""

    def said(self) -> list[Said]:
        return what_came(self.learned, self.gone, self.failed, self.reason)


async def learn_titles(
    library: Library,
    wanted: Sequence[tuple[Kind, int]],
    *,
    tally: Tally | None = None,
    told: Callable[[], None] = lambda: None,
) -> Tally:
    """Read the details of these titles, some side by side, counting in `tally`; `told` hears of each that is done."""

    async def learn(one: tuple[Kind, int]) -> None:
        await library.learn_title(*one)

    counted = tally or Tally()
    await _each(wanted, learn, counted, told)
    return counted


async def sync_titles(library: Library) -> str:
    """Ask what has changed, then read what has changed or is missing; one line about it for the page of tasks."""
    if await turns.under_way(library.database, library.clock) is not None:
        return NOTHING(why=_SEED_IS_AT_IT())
    try:
        changed = _CHANGED(titles=await _note_changes(library))
    except (TmdbError, TmdbHasNone) as error:
        if isinstance(error, TmdbError) and error.kind in _HOPELESS:
            return NOTHING(why=error.detail)
        changed = _CHANGES_UNKNOWN(why=error.detail)
    async with library.database.read() as session:
        wanted = await store.to_learn(session, below=FIRST_OWN_ID, limit=_TITLES_A_RUN)
    languages = await library.languages()
    for language in languages:
        if len(wanted) < _TITLES_A_RUN:
            async with library.database.read() as session:
                room = _TITLES_A_RUN - len(wanted)
                more = await store.to_translate(session, language, below=FIRST_OWN_ID, limit=room)
            wanted += [one for one in more if one not in set(wanted)]
    tally = await learn_titles(library, wanted)
    return together(changed, *tally.said())


async def sync_incomplete_seasons(library: Library) -> str:
    """Read the episodes of seasons that have none or not all of them; one line about it for the page of tasks."""
    now, languages = library.clock.now(), await library.languages()
    async with library.database.read() as session:
        wanted = await store.incomplete_seasons(
            session, languages, now=now, old=now - _SEASON_OLD, below=FIRST_OWN_ID, limit=_SEASONS_A_RUN
        )

    async def learn(one: store.IncompleteSeason) -> None:
        try:
            await library.learn_season(one.title_id, one.show_id, one.number)
        except (TmdbHasNone, TmdbError) as error:
            if isinstance(error, TmdbHasNone) or error.kind == "broken":
                async with library.database.write() as session:
                    until = library.clock.now() + _SEASON_RETRY
                    await writing.put_off_season(session, one.title_id, one.number, until=until)
            raise

    tally = Tally()
    await _each(wanted, learn, tally)
    return together(_SEASONS(seasons=len(wanted)), *tally.said())


async def _note_changes(library: Library) -> int:
    """Mark what TMDB has changed since the last time; the days overlap, because TMDB's days are not ours."""
    tmdb = library.asked()
    today = library.clock.now().date()
    async with library.database.read() as session:
        state = await responses.sync_state(session, _CHANGES)
    until = _day(state.value.get("until") if state else None) or today - _OVERLAP
    first = max(until - _OVERLAP, today - timedelta(days=_MOST_DAYS - 1))
    movies, shows = await tmdb.changes("movie", first, today), await tmdb.changes("tv", first, today)
    now = library.clock.now()
    async with library.database.write() as session:
        marked = await writing.mark_changed(session, "movie", movies, now=now)
        marked += await writing.mark_changed(session, "show", shows, now=now)
        await responses.put_sync_state(session, _CHANGES, {"until": today.isoformat()}, now=now)
    return marked


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


async def _each(
    wanted: Sequence[Thing],
    learn: Callable[[Thing], Awaitable[None]],
    tally: Tally,
    told: Callable[[], None] = lambda: None,
) -> None:
    """Do each, `_SIDE_BY_SIDE` at once. When TMDB is in trouble the rest is left for the next run."""
    waiting = list(reversed(wanted))

    async def work() -> None:
        while waiting and not tally.is_enough:
            one = waiting.pop()
            try:
                await learn(one)
                tally.learned += 1
            except TmdbHasNone:
                tally.gone += 1
            except DBAPIError:
                # A connection that broke, say, or one of two that waited for each other: the next run reads this one.
                _log.exception("syncing.not_stored")
                tally.failed, tally.reason = tally.failed + 1, _NOT_STORED()
                if tally.failed >= _SIDE_BY_SIDE:
                    raise
            except TmdbError as error:
                tally.failed, tally.reason = tally.failed + 1, error.detail
                if error.kind in _HOPELESS or tally.failed >= _SIDE_BY_SIDE:
                    tally.failed += len(waiting)
                    waiting.clear()
            told()

    async with asyncio.TaskGroup() as tasks:
        for _ in range(min(_SIDE_BY_SIDE, len(wanted))):
            tasks.create_task(work())
