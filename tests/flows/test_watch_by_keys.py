"""The same journey on a television, by keys alone: with Tab, and with nothing but the arrows of a remote."""

import math
import re
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from playwright.async_api import Locator

from tests.flows.conftest import House, lab_house
from tests.flows.remote import Remote
from tests.flows.screens import EMAIL, PASSWORD, Guest, Player, starts, stops
from tests.services.chromium import TV, Visit
from tests.services.deadline import until_answered

pytestmark = pytest.mark.browser


@pytest.fixture
async def home(tmp_path: Path) -> AsyncGenerator[House]:
    async with lab_house(tmp_path) as home:
        yield home


@pytest.fixture
async def guest(home: House, visit: Visit) -> Guest:
    return await Guest.at(visit, TV, home.server.url)


async def test_tab_and_enter_are_enough(guest: Guest, home: House) -> None:
    keys = Remote(guest.page)
    await guest.go("/")
    await _set_up(guest, keys, "Tab")

    await keys.walk("Tab", guest.page.get_by_role("link", name=re.compile(f"^{home.title}")))
    await keys.press("Enter")
    await guest.page.get_by_role("heading", name=home.title, level=1).wait_for()
    await keys.walk("Tab", guest.link(guest.say("common.play")))
    await keys.press("Enter")
    player = Player(guest)
    await player.plays(0)

    await keys.walk("Tab", player.slider)
    await _scrub(player, keys, "ArrowRight", 4)
    await keys.walk("Tab", player.slider)
    await _scrub(player, keys, "ArrowLeft", 4)
    await player.reaches(8)
    await keys.walk("Shift+Tab", guest.button("common.back"))
    await keys.press("Enter")
    await guest.page.locator("video").wait_for(state="detached")
    left_at_s = stops(await player.reports())

    await keys.finds(guest.link(guest.say("common.resume")))
    await keys.walk("Shift+Tab", guest.link(guest.say("common.home")))
    await keys.press("Enter")
    await guest.sees_home()
    await _going_on(guest, home).wait_for()
    await keys.walk("Tab", _going_on(guest, home))
    await keys.press("Enter")
    await player.plays(left_at_s)
    assert starts(await player.reports()) == pytest.approx(left_at_s, abs=2)


async def test_arrows_and_enter_are_enough(guest: Guest, home: House) -> None:
    keys = Remote(guest.page)
    await guest.go("/")
    await keys.finds(guest.field("common.email"))
    await _set_up(guest, keys, "ArrowDown")

    await keys.walk("ArrowDown", guest.page.get_by_role("link", name=re.compile(f"^{home.title}")))
    await keys.press("Enter")
    await guest.page.get_by_role("heading", name=home.title, level=1).wait_for()
    await keys.finds(guest.link(guest.say("common.play")))
    await keys.press("Enter")
    player = Player(guest)
    await player.plays(0)

    await _scrub(player, keys, "ArrowRight", 4)
    await _scrub(player, keys, "ArrowLeft", 4)
    await player.reaches(8)
    await keys.walk("ArrowUp", guest.button("common.back"))
    await keys.press("Enter")
    await guest.page.locator("video").wait_for(state="detached")
    left_at_s = stops(await player.reports())

    await keys.finds(guest.link(guest.say("common.resume")))
    await keys.walk("ArrowLeft", guest.link(guest.say("common.films")))
    await keys.walk("ArrowUp", guest.link(guest.say("common.home")))
    await keys.press("Enter")
    await guest.sees_home()
    await _going_on(guest, home).wait_for()
    await keys.walk("ArrowDown", guest.page.locator("main section").last.get_by_role("link").first)
    await keys.walk("ArrowUp", _going_on(guest, home))
    await keys.press("Enter")
    await player.plays(left_at_s)
    assert starts(await player.reports()) == pytest.approx(left_at_s, abs=2)


async def _set_up(guest: Guest, keys: Remote, onward: str) -> None:
    await keys.walk(onward, guest.field("common.email"))
    await keys.type(EMAIL)
    await keys.walk(onward, guest.field("common.password"))
    await keys.type(PASSWORD)
    await keys.walk(onward, guest.button("setup.create"))
    await keys.press("Enter")
    await guest.field("profiles.name").wait_for()
    await keys.walk(onward, guest.field("profiles.name"))
    await keys.type("Mia")
    await keys.walk(onward, guest.button("setup.goOn"))
    await keys.press("Enter")
    enter = guest.link(guest.say("setup.enter"))
    await enter.wait_for()
    await keys.walk(onward, enter)
    await keys.press("Enter")
    await guest.sees_home()


async def _scrub(player: Player, keys: Remote, arrow: str, presses: int) -> None:
    """Look for a place by so many presses, each ten seconds, and see the film from there."""
    before = len(await player.reports())
    for _ in range(presses):
        await keys.press(arrow)
    # On a busy machine the presses come slowly, and the film goes to the first places meanwhile.
    least_s, most_s = (40, math.inf) if arrow == "ArrowRight" else (-1, 20)

    async def places() -> list[float]:
        found = (await player.reports())[before:]
        return [at_s for kind, at_s in found if kind == "seeking" and least_s < at_s < most_s]

    await until_answered("the place to be sought", places)
    sought = (await places())[-1]
    await player.plays(sought)


def _going_on(guest: Guest, home: House) -> Locator:
    shelf = guest.page.get_by_role("region", name=guest.say("home.continue"))
    return shelf.get_by_role("link", name=re.compile(f"^{home.title}"))
