"""The scheduled tasks of this room, by the names that checks from outside rely on."""

from datetime import timedelta

from miauflix.infra.scheduler import Schedule, ScheduledTask, TaskContext
from miauflix.sources.discovery.service import Discovery


def register(schedule: Schedule, discovery: Discovery) -> None:
    async def search_titles(_context: TaskContext) -> str:
        return await discovery.search_titles()

    async def fetch_files(_context: TaskContext) -> str:
        return await discovery.fetch_files()

    async def update_stats(_context: TaskContext) -> str:
        return await discovery.update_stats()

    async def resync(_context: TaskContext) -> str:
        return await discovery.resync()

    soon, often = timedelta(minutes=2), timedelta(minutes=5)
    schedule.add(ScheduledTask("movieSourceSearch", every=often, run=search_titles, first_after=soon))
    schedule.add(ScheduledTask("dataFileSearch", every=often, run=fetch_files, first_after=soon))
    schedule.add(ScheduledTask("updateSourcesStats", every=2 * often, run=update_stats, first_after=soon))
    schedule.add(ScheduledTask("resyncMovieSources", every=timedelta(hours=6), run=resync, first_after=3 * often))
