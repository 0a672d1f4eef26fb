"""Every page of the web app, none forgotten: readable by machine in both languages, and wholly reachable by arrows."""

from collections.abc import AsyncGenerator

import pytest

from tests.flows.axe import faults
from tests.flows.complete import until_complete
from tests.flows.conftest import MAKING_S, House, demo_house
from tests.flows.places import INSIDE, OUTSIDE, Place, routes
from tests.flows.reach import Walk
from tests.flows.remote import FocusLost
from tests.flows.screens import EMAIL, PASSWORD, Guest
from tests.services.chromium import DESKTOP, PHONE, TV, Visit
from tests.services.deadline import until_answered

pytestmark = pytest.mark.browser

# With the third film comes the first episode of the show.
_FILMS = 3


@pytest.fixture(scope="module")
async def unset_house(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[House]:
    async with demo_house(tmp_path_factory.mktemp("house"), films=_FILMS, ready=1) as house:
        yield house


@pytest.fixture(scope="module")
async def house(unset_house: House) -> House:
    """With an admin who watched and kept a film, and a second person, whom an invitation brought."""
    enter = unset_house.server.log_in if await _is_set_up(unset_house) else unset_house.server.set_up
    admin = await enter(EMAIL, PASSWORD)

    async def are_made() -> bool:
        demo = (await admin.client.get("/api/demo")).raise_for_status().json()
        return demo["ready"] == demo["total"] == _FILMS

    # A film that becomes ready changes pages under whoever walks over them.
    await until_answered("the demo's films", are_made, timeout_s=MAKING_S, every_s=1)
    invitation = (await admin.client.post("/api/invitations", json={"role": "user"})).raise_for_status().json()
    joined = {"email": "tom@house.example", "password": "another long one"}
    path = f"/api/invitations/{invitation['token']}/accept"
    (await (await unset_house.server.client()).post(path, json=joined)).raise_for_status()
    watched = {"ref": "movie:900000001", "watched": True}
    (await admin.client.post("/api/progress/watched", json=watched)).raise_for_status()
    slug = (await admin.client.post("/api/lists", json={"name": "Rainy days"})).raise_for_status().json()["slug"]
    for ref in ("movie:900000001", "show:900000008"):
        (await admin.client.put(f"/api/lists/{slug}/items/{ref}")).raise_for_status()
    return unset_house


async def _is_set_up(house: House) -> bool:
    return not (await house.server.anyone.get("/api/status")).raise_for_status().json()["setup_required"]


def test_every_route_has_its_line() -> None:
    assert routes() == INSIDE.keys() | OUTSIDE


async def test_the_first_steps_have_no_fault(unset_house: House, visit: Visit) -> None:
    guest = await Guest.at(visit, PHONE, unset_house.server.url)
    found: list[str] = []
    await guest.go("/")
    await guest.field("common.email").wait_for()
    found += await _faults_at(guest, "first account", "de", "en")
    await guest.field("common.email").fill(EMAIL)
    await guest.field("common.password").fill(PASSWORD)
    await guest.button("setup.create").click()
    await guest.field("profiles.name").wait_for()
    found += await _faults_at(guest, "first profile", "de", "en")
    await guest.field("profiles.name").fill("Mia")
    await guest.button("setup.goOn").click()
    await guest.link(guest.say("setup.enter")).wait_for()
    found += await _faults_at(guest, "first look", "de", "en")
    assert found == []


@pytest.mark.parametrize("language", ["en", "de"])
async def test_no_door_has_a_fault(house: House, visit: Visit, language: str) -> None:
    guest = await Guest.at(visit, PHONE, house.server.url, language=language)
    admin = await house.server.log_in(EMAIL, PASSWORD)
    invitation = (await admin.client.post("/api/invitations", json={"role": "user"})).raise_for_status().json()
    found: list[str] = []
    for path in ("/login", f"/invite/{invitation['token']}", "/invite/none"):
        await guest.go(path)
        await until_complete(guest.page)
        found += await _faults_at(guest, path.split("/")[1])
    assert found == []


@pytest.mark.parametrize("language", ["en", "de"])
async def test_no_page_has_a_fault(house: House, visit: Visit, language: str) -> None:
    guest = await Guest.at(visit, DESKTOP, house.server.url, language=language)
    await guest.sign_in()
    found: list[str] = []
    for places in INSIDE.values():
        for place in places:
            await place.visit(guest)
            found += await _faults_at(guest, place.name)
    assert found == []


async def test_arrows_reach_everything(house: House, visit: Visit) -> None:
    """At a TV, which has nothing else; the pages with most on them are walked at a desk by tests of their own."""
    guest = await Guest.at(visit, TV, house.server.url)
    await guest.sign_in()
    missed: list[str] = []
    for places in INSIDE.values():
        for place in places:
            missed += await _out_of_reach(guest, place)
    assert missed == []


async def _out_of_reach(guest: Guest, place: Place) -> list[str]:
    """A page that changed under the walk is walked once more; what is out of reach is so both times."""
    try:
        if not await _missed(guest, place):
            return []
    except FocusLost:
        pass
    return await _missed(guest, place)


async def _missed(guest: Guest, place: Place) -> list[str]:
    await place.visit(guest)
    return [f"{place.name}: {one}" for one in await Walk(guest.page).out_of_reach()]


_LANGUAGES = {"de": "Deutsch", "en": "English"}


async def _faults_at(guest: Guest, where: str, *languages: str) -> list[str]:
    """On a phone, in English at a desk, too; at a door in each of `languages`, which are chosen there."""
    found: list[str] = []
    for language in languages or [guest.say.language]:
        if languages:
            await guest.page.get_by_role("radio", name=_LANGUAGES[language]).locator("..").click()
            await guest.page.locator(f"html[lang={language}]").wait_for()
        for screen in (PHONE, DESKTOP) if language == "en" else (PHONE,):
            await guest.page.set_viewport_size({"width": screen.width, "height": screen.height})
            found += [f"{where}, {language}, {screen.name}: {fault}" for fault in await faults(guest.page)]
    return found
