"""Indexing what was stored before, or under other rules, a few hundred at a time so that nobody waits long."""

from datetime import timedelta

from miauflix.catalog.searching import store
from miauflix.catalog.searching.indexing import index_people, index_titles
from miauflix.catalog.tables import SyncStateRow
from miauflix.infra.db import Database
from miauflix.infra.scheduler import Schedule, ScheduledTask, TaskContext
from miauflix.kit.clock import Clock
from miauflix.kit.sentences import Sentence

EDITION = 1
"""Of the rules in `normalising`: raise it when they change, and the next start indexes everything anew."""

_STATE = "search.edition"
_INDEXED = Sentence("names_indexed", "{titles} titles and {people} people indexed")
_AT_ONCE = 300


async def rebuild_index(database: Database, clock: Clock, *, every: bool = False) -> str:
    """Index what is not, or everything with `every` or after the rules have changed; answers a line about it.

    A process killed in the middle has indexed as much as it had; the next one goes on.
    """
    async with database.read() as session:
        state = await session.get(SyncStateRow, _STATE)
    every = every or state is None or state.value.get("edition") != EDITION
    titles, people = await _titles(database, every=every), await _people(database, every=every)
    if every:
        async with database.write() as session:
            await session.merge(SyncStateRow(name=_STATE, value={"edition": EDITION}, updated_at=clock.now()))
    return _INDEXED(titles=titles, people=people)


def register(schedule: Schedule, *, database: Database, clock: Clock) -> None:
    """Put the upkeep of the index into the schedule: at the first start, and for what should ever be missed."""

    async def run(_: TaskContext) -> str:
        return await rebuild_index(database, clock)

    schedule.add(ScheduledTask("indexNames", every=timedelta(days=1), run=run))


async def _titles(database: Database, *, every: bool) -> int:
    done, after = 0, ""
    while True:
        async with database.write() as session:
            ids = await store.unindexed_titles(session, after, _AT_ONCE, every=every)
            await index_titles(session, ids)
        if not ids:
            return done
        done, after = done + len(ids), ids[-1]


async def _people(database: Database, *, every: bool) -> int:
    done, after = 0, 0
    while True:
        async with database.write() as session:
            ids = await store.unindexed_people(session, after, _AT_ONCE, every=every)
            await index_people(session, ids)
        if not ids:
            return done
        done, after = done + len(ids), ids[-1]
