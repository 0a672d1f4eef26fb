"""Photograph the screens at three sizes into docs/pictures: `make pictures`.

Nearly all of them in the demo world; its films have no actors, so people are met in a house with a stand-in for TMDB.
"""

import asyncio
import tempfile
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from PIL import Image

from tests.fakes.served import served
from tests.fakes.tmdb import TOKEN, FakeTmdb, World
from tests.flows.complete import until_complete
from tests.flows.conftest import House, demo_house
from tests.flows.screens import EMAIL, PASSWORD, Guest
from tests.services.chromium import SCREENS, Chromium, Screen, Visitor
from tests.services.server import Server

TARGET = Path(__file__).parents[1] / "docs" / "pictures"
_COLOURS = 160  # a palette keeps all pictures together near five megabytes

_FILM = "/films/900000001"  # of the demo world, the first that can be played

PAGES = {
    "search": "/search?q=tu",
    "watchlist": "/watchlist",
    "lists": "/lists",
    "history": "/history",
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


async def live_in(server: Server) -> None:
    """What somebody leaves behind who watched films here and made lists."""
    mia = (await server.log_in(EMAIL, PASSWORD)).client
    listed = await mia.get("/api/lists/@@tmdb_movies_popular", params={"page_size": 8})
    films = [one["ref"] for one in listed.raise_for_status().json()["items"]]
    slug = (await mia.post("/api/lists", json={"name": "Rainy days"})).raise_for_status().json()["slug"]
    for ref in films[:4]:
        (await mia.put(f"/api/watchlist/{ref}")).raise_for_status()
    for ref in films[2:6]:
        (await mia.put(f"/api/lists/{slug}/items/{ref}")).raise_for_status()
    for ref in (*films[3:6], "episode:900000008:1:1"):
        (await mia.post("/api/progress/watched", json={"ref": ref, "watched": True})).raise_for_status()


async def as_if_never_played(server: Server) -> None:
    """The film begins at its beginning, and its button says Play, whoever was here before."""
    mia = (await server.log_in(EMAIL, PASSWORD)).client
    unseen = {"ref": "movie:900000001", "watched": False}
    (await mia.post("/api/progress/watched", json=unseen)).raise_for_status()


async def tour(house: House, visitor: Visitor, enter: Callable[[Guest], Awaitable[None]]) -> None:
    """Walk through the house as somebody who just came in."""
    guest = await Guest.of(visitor, house.server.url)
    await enter(guest)
    await guest.sees_home()
    await photograph(visitor, "home")
    if enter is Guest.set_up:
        await live_in(house.server)
    for name, path in PAGES.items():
        await guest.go(path)
        await photograph(visitor, name)
    await as_if_never_played(house.server)
    await guest.go(_FILM)
    await photograph(visitor, "title")
    await guest.button("sources.why").click()
    why = guest.page.get_by_role("heading", name=guest.say("sources.whyOf"))
    await why.evaluate("heading => heading.scrollIntoView({ block: 'start' })")
    await guest.page.evaluate("scrollBy(0, -innerHeight / 8)")
    await photograph(visitor, "why")
    await guest.go(_FILM)
    player = await guest.press_play()
    await player.plays(0)
    await player.reaches(3)
    await player.show_controls()
    await photograph(visitor, "player", is_moving=True)
    await player.leave()


@asynccontextmanager
async def house_with_people(folder: Path) -> AsyncGenerator[Server]:
    """A house that knows the made-up films and actors of the stand-in."""
    async with AsyncExitStack() as stack:
        tmdb = await stack.enter_async_context(served(FakeTmdb(World(movies=60, shows=30), limit=200)))
        known = {"TMDB_API_ACCESS_TOKEN": TOKEN, "TMDB_API_URL": f"{tmdb}/3", "TMDB_IMAGE_URL": f"{tmdb}/t/p"}
        yield await stack.enter_async_context(Server(folder / "data", environment=known))


async def meet_people(server: Server, visitor: Visitor) -> None:
    """The first of a film's cast."""
    guest = await Guest.of(visitor, server.url)
    await guest.sign_in()
    await guest.go("/films/1001")
    await until_complete(guest.page)
    await guest.page.locator("a[href^='/people/']").first.click()
    await guest.page.wait_for_url("**/people/*")
    await photograph(visitor, "person")


async def take_pictures() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        async with demo_house(Path(name) / "demo", films=8, ready=2) as house, Chromium() as chromium:
            for number, screen in enumerate(SCREENS):
                async with visitor_of(chromium, screen, house.server.url) as visitor:
                    await tour(house, visitor, Guest.sign_in if number else Guest.set_up)
        async with house_with_people(Path(name)) as server, Chromium() as chromium:
            await server.set_up(EMAIL, PASSWORD)
            for screen in SCREENS:
                async with visitor_of(chromium, screen, server.url) as visitor:
                    await meet_people(server, visitor)


def main() -> None:
    asyncio.run(take_pictures())


if __name__ == "__main__":
    main()
