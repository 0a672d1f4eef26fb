"""The pages of a film, a show and a person whom TMDB knows all of, and the banner when it fails, at two sizes."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.fakes.served import served
from tests.fakes.tmdb import TOKEN, FakeTmdb, World
from tests.fakes.tmdb.world import name_of, people_of, person_name
from tests.flows.axe import faults
from tests.flows.complete import until_complete
from tests.flows.reach import Walk
from tests.flows.screens import EMAIL, PASSWORD, Guest
from tests.services.chromium import DESKTOP, TV, Screen, Visit
from tests.services.server import Person, Server

pytestmark = pytest.mark.browser

_TITLE = 1002  # the film is part of a collection, the show has three seasons and goes on


@dataclass(frozen=True)
class _House:
    server: Server
    tmdb: FakeTmdb
    admin: Person


@pytest.fixture(scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[_House]:
    """Whose admin has watched the show up to the first episode of its second season."""
    tmdb = FakeTmdb(World(movies=6, shows=6))
    async with served(tmdb) as url:
        told = {"TMDB_API_ACCESS_TOKEN": TOKEN, "TMDB_API_URL": f"{url}/3", "TMDB_IMAGE_URL": f"{url}/t/p"}
        folder: Path = tmp_path_factory.mktemp("house")
        async with Server(folder / "data", environment=told) as server:
            admin = await server.set_up(EMAIL, PASSWORD)
            watched = {"ref": f"episode:{_TITLE}:2:1", "watched": True}
            (await admin.client.post("/api/progress/watched", json=watched)).raise_for_status()
            yield _House(server, tmdb, admin)


async def _come_in(house: _House, visit: Visit, screen: Screen) -> Guest:
    guest = await Guest.at(visit, screen, house.server.url)
    await guest.sign_in()
    return guest


async def _is_sound(guest: Guest, *, at_least: int) -> None:
    """Nothing is wrong by axe, and arrows reach everything there is to press."""
    await until_complete(guest.page)
    assert await faults(guest.page) == []
    walk = Walk(guest.page, grows=True)
    assert await walk.out_of_reach() == []
    assert len(walk.reached) >= at_least


@pytest.mark.parametrize("screen", [DESKTOP, TV], ids=lambda screen: screen.name)
async def test_a_film_tells_all_that_is_known_of_it(house: _House, visit: Visit, screen: Screen) -> None:
    guest = await _come_in(house, visit, screen)
    await guest.go(f"/films/{_TITLE}")
    page, cast = guest.page, people_of("movie", _TITLE)[0]
    await page.get_by_text(guest.say("title.collection", name=f"Collection {_TITLE // 60}")).wait_for()
    await page.get_by_text("R", exact=True).wait_for()
    await page.get_by_role("link", name=f"Trailer {_TITLE}").wait_for()
    people = page.get_by_role("region", name=guest.say("title.people"))
    await people.get_by_role("link", name=cast[0]["name"]).wait_for()
    await _is_sound(guest, at_least=10)
    await people.get_by_role("link", name=cast[0]["name"]).press("Enter")
    await page.get_by_role("heading", name=cast[0]["name"], level=1).wait_for()


@pytest.mark.parametrize("screen", [DESKTOP, TV], ids=lambda screen: screen.name)
async def test_a_show_opens_where_one_is_and_has_its_seasons(house: _House, visit: Visit, screen: Screen) -> None:
    guest = await _come_in(house, visit, screen)
    await guest.go(f"/shows/{_TITLE}")
    page = guest.page
    await page.get_by_role("button", name=guest.say("title.findEpisode", which="S2 E2")).wait_for()
    await expect(page.get_by_role("radio", name="Season 2")).to_be_checked()
    await expect(page.get_by_role("radio", name="Season")).to_have_count(3)
    episodes = page.get_by_role("list", name="Season 2").get_by_role("listitem")
    await expect(episodes.first).to_contain_text("Chapter 1")
    seen = page.get_by_role("button", name=f"{guest.say('title.markUnwatched')}: Chapter 1")
    await seen.wait_for()
    await _is_sound(guest, at_least=20)
    await page.get_by_role("radio", name="Season 3").locator("..").click()
    await page.get_by_role("list", name="Season 3").wait_for()
    assert page.url.endswith("?season=3")


@pytest.mark.parametrize("screen", [DESKTOP, TV], ids=lambda screen: screen.name)
async def test_somebody_has_a_page_with_what_they_made(house: _House, visit: Visit, screen: Screen) -> None:
    number = int(people_of("movie", _TITLE)[0][0]["id"])
    guest = await _come_in(house, visit, screen)
    await guest.go(f"/people/{number}")
    await guest.page.get_by_role("heading", name=person_name(number), level=1).wait_for()
    await guest.page.locator(f"main a[href='/films/{_TITLE}']").wait_for()
    await _is_sound(guest, at_least=2)


@pytest.mark.parametrize("screen", [DESKTOP, TV], ids=lambda screen: screen.name)
async def test_titles_are_read_in_another_language_than_the_menus(house: _House, visit: Visit, screen: Screen) -> None:
    guest = await _come_in(house, visit, screen)
    page = guest.page
    await guest.go("/account")
    await guest.field("common.otherLanguage").fill("francais")
    assert await faults(guest.page) == []
    async with page.expect_response("**/api/profiles/*"):
        await page.get_by_role("radio", name="French", exact=True).locator("..").click()
    await guest.go(f"/films/{_TITLE}")
    await page.get_by_role("heading", name=name_of("movie", _TITLE, "fr"), level=1).wait_for()
    await guest.button("watchlist.add").wait_for()
    await guest.go("/profiles?manage")
    await page.get_by_role("button", name=guest.say.pattern("profiles.edit")).first.click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_role("radio", name="French", exact=True)).to_be_checked()
    await _is_sound(guest, at_least=20)
    await dialog.get_by_role("radio", name="English", exact=True).locator("..").click()
    async with page.expect_response("**/api/profiles/*"):
        await guest.button("common.save", within=dialog).click()


async def test_who_runs_the_house_is_told_what_is_wrong(house: _House, visit: Visit) -> None:
    guest = await _come_in(house, visit, DESKTOP)
    await expect(guest.page.get_by_role("list", name=guest.say("house.problems"))).to_have_count(0)
    house.tmdb.fault = "refused"
    await house.admin.client.get("/api/people/1003")
    for screen in (DESKTOP, TV):
        guest = await _come_in(house, visit, screen)
        note = guest.page.get_by_role("list", name=guest.say("house.problems"))
        await guest.go("/account")
        await expect(note).to_contain_text(guest.say("house.codes.tmdb_refused.message"))
        await expect(note).to_contain_text(guest.say("house.codes.tmdb_refused.fix"))
        assert await faults(guest.page) == []
