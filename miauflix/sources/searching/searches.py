"""Searches as people meet them: one for however many wait, shown as far as it has come, going on behind their backs."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Literal

import structlog

from miauflix.catalog import identity_of
from miauflix.infra.db import Database
from miauflix.infra.events import Events
from miauflix.kit.clock import Clock
from miauflix.kit.playable import Episode, Media, Movie, Playable
from miauflix.sources import store
from miauflix.sources.discovery.rules import OPENED
from miauflix.sources.providers.protocol import EpisodeOf, Failed, FailureKind, Film, Found, Query
from miauflix.sources.providing import Providers
from miauflix.sources.searching.aggregator import Aggregator, Report
from miauflix.sources.searching.asking import Asking, Member
from miauflix.sources.service import Sources

_log = structlog.get_logger(__name__)

TOPIC: Final = "sources"
_FRESH_FOUND: Final = timedelta(hours=6)
_FRESH_NOTHING: Final = timedelta(minutes=15)
_FRESH_FAILED: Final = timedelta(minutes=1)
_AGAIN_IN: Final = timedelta(days=1)
_MOST_REMEMBERED: Final = 500
_FIRST_ID_OF_OURS: Final = 900_000_000  # above any id TMDB has given: the demo's, and those added by hand

PartState = Literal["asking", "found", "nothing", "failed"]


@dataclass
class Part:
    """How far one provider has come. `fresh` counts what it added; `rejected` what was not what was asked for.

    One that `is_of_this_house` asks nobody.
    """

    provider: str
    is_of_this_house: bool = False
    state: PartState = "asking"
    fresh: int = 0
    offered: int = 0
    rejected: int = 0
    tries: int = 0
    elapsed_ms: int | None = None
    kind: FailureKind | None = None
    detail: str | None = None
    retry_at: datetime | None = None

    def take(self, report: Report) -> None:
        outcome = report.outcome
        self.fresh += len(report.fresh)
        self.offered, self.rejected, self.tries = report.offered, report.rejected, report.tries
        self.elapsed_ms = report.elapsed_ms
        self.state = "found" if isinstance(outcome, Found) else "failed" if isinstance(outcome, Failed) else "nothing"
        if isinstance(outcome, Failed):
            self.kind, self.detail, self.retry_at = outcome.kind, outcome.detail, outcome.retry_at


@dataclass
class Search:
    """One search for one playable. `found` counts the offers, `new` those of them that were not known before.

    `known` is how many live sources providers had listed before.
    """

    ref: str
    started_at: datetime
    parts: dict[str, Part] = field(default_factory=dict[str, Part])
    found: int = 0
    new: int = 0
    known: int = 0
    waiters: set[str] = field(default_factory=set[str])
    done: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def is_stale(self) -> bool:
        """It has found nothing so far: what is stored from earlier is all there is to show."""
        return self.found == 0 and self.known > 0

    @property
    def has_been_answered(self) -> bool:
        """Whether anybody outside said anything at all, be it that there is nothing.

        What is in the house answers always; that counts only where nobody else was to be asked.
        """
        parts = [*self.parts.values()]
        outside = [part for part in parts if not part.is_of_this_house]
        return any(part.state in {"found", "nothing"} for part in outside or parts)


class Searches:
    """The face of looking for a title now. One for the process."""

    def __init__(
        self,
        *,
        database: Database,
        sources: Sources,
        providers: Providers,
        events: Events,
        clock: Clock,
        deadline_s: float,
    ) -> None:
        self._database = database
        self._sources = sources
        self._providers = providers
        self._events = events
        self._clock = clock
        self._deadline_s = deadline_s
        self._aggregator = Aggregator(Asking(clock))
        self._running: dict[str, tuple[Search, asyncio.Task[None]]] = {}
        self._finished: dict[str, Search] = {}

    async def search_now(
        self, playable: Playable, deadline_s: float | None = None, *, whose: str | None = None
    ) -> Search:
        """Start a search or join the one that runs; back when it is done, or at the deadline with what is there.

        What is found until then and later is stored as it comes; `whose` hears of it by events.

        Raises:
            UnknownTitle: the catalogue does not have it.
        """
        search = await self.start(playable, whose=whose)
        try:
            async with asyncio.timeout(self._deadline_s if deadline_s is None else deadline_s):
                await search.done.wait()
        except TimeoutError:
            pass  # the rest arrives behind the caller's back
        return search

    async def search_if_stale(self, playable: Playable, *, whose: str | None = None) -> Search | None:
        """`search_now`, unless one has been made a while ago that is still good."""
        if await self.is_good(playable):
            if whose is not None:
                await self._note_opened(str(playable))
            return self.last(playable)
        return await self.search_now(playable, whose=whose)

    async def is_good(self, playable: Playable) -> bool:
        """Whether a search has been made a while ago that is still good, or there is none to make."""
        return isinstance(playable, Media) or await self._is_fresh(str(playable))

    async def start(self, playable: Playable, *, whose: str | None = None) -> Search:
        """The search for it, which goes on by itself.

        Raises:
            UnknownTitle: the catalogue does not have it.
        """
        running = self._running.get(str(playable))
        if running is None:
            query, known = await self._query(playable)
            running = self._running.get(str(playable)) or self._launch(playable, query, known)
        if whose is not None:
            running[0].waiters.add(whose)
        return running[0]

    def last(self, playable: Playable) -> Search | None:
        """The search that runs, or the last one of this process."""
        running = self._running.get(str(playable))
        return running[0] if running else self._finished.get(str(playable))

    async def found_nothing(self, playable: Playable) -> bool:
        """Whether the last search has come back with empty hands, be it one of another process."""
        last = self.last(playable)
        async with self._database.read() as session:
            noted = await store.searched_at(session, str(playable))
        if last is not None and (noted is None or last.started_at > noted[0] or not last.done.is_set()):
            return last.found == 0
        return noted is not None and noted[1] == 0

    async def aclose(self) -> None:
        """Stop what runs; what was found is stored."""
        tasks = [task for _, task in self._running.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _launch(self, playable: Playable, query: Query, known: int) -> tuple[Search, asyncio.Task[None]]:
        search = Search(str(playable), self._clock.now(), known=known)
        task = asyncio.create_task(self._run(search, playable, query), name=f"search {playable}")
        self._running[search.ref] = search, task
        return search, task

    async def _run(self, search: Search, playable: Playable, query: Query) -> None:
        members: list[Member] = []
        try:
            members = await self._providers.members(only_ours=_is_ours(playable))
            search.parts = {one.name: Part(one.name, one.is_of_this_house) for one in members if one.can_answer(query)}
            async for report in self._aggregator.search(members, query):
                await self._take(search, playable, report)
            await self._finish(search, members)
        except Exception:  # noqa: BLE001  nobody awaits this task, and who waits for the search must not wait for ever
            _log.exception("search.failed", ref=search.ref)
        finally:
            del self._running[search.ref]
            self._finished.pop(search.ref, None)
            self._finished[search.ref] = search
            if len(self._finished) > _MOST_REMEMBERED:
                del self._finished[next(iter(self._finished))]
            search.done.set()
            self._tell(search, "done", None)

    async def _take(self, search: Search, playable: Playable, report: Report) -> None:
        if report.fresh:
            async with self._database.write() as session:
                taken = await self._sources.put_offers(session, playable, report.fresh)
            search.new += taken.new
            search.found += len(report.fresh)
        search.parts[report.provider].take(report)
        self._tell(search, "running", report.provider)

    async def _finish(self, search: Search, members: Sequence[Member]) -> None:
        now = self._clock.now()
        async with self._database.write() as session:
            await self._providers.remember(session, members)
            if search.has_been_answered:
                await store.note_search(
                    session,
                    search.ref,
                    found=search.found,
                    now=now,
                    due_at=now + _AGAIN_IN,
                    interest=OPENED if search.waiters else 0.0,
                )
        failed = sorted(part.provider for part in search.parts.values() if part.state == "failed")
        _log.info("search.done", ref=search.ref, found=search.found, new=search.new, failed=failed)

    async def _note_opened(self, ref: str) -> None:
        """Somebody looks at its page; written only where that is news."""
        async with self._database.read() as session:
            interest = await store.interest_of(session, ref)
        if interest is not None and interest < 0.9 * OPENED:
            async with self._database.write() as session:
                await store.raise_interest(session, ref, OPENED)

    async def _is_fresh(self, ref: str) -> bool:
        now, last = self._clock.now(), self._finished.get(ref)
        if last is not None and not last.has_been_answered:
            return now - last.started_at < _FRESH_FAILED
        async with self._database.read() as session:
            noted = await store.searched_at(session, ref)
        return noted is not None and now - noted[0] < (_FRESH_FOUND if noted[1] else _FRESH_NOTHING)

    async def _query(self, playable: Playable) -> tuple[Query, int]:
        """What to ask, and how many sources providers have listed before."""
        async with self._database.read() as session:
            known = await identity_of(session, playable)
            listed, _ = await store.listed(session, str(playable))
        if isinstance(playable, Episode):
            episode = EpisodeOf(
                known.titles,
                playable.season,
                playable.number,
                year=known.year,
                imdb_id=known.imdb_id,
                tmdb_id=known.tmdb_id,
                tvdb_id=known.tvdb_id,
                absolute=known.absolute,
                air_date=known.air_date.isoformat() if known.air_date else None,
                country=known.country,
            )
            return episode, listed
        return Film(known.titles, known.year, known.imdb_id, known.tmdb_id, known.country), listed

    def _tell(self, search: Search, state: str, provider: str | None) -> None:
        counts = {"found": search.found, "new": search.new, "is_stale": search.is_stale}
        self._events.tell(TOPIC, {"ref": search.ref, "state": state, "provider": provider, **counts}, to=search.waiters)


def _is_ours(playable: Playable) -> bool:
    match playable:
        case Movie(number) | Episode(number, _, _):
            return number >= _FIRST_ID_OF_OURS
        case Media():
            return True
