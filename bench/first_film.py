"""A newcomer's first minute: from starting the server in an empty folder to a film that moves in the browser.

Limits: the first demo film ready within 20 s of the first start, playing within 60 s. Beside them stands what FFmpeg
alone takes on this machine, in the same run, for a test picture of the film's size, length and preset.
"""

import asyncio
import statistics
import tempfile
import time
from functools import partial
from pathlib import Path

from bench.limits import limit
from miauflix.demo.films import FILMS
from miauflix.transcoding import Input, run_ffmpeg
from tests.flows.screens import EMAIL, PASSWORD, Guest
from tests.services.chromium import DESKTOP, Chromium
from tests.services.deadline import until_answered
from tests.services.server import Person, Server

_READY_LIMIT_S = 20
_PLAYING_LIMIT_S = 60
_RUNS = 3


async def first_ready(person: Person) -> bool:
    films = (await person.client.get("/api/demo")).raise_for_status().json()["films"]
    return any(film["stage"] == "ready" for film in films)


async def a_first_minute(browser: Chromium, folder: Path) -> tuple[float, float]:
    """Seconds until a film was ready, and until it moved, both from the start of the server."""
    began = time.perf_counter()
    async with Server(folder / "data", environment={"DEMO_FILMS": "9"}) as server:
        guest = await Guest.at(browser.visit, DESKTOP, server.url)
        await guest.set_up("Mia")
        person = await server.log_in(EMAIL, PASSWORD)
        await until_answered("a first film", partial(first_ready, person))
        ready_s = time.perf_counter() - began
        await guest.go("/")
        await guest.open_title(" ".join(FILMS[0].lines))
        player = await guest.press_play()
        await player.plays(0)
        playing_s = time.perf_counter() - began
        await guest.page.context.close()
    return ready_s, playing_s


async def ffmpeg_alone(folder: Path) -> float:
    picture = Input("testsrc2=size=1280x720:rate=24", ("-f", "lavfi"))
    film = FILMS[0]
    encoding = ("-t", f"{film.length_s:g}", "-c:v", "libx264", "-preset", film.preset, "-b:v", str(film.bits_s))
    began = time.perf_counter()
    await run_ffmpeg([picture], [*encoding, str(folder / "alone.mp4")], niceness=0)
    return time.perf_counter() - began


async def measure() -> None:
    ready: list[float] = []
    playing: list[float] = []
    async with Chromium() as browser:
        for _ in range(_RUNS):
            with tempfile.TemporaryDirectory() as name:
                ready_s, playing_s = await a_first_minute(browser, Path(name))
            ready.append(ready_s)
            playing.append(playing_s)
    with tempfile.TemporaryDirectory() as name:
        alone_s = await ffmpeg_alone(Path(name))
    for what, found, limit_s in (("ready", ready, _READY_LIMIT_S), ("playing", playing, _PLAYING_LIMIT_S)):
        median_s = statistics.median(found)
        ratio = median_s / alone_s
        verdict = limit(what, max(found), limit_s, "s")
        print(f"{what:8} {median_s:5.1f} s (max {max(found):5.1f})   {verdict}   {ratio:4.1f} x FFmpeg alone")
    print(f"FFmpeg alone {alone_s:.1f} s")


def main() -> None:
    asyncio.run(measure())


if __name__ == "__main__":
    main()
