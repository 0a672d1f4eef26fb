"""Having posters ready before anybody looks, a few at a time."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from miauflix.accounts import languages_in_use
from miauflix.catalog.pictures import store
from miauflix.catalog.pictures.gallery import Gallery
from miauflix.catalog.tables import PictureRow
from miauflix.infra.db import Database
from miauflix.infra.scheduler import Schedule, ScheduledTask, TaskContext
from miauflix.kit.sentences import Sentence, together

_POSTERS = Sentence("posters_came", "{came} of {wanted} posters came")
_BACKDROPS = Sentence("backdrops_came", "{came} of {wanted} backdrops")
_HOST_IS_QUIET = Sentence("image_host_quiet", "the image host does not answer")

_AT_ONCE = 2  # of the gallery's eight places: whoever looks at a page comes first
_POSTER_WIDTH = 342  # what a poster of a row is on most screens
_BACKDROP_WIDTH = 1280
_DEEP = 3  # the head of the home page is a title with a wide picture near the top of a row


async def warm_posters(database: Database, gallery: Gallery, *, limit: int = 500) -> str:
    """Fetch up to `limit` posters of titles on lists that have not come yet, in the languages people read, and the wide
    pictures for the head of the home page; answers what came of it in a line.
    """
    async with database.read() as session:
        posters = await store.missing_posters(session, await languages_in_use(session), limit)
        backdrops = await store.missing_backdrops(session, _DEEP)
    came = [
        await _bring(gallery, backdrops, _BACKDROP_WIDTH),
        await _bring(gallery, posters, _POSTER_WIDTH),
    ]
    said = [_POSTERS(came=came[1], wanted=len(posters))]
    if backdrops:
        said.append(_BACKDROPS(came=came[0], wanted=len(backdrops)))
    if gallery.host_is_quiet:
        said.append(_HOST_IS_QUIET())
    return together(*said)


async def _bring(gallery: Gallery, rows: Sequence[PictureRow], width: int) -> int:
    waiting, came = iter(rows), 0

    async def work() -> None:
        nonlocal came
        for row in waiting:
            if gallery.host_is_quiet:
                return
            is_here = await gallery.bring(row, width, "avif")
            came += is_here

    async with asyncio.TaskGroup() as group:
        for _ in range(_AT_ONCE):
            group.create_task(work())
    return came


def register(schedule: Schedule, *, database: Database, gallery: Gallery) -> None:
    """Put this room's work on pictures into the schedule."""

    async def warm(_: TaskContext) -> str:
        return await warm_posters(database, gallery)

    schedule.add(ScheduledTask("warmImages", every=timedelta(minutes=10), run=warm, first_after=timedelta(minutes=1)))
