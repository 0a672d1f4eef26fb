"""What goes wrong while people watch: tabs that race, a token that runs out, a server that dies, no network."""

from collections.abc import AsyncGenerator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import anyio
import pytest
from playwright.async_api import Request, Route

from tests.flows.conftest import House, lab_house
from tests.flows.screens import EMAIL, PASSWORD, Guest
from tests.services.chromium import DESKTOP, Visit

pytestmark = pytest.mark.browser

# As a page over plain http from another machine has none.
_WITHOUT_LOCKS = "Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })"
_EXPIRED = '{"type": "about:blank", "title": "The session has expired", "status": 401, "code": "unauthorised"}'
_SAVED_EVERY_S = 10


@pytest.fixture(scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[House]:
    async with lab_house(tmp_path_factory.mktemp("house")) as house:
        await house.server.set_up(EMAIL, PASSWORD)
        yield house


@pytest.fixture
async def guest(house: House, visit: Visit) -> Guest:
    guest = await Guest.at(visit, DESKTOP, house.server.url)
    await guest.sign_in()
    return guest


@pytest.mark.parametrize("has_locks", [True, False], ids=["https", "plain http"])
async def test_tabs_that_refresh_at_once_log_nobody_out(house: House, visit: Visit, has_locks: bool) -> None:
    guest = await Guest.at(visit, DESKTOP, house.server.url)
    if not has_locks:
        await guest.page.context.add_init_script(_WITHOUT_LOCKS)
    await guest.page.context.clock.install()
    await guest.sign_in()
    tabs = [guest, await guest.another_tab(), await guest.another_tab()]
    for _ in range(4):
        await _all(tabs, "/account", "account.title")
    await guest.page.context.clock.fast_forward("15:00")
    async with anyio.create_task_group() as group:
        for tab in tabs:
            group.start_soon(tab.link(tab.say("common.films")).click)
    for tab in tabs:
        await tab.page.get_by_role("heading", name=tab.say("common.films"), level=1).wait_for()
    await _all(tabs, "/account", "account.title")


async def _all(tabs: Sequence[Guest], path: str, heading: str) -> None:
    """Every tab loads the page at the same moment, and each gets it."""
    async with anyio.create_task_group() as group:
        for tab in tabs:
            group.start_soon(tab.go, path)
    for tab in tabs:
        await tab.page.get_by_role("heading", name=tab.say(heading), level=1).wait_for()


async def test_a_token_that_runs_out_in_mid_film_is_not_noticed(house: House, guest: Guest) -> None:
    carried: set[str] = set()
    refused: set[str] = set()

    def note(request: Request) -> None:
        carried.add(request.headers.get("authorization", ""))

    async def as_if_later(route: Route) -> None:
        if route.request.headers.get("authorization") not in carried - {""}:
            return await route.continue_()
        refused.add(urlsplit(route.request.url).path)
        return await route.fulfill(status=401, content_type="application/problem+json", body=_EXPIRED)

    guest.page.on("request", note)
    await guest.open_title(house.title)
    player = await guest.press_play()
    await player.plays(0)
    guest.page.remove_listener("request", note)
    await guest.page.route("**/api/**", as_if_later)

    await player.plays(await player.seek(0.3))
    await player.leave()
    await guest.page.get_by_role("heading", name=house.title, level=1).wait_for()
    await guest.page.get_by_role("link", name=guest.say("common.resume"), exact=True).wait_for()
    assert "/api/progress" in refused


async def test_a_killed_server_costs_ten_seconds_at_most_and_the_film_goes_on(tmp_path: Path, visit: Visit) -> None:
    async with lab_house(tmp_path) as house:
        guest = await Guest.at(visit, DESKTOP, house.server.url)
        await guest.set_up()
        await guest.open_title(house.title)
        player = await guest.press_play()
        await player.plays(0)
        await player.reaches(_SAVED_EVERY_S + 3)
        killed_at_s = await player.position_s()
        await house.server.kill()
        sought_s = await player.seek(0.7)
        await guest.page.get_by_text(guest.say("trouble.offline.title")).wait_for()

        await house.server.start()
        await player.plays(sought_s)
        person = await house.server.log_in(EMAIL, PASSWORD)
        ref = guest.page.url.rpartition("/")[2]
        [kept] = (await person.client.get("/api/progress", params={"refs": ref})).raise_for_status().json()["items"]
        assert kept["position_s"] > killed_at_s - _SAVED_EVERY_S - 1


async def test_without_a_network_the_page_stays_and_the_next_one_comes_later(house: House, guest: Guest) -> None:
    note = guest.page.get_by_text(guest.say("common.deviceOffline"))
    await guest.page.wait_for_load_state("networkidle")
    await guest.page.context.set_offline(True)
    await note.wait_for()
    await guest.page.locator("main section").last.get_by_role("link").first.click()
    await guest.page.get_by_role("heading", name=guest.say("trouble.offline.title")).wait_for()
    await guest.page.get_by_text(guest.say("trouble.offline.fix")).wait_for()

    await guest.page.context.set_offline(False)
    await note.wait_for(state="hidden")
    await guest.page.get_by_role("heading", name=house.title, level=1).wait_for()


async def test_a_film_waits_for_the_network(tmp_path: Path, visit: Visit) -> None:
    async with lab_house(tmp_path) as house:
        guest = await Guest.at(visit, DESKTOP, house.server.url)
        await guest.set_up()
        await guest.open_title(house.title)
        player = await guest.press_play()
        await player.plays(0)
        await guest.page.context.set_offline(True)
        sought_s = await player.seek(0.7)
        await guest.page.get_by_text(guest.say("player.status.offline")).first.wait_for()

        await guest.page.context.set_offline(False)
        await player.plays(sought_s)
