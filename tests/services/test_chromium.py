"""The browser of the lab shows pages, plays H.264, tells what went wrong and keeps visitors apart."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from PIL import Image

from tests.services.chromium import PHONE, SCREENS, TV, Visit
from tests.services.pages import PageServer

pytestmark = pytest.mark.browser

_PAGE = "<title>House</title><link rel=icon href=data:,><h1>Hello</h1>"


@pytest.fixture
async def site() -> AsyncGenerator[PageServer]:
    async with PageServer({"/": _PAGE}) as site:
        yield site


async def test_a_page_is_seen_on_every_screen(visit: Visit, site: PageServer) -> None:
    visitor = await visit(PHONE, site.url)
    await visitor.page.goto("/")
    assert await visitor.page.title() == "House"
    photographs = await visitor.photograph("The lab: a page!", screens=SCREENS)
    assert [path.name for path in photographs] == [f"the-lab-a-page-{screen.name}.png" for screen in SCREENS]
    assert [_size(path) for path in photographs] == [(screen.width, screen.height) for screen in SCREENS]
    assert visitor.complaints == []


async def test_what_a_page_complains_of_is_kept(visit: Visit, site: PageServer) -> None:
    visitor = await visit(TV, site.url)
    await visitor.page.goto("/")
    await visitor.page.evaluate("console.error('no poster'); setTimeout(() => { throw new Error('oops') })")
    await visitor.page.wait_for_function("new Promise(done => setTimeout(() => done(true)))")
    assert [complaint.split("\n")[0] for complaint in visitor.complaints] == ["no poster", "uncaught oops"]


async def test_visitors_share_nothing(visit: Visit, site: PageServer) -> None:
    one, other = await visit(base_url=site.url), await visit(base_url=site.url)
    for visitor in (one, other):
        await visitor.page.goto("/")
    await one.page.evaluate("localStorage.setItem('who', 'one'); document.cookie = 'who=one'")
    assert await other.page.evaluate("[localStorage.getItem('who'), document.cookie]") == [None, ""]


async def test_it_plays_what_films_are_made_of(visit: Visit) -> None:
    visitor = await visit()
    supported = "MediaSource.isTypeSupported('video/mp4; codecs=\"avc1.640028, mp4a.40.2\"')"
    assert await visitor.page.evaluate(supported)


def _size(path: Path) -> tuple[int, int]:
    with Image.open(path) as image:
        return image.size
