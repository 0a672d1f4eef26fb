"""Home on a cold cache in a real browser: when it can be used, what moves, and how large the page grows.

The catalogue: 20 lists of 20 titles, each with a poster of its own, and one list of 400. Every figure is the median of
visits with empty caches, on the machine's own loopback, with nothing throttled. "Bare" is a page of the same server
with nothing on it, opened in the same way: what browser and server cost by themselves. Limits are those of the issue.
Those of size, shift and of a wall walked down by a held key excuse no busy machine: it fails beyond them.
"""

import asyncio
import io
import random
import statistics
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import cast

from PIL import Image, ImageDraw
from sqlalchemy import URL

from bench.limits import limit
from miauflix.catalog import Picture, PictureStore, TitleFacts, put_list, put_movie
from miauflix.infra.db import Database, migrate
from tests.services.chromium import DESKTOP, Chromium, Screen
from tests.services.server import Server

_ROWS, _CARDS = 20, 20
_VISITS = 7
_LIMIT_S, _LIMIT_SHIFT = 1.5, 0.02
# Three screens' nine rows of 20 cards at some eight elements each; all 400 cards at once would be twice as much.
_LIMIT_NODES = 2000
_CREDENTIALS = {"email": "admin@house.example", "password": "nine lives and a half"}

# Notes when there is something to press, how long the main thread was busy, and what moved without being asked to.
_SPY = """
window.seen = { usable: 0, busy: 0, shift: 0 };
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.seen.shift += one.value;
}).observe({ type: 'layout-shift', buffered: true });
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) window.seen.busy = Math.max(window.seen.busy, one.startTime + one.duration);
}).observe({ type: 'longtask', buffered: true });
new MutationObserver((_, watcher) => {
  if (!document.querySelector('main section[aria-labelledby] li a, main ul[style] li a')) return;
  window.seen.usable = performance.now();
  watcher.disconnect();
}).observe(document, { childList: true, subtree: true });
"""
_IS_QUIET = "() => window.seen.usable > 0 && performance.now() - Math.max(window.seen.usable, window.seen.busy) > 1000"
_NODES = "document.getElementsByTagName('*').length"
_TO_THE_END = """async () => {
  let most = 0;
  for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 2) {
    scrollTo(0, y);
    for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
    most = Math.max(most, document.getElementsByTagName('*').length);
  }
  return most;
}"""


# A key held down along a wall, as often as a keyboard repeats it: how far it came, and what it met without a title.
_HELD_PRESSES = 80
_WALKED = """() => {
  const here = document.activeElement?.closest('[data-index]');
  const seen = [...document.querySelectorAll('[data-index]')].filter((one) => {
    const { top, bottom } = one.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  });
  return [Number(here?.dataset.index ?? -1), seen.filter((one) => !one.querySelector('a')).length];
}"""


@dataclass(frozen=True)
class Seen:
    """Of one visit: seconds until home could be used, and its layout shift, standing still and scrolled to its end."""

    usable_s: float
    shift: float
    nodes: int
    most_nodes: int


def poster(number: int) -> bytes:
    """Two colours, a few discs and a number: every one another file."""
    dice = random.Random(number)  # noqa: S311  colours, not secrets
    image = Image.new("RGB", (500, 750), tuple(dice.randrange(200) for _ in range(3)))
    draw = ImageDraw.Draw(image)
    for _ in range(12):
        x, y, size = dice.randrange(500), dice.randrange(750), dice.randrange(40, 260)
        draw.ellipse((x - size, y - size, x + size, y + size), fill=tuple(dice.randrange(256) for _ in range(3)))
    draw.text((30, 30), str(number), fill="white", font_size=80)
    content = io.BytesIO()
    image.save(content, "JPEG", quality=85)
    return content.getvalue()


async def fill(data_dir: Path) -> None:
    """Put lists and posters where a server will find them."""
    database = Database(URL.create("sqlite+aiosqlite", database=str(data_dir / "miauflix.sqlite")))
    await migrate(database)
    store = PictureStore(data_dir / "pictures")
    pictures = [await store.put(poster(number)) for number in range(_ROWS * _CARDS)]
    ids = range(1, len(pictures) + 1)
    async with database.write() as session:
        now = datetime.now(UTC)
        for number, picture in zip(ids, pictures, strict=True):
            await put_movie(session, _film(number, picture), now=now)
        for row in range(_ROWS):
            name = f"Row {row + 1}"
            await put_list(session, f"row-{row}", name, "movie", ids[row * _CARDS : (row + 1) * _CARDS], rank=row)
        await put_list(session, "@@tmdb_movies_popular", "Popular films", "movie", ids, rank=_ROWS)
    await database.close()


