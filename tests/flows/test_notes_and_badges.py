"""What lies over a page or a poster leaves to be seen what is below it."""

from collections.abc import AsyncGenerator

import pytest
from playwright.async_api import Route

from tests.fakes.tmdb.world import World
from tests.flows.axe import faults
from tests.flows.complete import until_complete
from tests.flows.conftest import House, tmdb_house
from tests.flows.screens import EMAIL, PASSWORD, Guest
from tests.services.chromium import DESKTOP, PHONE, TV, Screen, Visit

pytestmark = pytest.mark.browser

_FILM = {"title": "A film", "titles": {}, "stage": "waiting", "percent": 0}


@pytest.fixture(scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[House]:
    async with tmdb_house(tmp_path_factory.mktemp("house"), World(movies=10, shows=2)) as house:
        await house.server.set_up(EMAIL, PASSWORD)
        yield house


@pytest.mark.parametrize("screen", [PHONE, DESKTOP, TV], ids=lambda screen: screen.name)
async def test_a_badge_stays_within_the_margin_that_a_drawn_card_keeps_free(
    house: House, visit: Visit, screen: Screen
) -> None:
    guest = await Guest.at(visit, screen, house.server.url)

    async def making(route: Route) -> None:
        films = [{**_FILM, "ref": f"movie:{number}"} for number in range(1001, 1011)]
        await route.fulfill(json={"active": True, "ready": 0, "total": 10, "films": films})

    await guest.page.route("**/api/demo", making)
    await guest.sign_in()
    await guest.go("/films")
    badge = guest.page.get_by_text(guest.say("demo.soon"), exact=True).first
    await badge.wait_for()
    covered = await badge.evaluate(
        """badge => {
          const [own, frame] = [badge, badge.parentElement].map((one) => one.getBoundingClientRect());
          return Math.min(own.bottom - frame.top, frame.bottom - own.top) / frame.width;
        }"""
    )
    assert covered <= 0.1


async def test_a_trouble_of_the_house_takes_two_lines_on_a_phone_and_can_be_put_aside(
    house: House, visit: Visit
) -> None:
    guest = await Guest.at(visit, PHONE, house.server.url)

    async def failing(route: Route) -> None:
        message = "A Torznab indexer (torznab) is not answering as it should: It did not answer within 8 s"
        fix = "Test it under Manage, Providers; check its address and key, or switch it off"
        values = {"name": "torznab", "why": [{"code": "provider_silent", "values": {"seconds": "8"}}]}
        problem = {"code": "provider_failing", "severity": "warning", "message": message, "fix": fix, "values": values}
        await route.fulfill(json={"problems": [problem]})

    await guest.page.route("**/api/admin/status", failing)
    await guest.sign_in()
    note = guest.page.get_by_role("list", name=guest.say("house.problems")).get_by_role("listitem")
    await note.wait_for()
    assert "The provider did not answer within 8 s" in await note.inner_text()
    await until_complete(guest.page)
    box = await note.bounding_box()
    assert box is not None
    assert box["height"] <= 60
    assert await faults(guest.page) == []
    await note.get_by_role("link").click()
    await guest.page.wait_for_url("**/admin/providers")
    await guest.button("house.hide").click()
    await note.wait_for(state="detached")
    await guest.page.reload()
    await until_complete(guest.page)
    assert await note.count() == 0
