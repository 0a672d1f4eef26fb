"""The seasons of a show tell how far one is."""

from collections.abc import AsyncGenerator

import pytest

from tests.fakes.tmdb.world import World
from tests.flows.axe import faults
from tests.flows.complete import until_complete
from tests.flows.conftest import House, tmdb_house
from tests.flows.reach import Walk
from tests.flows.screens import EMAIL, PASSWORD, Guest
from tests.services.chromium import DESKTOP, PHONE, TV, Screen, Visit
from tests.services.server import Person

pytestmark = pytest.mark.browser

# Three specials and seven episodes.
_SHOW, _ALL = 1004, ["1004:0:1", "1004:0:2", "1004:0:3"]


@pytest.fixture(scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[House]:
    async with tmdb_house(tmp_path_factory.mktemp("house"), World(movies=2, shows=5)) as house:
        yield house


@pytest.fixture(scope="module")
async def admin(house: House) -> Person:
    """Who has watched the specials and one episode."""
    admin = await house.server.set_up(EMAIL, PASSWORD)
    for ref in [*_ALL, "1004:1:1"]:
        marked = await admin.client.post("/api/progress/watched", json={"ref": f"episode:{ref}", "watched": True})
        marked.raise_for_status()
    return admin


@pytest.mark.parametrize("screen", [PHONE, DESKTOP, TV], ids=lambda screen: screen.name)
async def test_each_season_says_how_much_was_watched(house: House, admin: Person, visit: Visit, screen: Screen) -> None:
    guest = await Guest.at(visit, screen, house.server.url)
    await guest.sign_in()
    await guest.go(f"/shows/{_SHOW}")
    await until_complete(guest.page)
    specials = guest.page.get_by_role("radio", name=f"Specials {guest.say('title.watchedAll')}", exact=True)
    await specials.wait_for()
    first = guest.say("title.watchedOfSpoken", watched=1, total=7)
    season = guest.page.get_by_role("radio", name=f"Season 1 {first}", exact=True)
    await season.wait_for()
    assert await faults(guest.page) == []
    if not screen.is_touch:
        assert await Walk(guest.page).out_of_reach() == []
    mark = guest.page.get_by_role("button", name=f"{guest.say('title.markWatched')}: Chapter 2", exact=True)
    await mark.press("Enter")
    second = guest.say("title.watchedOfSpoken", watched=2, total=7)
    await guest.page.get_by_role("radio", name=f"Season 1 {second}", exact=True).wait_for()
    back = {"ref": "episode:1004:1:2", "watched": False}
    (await admin.client.post("/api/progress/watched", json=back)).raise_for_status()