def _film(number: int, picture: Picture) -> TitleFacts:
    return TitleFacts(
        tmdb_id=number,
        name=f"Film {number}",
        overview="A film of which nothing is known but that it is long enough to need two lines of description.",
        release_date=date(1990 + number % 36, 1, 1),
        runtime_min=90 + number % 60,
        rating=5 + number % 50 / 10,
        genres=("Drama", "Comedy"),
        poster=picture,
        backdrop=picture if number == 1 else None,
    )


async def visit(chromium: Chromium, server: Server, screen: Screen, path: str = "/") -> Seen:
    """Somebody who is signed in and has nothing in the cache."""
    visitor = await chromium.visit(screen, server.url)
    signed_in = await visitor.context.request.post("/api/auth/login", data=_CREDENTIALS)
    assert signed_in.ok, await signed_in.text()
    await visitor.context.add_init_script(_SPY)
    page = visitor.page
    await page.goto(path)
    await page.wait_for_function(_IS_QUIET)
    usable_ms = cast("float", await page.evaluate("Math.max(window.seen.usable, window.seen.busy)"))
    nodes = cast("int", await page.evaluate(_NODES))
    most_nodes = cast("int", await page.evaluate(_TO_THE_END))
    shift = cast("float", await page.evaluate("window.seen.shift"))
    await visitor.context.close()
    return Seen(usable_ms / 1000, shift, nodes, most_nodes)


async def walk_down(chromium: Chromium, server: Server) -> tuple[int, int]:
    """ArrowDown held on the wall: the number of the card it ends on, and the most empty places it met on a screen."""
    visitor = await chromium.visit(DESKTOP, server.url)
    await visitor.context.request.post("/api/auth/login", data=_CREDENTIALS)
    page = visitor.page
    await page.goto("/lists/%40%40tmdb_movies_popular")
    await page.locator("main [data-index] a").first.focus()
    index, empty = -1, 0
    for _ in range(_HELD_PRESSES):
        await page.keyboard.down("ArrowDown")
        index, gaps = cast("list[int]", await page.evaluate(_WALKED))
        empty = max(empty, gaps)
    await visitor.context.close()
    return index, empty


async def bare_s(chromium: Chromium, server: Server) -> float:
    visitor = await chromium.visit(DESKTOP, server.url)
    await visitor.page.goto("/licences.txt")
    took = "performance.getEntriesByType('navigation')[0].loadEventEnd / 1000"
    seconds = cast("float", await visitor.page.evaluate(took))
    await visitor.context.close()
    return seconds


def report(what: str, visits: Sequence[Seen], bare: float) -> None:
    usable = statistics.median(one.usable_s for one in visits)
    worst = max(one.usable_s for one in visits)
    shift = max(one.shift for one in visits)
    nodes, most = max(one.nodes for one in visits), max(one.most_nodes for one in visits)
    verdict = limit(what, usable, _LIMIT_S, "s")
    print(f"{what:28} usable in {usable:.2f} s (worst {worst:.2f}), {verdict}, bare {bare:.2f} s")
    print(
        f"{'':28} shift {shift:.4f}, {limit(f'shift of {what}', shift, _LIMIT_SHIFT, 'of the screen')};  {nodes} nodes,"
        f" at most {most} in scrolling, {limit(f'nodes of {what}', most, _LIMIT_NODES, 'nodes')}"
    )


async def measure() -> None:
    with tempfile.TemporaryDirectory() as name:
        data_dir = Path(name)
        await fill(data_dir)
        async with Server(data_dir) as server, Chromium() as chromium:
            await server.set_up()
            await visit(chromium, server, DESKTOP)  # the server scales each picture once
            bare = statistics.median([await bare_s(chromium, server) for _ in range(_VISITS)])
            home = [await visit(chromium, server, DESKTOP) for _ in range(_VISITS)]
            report(f"home, {_ROWS} rows of {_CARDS}", home, bare)
            films = [await visit(chromium, server, DESKTOP, "/lists/%40%40tmdb_movies_popular") for _ in range(3)]
            report(f"wall of {_ROWS * _CARDS} posters", films, bare)
            index, empty = await walk_down(chromium, server)
            print(
                f"{'a key held down':28} card {index + 1} of {_ROWS * _CARDS}, at most {empty} empty places on the way"
            )
            behind = _ROWS * _CARDS - 1 - index
            print(f"{'':28} {limit('cards that a held key stays behind', behind, 10, 'cards behind')}")


def main() -> None:
    asyncio.run(measure())


if __name__ == "__main__":
    main()
