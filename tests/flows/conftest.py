"""Houses to be a guest in: one with a film of the lab, the demo world that a newcomer finds, and one that asks TMDB."""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

import anyio.to_thread

from tests.fakes.served import served
from tests.fakes.tmdb import TOKEN, FakeTmdb, World
from tests.services.films import Film, make_real_film
from tests.services.programs import ROOT
from tests.services.server import Server
from tests.services.swarm import Swarm, make_torrent

# The quickest film of the demo world to make, and so the first to be there.
DEMO_FILM = "Tuesday on the Roof"

_KEPT = ROOT / ".cache" / "demo-films"
MAKING_S = 600.0  # on a machine that does much else


@dataclass(frozen=True)
class House:
    """A server that nobody has an account at yet, and a film whose pieces are all elsewhere."""

    server: Server
    title: str


@asynccontextmanager
async def lab_house(folder: Path, *, title: str = "Harbour Lights") -> AsyncGenerator[House]:
    """A minute of film, from one peer that gives it twice as fast as it plays."""
    film = _named(make_real_film(), folder / "seed" / f"{title}.mp4")
    async with AsyncExitStack() as stack:
        swarm: Swarm = await stack.enter_async_context(film.swarm())
        torrents = folder / "torrents"
        torrents.mkdir()
        make_torrent(film.path, trackers=[swarm.tracker.url]).save(torrents / f"{title}.torrent")
        server = Server(folder / "data", environment={"TORRENTS_DIR": str(torrents)})
        yield House(await stack.enter_async_context(server), title)


@asynccontextmanager
async def demo_house(folder: Path, *, films: int = 2, ready: int = 2) -> AsyncGenerator[House]:
    """The demo world with `films` films, `ready` of which can be played.

    Films of an earlier run are lent to this one; the server itself decides whether they are what it would make.
    """
    made = folder / "data" / "demo" / "films"
    server = Server(folder / "data", environment={"DEMO_FILMS": str(films)})
    async with AsyncExitStack() as stack:
        async with _one_at_a_time():
            shutil.copytree(_KEPT, made, copy_function=os.link)
            await stack.enter_async_context(server)
            await _until_seeded(server, ready)
            _keep(made)
        yield House(server, DEMO_FILM)
        async with _one_at_a_time():
            _keep(made)


@asynccontextmanager
async def tmdb_house(folder: Path, world: World, **environment: str) -> AsyncGenerator[House]:
    """A house whose TMDB is the fake; it fills its lists as soon as it runs."""
    async with served(FakeTmdb(world)) as url:
        told = {"TMDB_API_ACCESS_TOKEN": TOKEN, "TMDB_API_URL": f"{url}/3", "TMDB_IMAGE_URL": f"{url}/t/p"}
        async with Server(folder / "data", environment=told | environment) as server:
            yield House(server, "")


async def _until_seeded(server: Server, films: int) -> None:
    """Without an account nobody is told how far the films are: the data folder tells it, by torrents and lists."""
    torrents = server.data_dir / "demo" / "torrents"

    async def are_seeded() -> bool:
        return len(list(torrents.glob("*.torrent"))) >= films and _are_listed(server.data_dir / "miauflix.sqlite")

    await server.process.until(f"{films} demo films", are_seeded, timeout_s=MAKING_S)


def _are_listed(database: Path) -> bool:
    """Films that are there from the start may be ready before they are listed."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return connection.execute("SELECT count(*) FROM media_list_item").fetchone()[0] > 0


def _keep(made: Path) -> None:
    """Lend what is finished to later runs: a film has a note beside it then."""
    for note in made.glob("*.json"):
        for file in (note, note.with_suffix(".mp4")):
            kept = _KEPT / file.name
            if not (kept.exists() and kept.samefile(file)):
                kept.unlink(missing_ok=True)
                os.link(file, kept)


@asynccontextmanager
async def _one_at_a_time() -> AsyncGenerator[None]:
    """Test processes side by side wait for the one that makes the films."""
    _KEPT.mkdir(parents=True, exist_ok=True)
    with (_KEPT.parent / "demo-films.lock").open("w") as lock:
        await anyio.to_thread.run_sync(fcntl.flock, lock, fcntl.LOCK_EX)
        yield


def _named(film: Film, path: Path) -> Film:
    path.parent.mkdir(parents=True)
    os.link(film.path, path)
    return Film(path, film.recipe)
