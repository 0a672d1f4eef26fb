"""From one film of a collection to the next."""

from collections.abc import AsyncGenerator

import pytest

from tests.fakes.tmdb.world import World
from tests.flows.axe import faults
from tests.flows.complete import until_complete
from tests.flows.conftest import House, tmdb_house
from tests.flows.reach import Walk
from tests.flows.remote import Remote
from tests.flows.screens import EMAIL, PASSWORD, Guest
from tests.services.chromium import DESKTOP, PHONE, TV, Screen, Visit

pytestmark = pytest.mark.browser

_FILMS = {1002, 1008, 1014}


@pytest.fixture(scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[House]:
    async with tmdb_house(tmp_path_factory.mktemp("house"), World(movies=15, shows=2)) as house:
        await house.server.set_up(EMAIL, PASSWORD)
        yield house


async def test_a_remote_leads_from_one_film_to_the_next(house: House, visit: Visit) -> None:
    guest = await Guest.at(visit, TV, house.server.url)
    await guest.sign_in()
    await guest.go("/films/1008")
    shelf = guest.page.get_by_role("region", name="Collection 16")
    await shelf.get_by_role("link").nth(2).wait_for()
    refs = [await link.get_attribute("href") or "" for link in await shelf.get_by_role("link").all()]
    assert {int(ref.removeprefix("/films/")) for ref in refs} == _FILMS
    here = shelf.locator("[aria-current=page]")
    assert await here.get_attribute("href") == "/films/1008"
    keys = Remote(guest.page)
    other = shelf.locator(f"a[href='{next(ref for ref in refs if ref != '/films/1008')}']")
    title = (await other.inner_text()).split("\n")[0]
    await keys.walk("ArrowDown", shelf.get_by_role("link").first)
    await keys.walk("ArrowRight", other)
    await keys.press("Enter")
    await guest.page.get_by_role("heading", name=title, level=1).wait_for()
    await shelf.get_by_role("link").nth(2).wait_for()
    await shelf.locator("[aria-current=page]").get_by_text(title).first.wait_for()
    await guest.is_content()


@pytest.mark.parametrize("screen", [PHONE, DESKTOP, TV], ids=lambda screen: screen.name)
async def test_the_page_has_no_fault_and_everything_is_within_reach(house: House, visit: Visit, screen: Screen) -> None:
    guest = await Guest.at(visit, screen, house.server.url)
    await guest.sign_in()
    await guest.go("/films/1008")
    await until_complete(guest.page)
    await guest.page.get_by_role("region", name="Collection 16").get_by_role("link").nth(2).wait_for()
    assert await faults(guest.page) == []
    if not screen.is_touch:
        assert await Walk(guest.page).out_of_reach() == []
