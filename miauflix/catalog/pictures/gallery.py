"""Showing pictures: from the shelf if they are there, made or fetched once if not, and never an error in their place.

Pillow works in a few threads of its own at the lowest priority, so that neither the event loop nor a stream waits for
a picture. However many ask for a file at once, it is made once, and that goes on when those who asked have left.
"""

import asyncio
import os
import threading
from collections.abc import Callable, Coroutine, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar, TypeVarTuple, cast

import structlog

from miauflix.catalog.pictures import store
from miauflix.catalog.pictures.cards import MEDIA_TYPE as CARD_TYPE
from miauflix.catalog.pictures.cards import draw_card
from miauflix.catalog.pictures.encoding import MEDIA_TYPES, Format, NoPicture, examine, render
from miauflix.catalog.pictures.image_host import ImageHost, NotToBeHad, size_for
from miauflix.catalog.pictures.keeping import PictureStore
from miauflix.catalog.pictures.shelf import Shelf
from miauflix.catalog.tables import PictureRow
from miauflix.catalog.types import PictureKind
from miauflix.infra.db import Database
from miauflix.kit.clock import Clock

_log = structlog.get_logger(__name__)

WIDTHS = (92, 185, 342, 500, 780, 1280, 1920)
_WAIT_S = 8.0  # how long an <img> waits for the image host before it gets a card
_FETCHES = 8
_THREADS = max(1, min(4, (os.cpu_count() or 2) // 2))
_NICENESS = 10  # a tenth of what anything else gets when all want the processor; more, and a poster never comes
# The image host's terms allow half a year. What is older is fetched anew beside the answer.
_FRESH_FOR = timedelta(days=150)

Made = TypeVar("Made")
Given = TypeVarTuple("Given")


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture to send. `is_final`: it will be this one for ever; else it stands in for one that may come."""

    content: bytes
    media_type: str
    is_final: bool


class Gallery:
    """Serves every picture the database knows. Close it at the end."""

    def __init__(
        self, database: Database, originals: PictureStore, shelf: Shelf, host: ImageHost, clock: Clock
    ) -> None:
        self._database = database
        self._originals = originals
        self._shelf = shelf
        self._host = host
        self._clock = clock
        self._places = asyncio.Semaphore(_FETCHES)
        self._busy: dict[Hashable, asyncio.Task[Any]] = {}
        self._threads = ThreadPoolExecutor(_THREADS, "pictures", initializer=_step_back)

    @property
    def host_is_quiet(self) -> bool:
        """Whether the image host is being left alone right now."""
        return self._host.is_quiet

    async def show(self, row: PictureRow, width: int, form: Format) -> Shown:
        """The picture at the step of the ladder that is at least `width` wide, or a card with its words."""
        step = step_for(width)
        if row.origin == "drawn":
            return _card(row, is_final=True)
        found = await asyncio.to_thread(self._shelf.get, _rendition(row.hash, step, form))
        if found is not None:
            self._renew_if_old(row)
            return Shown(found, MEDIA_TYPES[form], is_final=True)
        making = self._once((row.hash, step, form), lambda: self._make(row, step, form))
        try:
            content = await asyncio.wait_for(making, _WAIT_S)
        except (NotToBeHad, NoPicture, OSError) as error:  # a TimeoutError is an OSError
            _log.info("picture.not_to_be_had", hash=row.hash, reason=str(error) or "it takes long")
            return await self._instead(row, step, form)
        return Shown(content, MEDIA_TYPES[form], is_final=True)

    async def bring(self, row: PictureRow, width: int, form: Format) -> bool:
        """Have the picture ready at this width before anybody asks; False if it cannot be had now."""
        step = step_for(width)
        try:
            await self._once((row.hash, step, form), lambda: self._make(row, step, form))
        except (NotToBeHad, NoPicture, OSError):
            return False
        return True

    async def aclose(self) -> None:
        for task in self._busy.values():
            task.cancel()
        await asyncio.gather(*self._busy.values(), return_exceptions=True)
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _make(self, row: PictureRow, step: int, form: Format) -> bytes:
        size = size_for(cast("PictureKind", row.kind), step)
        source = await self._source(row, size)
        try:
            content = await self._in_thread(render, source, step, form)
        except NoPicture:
            await asyncio.to_thread(self._shelf.drop, _source_name(row.hash, size))  # the disk has spoiled it
            raise
        await asyncio.to_thread(self._keep, _rendition(row.hash, step, form), content)
        return content

    async def _source(self, row: PictureRow, size: str) -> bytes:
        """The bytes to make a rendition from; those of a remote picture have been examined before."""
        path = row.remote_path
        if path is None:
            return await asyncio.to_thread(self._originals.read, row.hash)
        kept = await asyncio.to_thread(self._shelf.get, _source_name(row.hash, size))
        if kept is not None and row.fetched_at is not None:
            return kept
        return await self._once((row.hash, size), lambda: self._take_in(row.hash, path, size, kept))

    async def _take_in(self, name: str, path: str, size: str, kept: bytes | None = None) -> bytes:
        """Fetch a picture, look at it, and note what it is; `kept` are bytes that came before a crash could note it."""
        content = kept or await self._fetch(path, size)
        try:
            width, height, preview = await self._in_thread(examine, content)
        except NoPicture as error:
            raise self._host.refuse(path, error) from error
        await asyncio.to_thread(self._keep, _source_name(name, size), content)
        async with self._database.write() as session:
            await store.picture_came(session, name, (width, height), preview, self._clock.now())
        return content

    async def _fetch(self, path: str, size: str) -> bytes:
        async with self._places:
            return await self._host.fetch(path, size)

    async def _instead(self, row: PictureRow, step: int, form: Format) -> Shown:
        """What is nearest to the picture: another width of it, or a card."""
        for other in sorted(WIDTHS, key=lambda one: (one < step, abs(one - step))):
            found = await asyncio.to_thread(self._shelf.get, _rendition(row.hash, other, form))
            if found is not None:
                return Shown(found, MEDIA_TYPES[form], is_final=False)
        return _card(row, is_final=False)

    def _renew_if_old(self, row: PictureRow) -> None:
        """Fetch an old picture anew, beside the answer; the old one stays for as long as that does not succeed."""
        if row.remote_path is None or row.fetched_at is None or self._host.is_quiet:
            return
        if self._clock.now() - row.fetched_at > _FRESH_FOR:
            path = row.remote_path
            self._start((row.hash, "renewal"), lambda: self._renew(row.hash, path, cast("PictureKind", row.kind)))

    async def _renew(self, name: str, path: str, kind: PictureKind) -> None:
        smallest = size_for(kind, WIDTHS[0])
        try:
            await self._take_in(name, path, smallest)
        except NotToBeHad as error:
            _log.info("picture.not_renewed", hash=name, reason=str(error))
            return
        stale = {_source_name(name, size_for(kind, step)) for step in WIDTHS} - {_source_name(name, smallest)}
        stale |= {_rendition(name, step, form) for step in WIDTHS for form in MEDIA_TYPES}
        await asyncio.to_thread(lambda: [self._shelf.drop(one) for one in stale])

    def _keep(self, name: str, content: bytes) -> None:
        try:
            self._shelf.put(name, content)
        except OSError as error:  # a full disk is no reason not to show what is in hand
            _log.warning("picture.not_kept", file=name, reason=error.strerror)

    async def _in_thread(self, work: Callable[[*Given], Made], *given: *Given) -> Made:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *given)

    async def _once(self, key: Hashable, work: Callable[[], Coroutine[Any, Any, Made]]) -> Made:
        """What `work` answers; whoever asks for the same key meanwhile gets the same answer."""
        return await asyncio.shield(self._start(key, work))

    def _start(self, key: Hashable, work: Callable[[], Coroutine[Any, Any, Made]]) -> asyncio.Task[Made]:
        task = self._busy.get(key)
        if task is None:
            task = self._busy[key] = asyncio.create_task(work())
            task.add_done_callback(lambda done: self._finished(key, done))
        return task

    def _finished(self, key: Hashable, task: asyncio.Task[Any]) -> None:
        self._busy.pop(key, None)
        if not task.cancelled():
            task.exception()  # seen, though everyone who waited may have left


def step_for(width: int) -> int:
    return next((one for one in WIDTHS if one >= width), WIDTHS[-1])


def format_for(accept: str) -> Format:
    """The best form that an `Accept` header (RFC 9110 §12.5.1) names; WebP, which everything shows, if none."""
    for part in accept.lower().split(","):
        name, *parameters = (one.strip() for one in part.split(";"))
        refused = any(one.replace(" ", "").rstrip("0").rstrip(".") in {"q=", "q=0"} for one in parameters)
        if name == MEDIA_TYPES["avif"] and not refused:
            return "avif"
    return "webp"


def _card(row: PictureRow, *, is_final: bool) -> Shown:
    return Shown(draw_card(row.words, cast("PictureKind", row.kind)), CARD_TYPE, is_final)


def _rendition(name: str, step: int, form: Format) -> str:
    return f"{name[:2]}/{name}-{step}.{form}"


def _source_name(name: str, size: str) -> str:
    return f"{name[:2]}/{name}-{size}"


def _step_back() -> None:
    """Give way to everything else: on Linux a thread has a priority of its own."""
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
