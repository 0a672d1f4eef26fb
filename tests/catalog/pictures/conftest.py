"""A gallery on a real database, with an image host of the test's own."""

from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import stamina

from miauflix.catalog import Gallery, ImageHost, PictureStore, Shelf, picture_for
from miauflix.catalog.pictures import store
from miauflix.catalog.tables import PictureRow
from miauflix.infra.db import Database
from miauflix.infra.outbound import Outbound
from miauflix.kit.clock import ManualClock
from tests.infra.outbound.site import Site

PATH = "/harbour.jpg"

MakeGallery = Callable[..., Gallery]


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def galleries(any_database: Database, tmp_path: Path, clock: ManualClock) -> "Galleries":
    return Galleries(any_database, tmp_path, clock)


class Galleries:
    """Makes galleries on one data folder, as restarts do."""

    def __init__(self, database: Database, folder: Path, clock: ManualClock) -> None:
        self.database = database
        self.folder = folder
        self.clock = clock
        self.originals = PictureStore(folder)
        self._stack = AsyncExitStack()

    async def open(self, site: Site, *, quota_bytes: int = 10_000_000) -> Gallery:
        outbound = Outbound(self.clock, trusted=[site.base])
        host = ImageHost(outbound, f"{site.base}/t/p/", self.clock)
        shelf = Shelf(self.folder / "cache", quota_bytes)
        gallery = Gallery(self.database, self.originals, shelf, host, self.clock)
        self._stack.push_async_callback(outbound.aclose)
        self._stack.push_async_callback(gallery.aclose)
        return gallery

    async def known(self, path: str | None = PATH, words: str = "Harbour") -> PictureRow:
        """The row of a poster, known by its path."""
        async with self.database.write() as session:
            name = await picture_for(session, path, "poster", words)
        return await self.row(name)

    async def row(self, name: str) -> PictureRow:
        async with self.database.read() as session:
            row = await store.picture(session, name)
        assert row is not None
        return row

    async def aclose(self) -> None:
        await self._stack.aclose()


@pytest.fixture
async def house(galleries: Galleries) -> AsyncGenerator[Galleries]:
    with stamina.set_testing(True, attempts=1):
        yield galleries
        await galleries.aclose()
