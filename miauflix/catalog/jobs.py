"""What this room does by itself."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from miauflix.catalog.library import NO_TOKEN, Library
from miauflix.catalog.lists import refresh_lists
from miauflix.catalog.saying import NOTHING
from miauflix.catalog.seeding import seed_once
from miauflix.catalog.syncing import sync_incomplete_seasons, sync_titles
from miauflix.infra.scheduler import Schedule, ScheduledTask, TaskContext


def register(schedule: Schedule, *, library: Library) -> None:
    """Put this room's tasks into the schedule; without a token they say so and do nothing.

    On a first start the catalogue is filled, once; what else is on lists follows a minute later, episodes after that.
    """

    def task(name: str, every: timedelta, first_after: timedelta, work: Callable[[Library], Awaitable[str]]) -> None:
        async def run(_context: TaskContext) -> str:
            return NOTHING(why=NO_TOKEN()) if library.tmdb is None else await work(library)

        schedule.add(ScheduledTask(name, every=every, run=run, first_after=first_after, timeout=timedelta(minutes=30)))

    task("seedCatalogue", timedelta(minutes=10), timedelta(0), seed_once)
    task("refreshLists", timedelta(hours=1), timedelta(0), refresh_lists)
    task("syncMovies", timedelta(hours=1.5), timedelta(minutes=1), sync_titles)
    task("syncIncompleteSeasons", timedelta(minutes=30), timedelta(minutes=3), sync_incomplete_seasons)
