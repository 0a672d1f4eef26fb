"""Having posters ready before anybody looks, a few at a time."""

import asyncio
from datetime import timedelta

from miauflix.catalog.pictures import store
from miauflix.catalog.pictures.gallery import Gallery
from miauflix.infra.db import Database
from miauflix.infra.scheduler import Schedule, ScheduledTask, TaskContext

_AT_ONCE = 2  # of the gallery's eight places: whoever looks at a page comes first
_WIDTH = 342  # what a poster of a row is on most screens


async def warm_posters(database: Database, gallery: Gallery, *, limit: int = 500) -> str:
    """Fetch up to `limit` posters of titles on lists that have not come yet; answers what came of it in a line."""
    async with database.read() as session:
        rows = await store.missing_posters(session, limit)
    waiting, came = iter(rows), 0

    async def work() -> None:
        nonlocal came
        for row in waiting:
            if gallery.host_is_quiet:
                return
            is_here = await gallery.bring(row, _WIDTH, "avif")
            came += is_here

    async with asyncio.TaskGroup() as group:
        for _ in range(_AT_ONCE):
            group.create_task(work())
    if gallery.host_is_quiet:
        return f"{came} of {len(rows)} posters came; the image host does not answer"
    return f"{came} of {len(rows)} posters came"


def register(schedule: Schedule, *, database: Database, gallery: Gallery) -> None:
    """Put this room's work on pictures into the schedule."""

    async def warm(_: TaskContext) -> str:
        return await warm_posters(database, gallery)

    schedule.add(ScheduledTask("warmImages", every=timedelta(minutes=10), run=warm, first_after=timedelta(minutes=1)))
