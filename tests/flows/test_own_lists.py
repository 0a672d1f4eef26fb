"""A list of one's own put in order: with a remote, with fingers, and as it then is for everything else."""

from collections.abc import AsyncGenerator

import httpx2
import pytest
from playwright.async_api import Locator

from tests.fakes.tmdb.world import World
from tests.flows.axe import faults
from tests.flows.complete import until_complete
from tests.flows.conftest import House, tmdb_house
from tests.flows.reach import Walk
from tests.flows.remote import Remote
from tests.flows.screens import EMAIL, PASSWORD, Guest
from tests.services.chromium import DESKTOP, PHONE, TV, Screen, Visit
from tests.services.server import Person

pytestmark = pytest.mark.browser

_FILMS = [1001, 1002, 1003, 1004, 1005, 1006, 1007]


@pytest.fixture(scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[House]:
    async with tmdb_house(tmp_path_factory.mktemp("house"), World(movies=10, shows=2)) as house:
        yield house


@pytest.fixture(scope="module")
async def admin(house: House) -> Person:
    return await house.server.set_up(EMAIL, PASSWORD)


class OwnList:
    """Seven films, known by their titles."""

    def __init__(self, client: httpx2.AsyncClient, slug: str) -> None:
        self.client, self.slug = client, slug

    @classmethod
    async def of(cls, admin: Person) -> "OwnList":
        made = await admin.client.post("/api/lists", json={"name": "Rainy days"})
        slug = made.raise_for_status().json()["slug"]
        for number in _FILMS:
            (await admin.client.get(f"/api/movies/{number}")).raise_for_status()
            (await admin.client.put(f"/api/lists/{slug}/items/movie:{number}")).raise_for_status()
        return cls(admin.client, slug)

    async def titles(self) -> list[str]:
        page = (await self.client.get(f"/api/lists/{self.slug}")).raise_for_status().json()
        return [one["title"] for one in page["items"]]


async def _arrange(guest: Guest, slug: str) -> None:
    await guest.sign_in()
    await guest.go(f"/lists/{slug}")
    await until_complete(guest.page)
    await guest.button("ownLists.arrange").press("Enter")
    await guest.button("ownLists.arranged").wait_for()
    await guest.page.get_by_role("group").first.wait_for()


async def _stands(guest: Guest, index: int, title: str) -> None:
    await guest.page.locator("main li").nth(index).get_by_role("group", name=title, exact=True).wait_for()


async def test_a_remote_moves_titles_and_takes_them_off(house: House, admin: Person, visit: Visit) -> None:
    mine = await OwnList.of(admin)
    one, two, *rest = await mine.titles()
    guest = await Guest.at(visit, TV, house.server.url)
    await _arrange(guest, mine.slug)
    keys = Remote(guest.page)

    def button(key: str, title: str) -> Locator:
        return guest.page.get_by_role("button", name=guest.say(key, title=title), exact=True)

    await keys.press("ArrowDown")
    await keys.walk("ArrowLeft", button("ownLists.toLast", one))
    await keys.walk("ArrowDown", button("ownLists.later", one))
    await keys.press("Enter")
    await _stands(guest, 1, one)
    await keys.finds(button("ownLists.later", one))
    assert await mine.titles() == [two, one, *rest]
    await keys.press("Enter")
    await _stands(guest, 2, one)
    await keys.finds(button("ownLists.later", one))
    assert await mine.titles() == [two, rest[0], one, *rest[1:]]
    await keys.walk("ArrowDown", button("ownLists.take", one))
    await keys.press("Enter")
    await _stands(guest, 2, rest[1])
    await keys.finds(button("ownLists.take", rest[1]))
    assert await mine.titles() == [two, *rest]
    await guest.is_content()


async def test_fingers_move_titles_and_take_them_off(house: House, admin: Person, visit: Visit) -> None:
    mine = await OwnList.of(admin)
    one, two, *rest = await mine.titles()
    guest = await Guest.at(visit, PHONE, house.server.url)
    await _arrange(guest, mine.slug)

    async def tap(key: str, title: str) -> None:
        await guest.page.get_by_role("button", name=guest.say(key, title=title), exact=True).tap()

    await tap("ownLists.toFirst", rest[0])
    await _stands(guest, 0, rest[0])
    assert await mine.titles() == [rest[0], one, two, *rest[1:]]
    await tap("ownLists.toLast", one)
    await _stands(guest, 6, one)
    assert await mine.titles() == [rest[0], two, *rest[1:], one]
    await tap("ownLists.take", two)
    await _stands(guest, 1, rest[1])
    assert await mine.titles() == [*rest, one]
    await guest.is_content()


async def test_a_list_made_on_the_empty_page_is_removed_and_not_asked_for_again(
    house: House, admin: Person, visit: Visit
) -> None:
    for one in (await admin.client.get("/api/lists")).raise_for_status().json():
        if one["own"]:
            (await admin.client.delete(f"/api/lists/{one['slug']}")).raise_for_status()
    guest = await Guest.at(visit, DESKTOP, house.server.url)
    await guest.sign_in()
    await guest.go("/lists")
    await guest.button("ownLists.new").click()
    label = guest.page.get_by_text(guest.say("ownLists.name"), exact=True)
    assert await label.evaluate("label => getComputedStyle(label).textAlign") == "start"
    await guest.field("ownLists.name").fill("Rainy days")
    await guest.button("ownLists.create").click()
    await guest.page.wait_for_url("**/lists/my-*")
    (await admin.client.get(f"/api/movies/{_FILMS[0]}")).raise_for_status()
    slug = guest.page.url.rpartition("/")[2]
    (await admin.client.put(f"/api/lists/{slug}/items/movie:{_FILMS[0]}")).raise_for_status()
    await guest.page.reload()
    await guest.page.locator("main li").first.wait_for()
    await guest.button("ownLists.edit").click()
    await guest.button("ownLists.remove").click()
    await guest.button("ownLists.removeSure").click()
    await guest.page.get_by_text(guest.say("ownLists.emptyTitle")).wait_for()
    await until_complete(guest.page)
    await guest.is_content()


async def test_an_admin_makes_a_row_for_everybody_and_fills_it_from_a_page(
    house: House, admin: Person, visit: Visit
) -> None:
    guest = await Guest.at(visit, DESKTOP, house.server.url)
    await guest.sign_in()
    await guest.go("/admin/rows")
    await guest.button("composer.new").click()
    await guest.field("ownLists.name").fill("Cat evenings")
    await guest.button("ownLists.create").click()
    await guest.page.get_by_text(guest.say("ownLists.ofHouse")).wait_for()
    assert await faults(guest.page) == []
    await guest.go(f"/films/{_FILMS[0]}")
    title = await guest.page.get_by_role("heading", level=1).inner_text()
    await guest.button("ownLists.add").click()
    await guest.page.get_by_role("button", name="Cat evenings", pressed=False).click()
    await guest.page.get_by_role("button", name="Cat evenings", pressed=True).wait_for()
    rows = (await admin.client.get("/api/admin/home-rows")).raise_for_status().json()
    first = [{"slug": row["slug"], "visible": True} for row in rows if row["name"] == "Cat evenings"]
    (await admin.client.put("/api/admin/home-rows", json=first)).raise_for_status()
    invitation = (await admin.client.post("/api/invitations", json={"role": "guest"})).raise_for_status().json()
    joined = {"email": "tom@house.example", "password": "another long one"}
    await (await house.server.client()).post(f"/api/invitations/{invitation['token']}/accept", json=joined)
    tom = await Guest.at(visit, DESKTOP, house.server.url)
    await tom.sign_in(**joined)
    await tom.page.get_by_role("region", name="Cat evenings").get_by_role("link", name=title).wait_for()
    await guest.is_content()
    await tom.is_content()


@pytest.mark.parametrize("screen", [PHONE, DESKTOP, TV], ids=lambda screen: screen.name)
async def test_every_button_is_within_reach_and_has_no_fault(
    house: House, admin: Person, visit: Visit, screen: Screen
) -> None:
    mine = await OwnList.of(admin)
    guest = await Guest.at(visit, screen, house.server.url)
    await _arrange(guest, mine.slug)
    assert await faults(guest.page) == []
    if not screen.is_touch:
        assert await Walk(guest.page).out_of_reach() == []
