"""Photograph the screens of the demo world at three sizes into docs/pictures: `make pictures`."""

import asyncio
import tempfile
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from PIL import Image

from tests.flows.conftest import House, demo_house
from tests.flows.screens import Guest
from tests.services.chromium import SCREENS, Chromium, Screen, Visitor

TARGET = Path(__file__).parents[1] / "docs" / "pictures"
_COLOURS = 160  # a palette keeps all pictures together near five megabytes

PAGES = {
    "search": "/search",
    "account": "/account",
    "people": "/admin/users",
    "settings": "/admin/settings",
    "rows": "/admin/rows",
    "providers": "/admin/providers",
    "ranking": "/admin/ranking",
    "tasks": "/admin/tasks",
    "keys": "/admin/keys",
}


@asynccontextmanager
async def visitor_of(chromium: Chromium, screen: Screen, url: str) -> AsyncGenerator[Visitor]:
    visitor = await chromium.visit(screen, url)
    try:
        yield visitor
    finally:
        await visitor.context.close()


async def photograph(visitor: Visitor, name: str, *, is_moving: bool = False) -> None:
    """Save what is seen, once its pictures are there; a film never comes to rest."""
    if not is_moving:
        await visitor.page.wait_for_load_state("networkidle")
    path = TARGET / f"{name}-{visitor.screen.name}.png"
    await visitor.page.screenshot(path=path, animations="disabled")
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.FLOYDSTEINBERG).save(path, optimize=True)
    print(path.name, f"{path.stat().st_size // 1024} kB", flush=True)


async def tour(house: House, visitor: Visitor, enter: Callable[[Guest], Awaitable[None]]) -> None:
    """Walk through the house as somebody who just came in."""
    guest = await Guest.of(visitor, house.server.url)
    await enter(guest)
    await guest.sees_home()
    await photograph(visitor, "home")
    for name, path in PAGES.items():
        await guest.go(path)
        await photograph(visitor, name)
    await guest.go("/")
    await guest.open_title(house.title)
    await photograph(visitor, "title")
    player = await guest.press_play()
    await player.plays(0)
    await player.reaches(3)
    await player.show_controls()
    await photograph(visitor, "player", is_moving=True)
    await player.leave()


async def take_pictures() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        async with demo_house(Path(name), films=8, ready=2) as house, Chromium() as chromium:
            for number, screen in enumerate(SCREENS):
                async with visitor_of(chromium, screen, house.server.url) as visitor:
                    await tour(house, visitor, Guest.sign_in if number else Guest.set_up)


def main() -> None:
    asyncio.run(take_pictures())


if __name__ == "__main__":
    main()
