"""A house that knows what TMDB knows: rows and walls longer than any screen, at the sizes that have no finger."""

from collections.abc import AsyncGenerator

import pytest

from tests.fakes.tmdb.world import GENRES, World
from tests.flows.axe import faults
from tests.flows.complete import until_complete
from tests.flows.conftest import House, tmdb_house
from tests.flows.reach import Walk
from tests.flows.screens import EMAIL, PASSWORD, Guest
from tests.services.chromium import DESKTOP, TV, Screen, Visit
from tests.services.deadline import until_answered
from tests.services.server import Person

pytestmark = pytest.mark.browser

# Rows of 20 with more behind them, and a wall of several screens; small enough to walk all over.
_WORLD = World(movies=40, shows=24)
_LISTS = 8 + sum(map(len, GENRES.values()))
# Two long rows, and so many more that the first is taken out of the document before the last comes in.
_WALKED = {
    "@@tmdb_movies_popular", "@@tmdb_shows_popular", "@@tmdb_movies_upcoming", "@@tmdb_shows_upcoming",
    "@@tmdb_movies_genre_18", "@@tmdb_shows_genre_18",
}  # fmt: skip
_HOME, _WALL, _SEARCH = "/", "/lists/%40%40tmdb_movies_popular", "/search?q=harbour"


@pytest.fixture(scope="module")
async def admin(house: House) -> Person:
    """Of a house whose lists are full."""
    admin = await house.server.set_up(EMAIL, PASSWORD)

    async def are_filled() -> bool:
        lists = (await admin.client.get("/api/lists")).raise_for_status().json()
        return len(lists) == _LISTS and all(one["total"] for one in lists)

    await until_answered("every list", are_filled)
    return admin


@pytest.fixture(scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[House]:
    async with tmdb_house(tmp_path_factory.mktemp("house"), _WORLD) as house:
        yield house


@pytest.mark.parametrize("screen", [DESKTOP, TV], ids=lambda screen: screen.name)
async def test_no_page_of_many_titles_has_a_fault(house: House, admin: Person, visit: Visit, screen: Screen) -> None:
    await _show_rows(admin, None)
    guest = await Guest.at(visit, screen, house.server.url)
    await guest.sign_in()
    found: list[str] = []
    for path in (_HOME, _WALL, _SEARCH):
        await guest.go(path)
        found += [f"{path}: {fault}" for fault in await faults(guest.page)]
    assert found == []


@pytest.mark.parametrize("screen", [DESKTOP, TV], ids=lambda screen: screen.name)
async def test_arrows_reach_every_poster_of_long_rows_and_walls(
    house: House, admin: Person, visit: Visit, screen: Screen
) -> None:
    await _show_rows(admin, _WALKED)
    guest = await Guest.at(visit, screen, house.server.url)
    await guest.sign_in()
    missed: list[str] = []
    for path, at_least in ((_HOME, 2 * 20), (_WALL, _WORLD.movies), (_SEARCH, 5)):
        await guest.go(path)
        await until_complete(guest.page)
        walk = Walk(guest.page, grows=True)
        missed += [f"{path}: {one}" for one in await walk.out_of_reach()]
        assert len(walk.reached) >= at_least, path
    assert missed == []


async def _show_rows(admin: Person, slugs: set[str] | None) -> None:
    """On home, these alone, or all."""
    rows = (await admin.client.get("/api/admin/home-rows")).raise_for_status().json()
    wanted = [{"slug": one["slug"], "visible": slugs is None or one["slug"] in slugs} for one in rows]
    (await admin.client.put("/api/admin/home-rows", json=wanted)).raise_for_status()
