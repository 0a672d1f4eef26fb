"""A provider that takes its time: what it finds is on the screen by itself, and can be played."""

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from playwright.async_api import expect
from starlette.requests import Request
from starlette.types import Receive, Send

from tests.fakes.providers.fake import Listed
from tests.fakes.providers.xml_services import KEY, FakeTorznab
from tests.fakes.served import served
from tests.fakes.tmdb.world import World, name_of, released
from tests.flows.axe import faults
from tests.flows.conftest import House, tmdb_house
from tests.flows.reach import Walk
from tests.flows.screens import EMAIL, PASSWORD, Guest
from tests.services.chromium import DESKTOP, SCREENS, Screen, Visit
from tests.services.deadline import HANG_S

pytestmark = pytest.mark.browser

_WORLD = World(movies=3, shows=3)
_ID = 1002


class Late(FakeTorznab):
    """Knows one film and the first two episodes of one show, and tells when it may."""

    def __init__(self) -> None:
        year = released("movie", _ID)
        film = f"{name_of('movie', _ID, 'en')} {year.year if year else ''}"
        show = name_of("tv", _ID, "en")
        names = [film, f"{show} S01E01", f"{show} S01E02"]
        listed = [
            Listed(f"{name} 1080p WEB x264-CAT{at}".replace(" ", "."), f"{at:040x}") for at, name in enumerate(names, 1)
        ]
        super().__init__(listed, movie_params="q", tv_params="q,season,ep")
        self.may_answer = asyncio.Event()
        self.trouble = self._wait

    async def _wait(self, request: Request, receive: Receive, send: Send) -> None:
        await self.may_answer.wait()
        await self.answer(request)(request.scope, receive, send)


@pytest.fixture
async def provider() -> Late:
    return Late()


@pytest.fixture
async def house(tmp_path: Path, provider: Late) -> AsyncGenerator[House]:
    """Who opens a title waits for hardly anything, so whatever comes is late."""
    async with served(provider) as url, tmdb_house(tmp_path, _WORLD, SOURCE_SEARCH_DEADLINE_MS="50") as house:
        admin = await house.server.set_up(EMAIL, PASSWORD)
        body = {"enabled": True, "base_url": url, "api_key": KEY}
        (await admin.client.put("/api/admin/providers/torznab", json=body)).raise_for_status()
        yield house


async def test_what_comes_late_can_be_played_without_coming_back(house: House, provider: Late, visit: Visit) -> None:
    guest = await Guest.at(visit, DESKTOP, house.server.url)
    await guest.sign_in()
    page, patience = guest.page, HANG_S * 1000
    play = guest.link(guest.say("common.play"))

    await guest.go(f"/films/{_ID}")
    await page.get_by_role("heading", name=guest.say("sources.none")).wait_for()
    await page.get_by_text(guest.say("sources.asked")).wait_for()
    await expect(play).to_have_count(0)
    provider.may_answer.set()
    await play.wait_for()
    await page.get_by_role("heading", name=guest.say("sources.title")).wait_for()
    await expect(page.locator(f"a[href^='/watch/movie:{_ID}?source=']")).to_have_count(1, timeout=patience)
    await page.get_by_text(guest.say("sources.found_one", count=1)).wait_for()

    provider.may_answer.clear()
    first, second = (page.locator(f"main ol a[href='/watch/episode:{_ID}:1:{number}']") for number in (1, 2))
    await guest.go(f"/shows/{_ID}")
    sources = page.get_by_role("button", name=guest.say.pattern("sources.listOf"))
    await sources.nth(1).wait_for()
    await expect(first).to_have_count(0)
    provider.may_answer.set()
    await first.wait_for()
    await expect(page.locator(f"main a[href='/watch/episode:{_ID}:1:1']")).to_have_count(2, timeout=patience)
    await expect(second).to_have_count(0)

    provider.may_answer.clear()
    await sources.nth(1).click()
    await page.get_by_role("dialog").get_by_text(guest.say("sources.asked")).wait_for()
    provider.may_answer.set()
    await second.wait_for()
    await expect(page.get_by_role("dialog").locator("a[href*='?source=']")).to_have_count(1, timeout=patience)
    await guest.is_content()


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
async def test_what_was_found_once_and_not_again_says_so(
    house: House, provider: Late, visit: Visit, screen: Screen
) -> None:
    guest = await Guest.at(visit, screen, house.server.url)
    await guest.sign_in()
    provider.may_answer.set()
    await guest.go(f"/films/{_ID}")
    await guest.link(guest.say("common.play")).wait_for()
    stale = guest.page.get_by_text(guest.say.pattern("sources.staleSince"))

    listed, provider.listed = provider.listed, []
    await guest.button("sources.look").click()
    await stale.wait_for()
    assert await faults(guest.page) == []
    if not screen.is_touch:
        assert await Walk(guest.page).out_of_reach() == []

    provider.listed = listed
    await guest.button("sources.again").click()
    await guest.button("sources.look").wait_for()
    await expect(stale).to_have_count(0)
    await guest.is_content()
