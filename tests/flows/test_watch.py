"""The purpose of the house, on three screens: from the first visit to a film that goes on where it was left."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.flows.conftest import House, demo_house
from tests.flows.screens import Guest, starts, stops
from tests.services.chromium import SCREENS, Screen, Visit

pytestmark = pytest.mark.browser


@pytest.fixture
async def home(tmp_path: Path) -> AsyncGenerator[House]:
    async with demo_house(tmp_path) as home:
        yield home


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
async def test_from_the_first_visit_to_going_on_where_it_was_left(home: House, visit: Visit, screen: Screen) -> None:
    guest = await Guest.at(visit, screen, home.server.url)
    await guest.set_up("Mia")
    await guest.open_title(home.title)
    player = await guest.press_play()
    await player.plays(0)

    await player.plays(await player.seek(0.8))
    left_near_s = await player.seek(0.1)
    await player.plays(left_near_s)
    await player.reaches(left_near_s + 4)
    await player.leave()
    await guest.page.get_by_role("heading", name=home.title, level=1).wait_for()
    left_at_s = stops(await player.reports())

    await guest.page.go_back()
    await guest.sees_home()
    again = await guest.go_on_with(home.title)
    await again.plays(left_at_s)
    assert starts(await again.reports()) == pytest.approx(left_at_s, abs=2)
    await guest.is_content()
