"""The demo world: with nothing configured, a house that has films, found, streamed and played like any others.

Each film becomes a torrent, seeded from this machine to this machine, and a row among the sources as soon as it is
there; the engine, the ranking and the player know nothing of the demo.
"""

import asyncio
import time
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from miauflix.catalog import PictureStore
from miauflix.demo import guests
from miauflix.demo.fetching import Fetch
from miauflix.demo.films import FILMS, LIGHTHOUSE, SHORTS
from miauflix.demo.hanging import hang
from miauflix.demo.listing import list_works
from miauflix.demo.mp4 import NotWhole
from miauflix.demo.progress import FilmState, Teller, teller
from miauflix.demo.studio import Finished, Studio
from miauflix.demo.types import Film, Guest
from miauflix.infra.db import Database
from miauflix.kit.clock import Clock
from miauflix.kit.playable import Movie
from miauflix.peers import Seeder, make_metainfo
from miauflix.sources import DemoShelf, Locator, NoSource, Offer, Sources, Stated
from miauflix.transcoding import ChildFailed

_log = structlog.get_logger(__name__)

# The viewer's own seeder must be slow enough that waiting, buffering and seeking are what they are in a real swarm.
_SPEED = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The house that the demo world moves into; it `fills_lists` of the contract where nobody else does.

    What stands on the `shelf` is found by searches, as any other provider's releases are.
    """

    database: Database
    pictures: PictureStore
    sources: Sources
    clock: Clock
    fetch: Fetch
    shelf: DemoShelf = field(default_factory=DemoShelf)
    fills_lists: bool = True


class DemoWorld:
    """Makes, seeds and lists `films`; with none of them it is not there at all."""

    def __init__(self, house: House, folder: Path, films: Sequence[Film]) -> None:
        self.states = [FilmState(film) for film in films]
        self._house = house
        self._folder = folder
        self._studio = Studio(folder)
        self._seeder = Seeder()
        self._listed = asyncio.Event()

    @classmethod
    def of(cls, house: House, folder: Path, film_count: int) -> "DemoWorld":
        """The world with the first `film_count` films, in the order in which they are made."""
        return cls(house, folder, FILMS[:film_count])

    @property
    def is_active(self) -> bool:
        return bool(self.states)

    async def run(self, stopping: asyncio.Event) -> None:
        """Bring the world to life and seed it until `stopping` is set. What is half made then is given up."""
        if not self.is_active:
            return
        await self._seeder.start()
        try:
            async with asyncio.TaskGroup() as tasks:
                building = tasks.create_task(self._build())
                await stopping.wait()
                building.cancel()
        finally:
            await self._seeder.stop()

    async def _build(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._list_all())
            tasks.create_task(_surviving("inviting", self._invite()))
            if not await _surviving("making", self._make_all()):
                self._give_up()

    def _give_up(self) -> None:
        """Nobody makes the rest any more, and whoever waits for it is told."""
        for state in self.states:
            if state.stage in ("waiting", "making"):
                state.failed()

    async def _list_all(self) -> None:
        await _surviving("listing", self._list())
        self._listed.set()

    async def _list(self) -> None:
        house, playables = self._house, [state.film.playable for state in self.states]
        hung = await hang(house.pictures)
        async with house.database.write() as session:
            await list_works(
                session,
                playables,
                shorts=SHORTS,
                show=LIGHTHOUSE,
                guests=guests.GUESTS,
                pictures=hung,
                now=house.clock.now(),
                fills_lists=house.fills_lists,
            )

    async def _invite(self) -> None:
        """Note where the guests can be had, with their .torrent wherever it can be fetched."""
        for guest in guests.GUESTS:
            if await self._is_known(guest):
                continue
            metainfo, sources = await self._house.fetch(guest), self._house.sources
            info_hash, link = bytes.fromhex(guest.info_hash), guests.magnet(guest)
            locator = Locator(info_hash, guest.torrent_name, guest.size_bytes, metainfo=metainfo, magnet=link)
            playable = Movie(guest.tmdb_id)
            async with self._house.database.write() as session:
                await sources.add(session, playable, locator, provider="blender", file_index=guest.file_index)

    async def _is_known(self, guest: Guest) -> bool:
        """Whether nothing is left to find out: its torrent is there, from its publisher or from its swarm."""
        try:
            async with self._house.database.read() as session:
                release = await self._house.sources.best_for(session, Movie(guest.tmdb_id))
        except NoSource:
            return False
        return release.torrent.metainfo is not None

    async def _make_all(self) -> None:
        """What is there from earlier at once, then the missing ones, one after the other."""
        await asyncio.to_thread(self._studio.clear_away)
        missing: list[FilmState] = []
        for state in self.states:
            finished = await asyncio.to_thread(self._studio.finished, state.film)
            if finished is None:
                missing.append(state)
            else:
                await self._publish(state, finished)
        with teller(self.states) as told:
            for state in missing:
                await self._make(state, told)

    async def _make(self, state: FilmState, told: Teller) -> None:
        def tell(share: float) -> None:
            state.making(share)
            told.now(state)

        begun = time.monotonic()
        tell(0)
        try:
            is_first = not any(one.stage == "ready" for one in self.states)
            await self._publish(state, await self._studio.make(state.film, tell, is_awaited=is_first))
        except (ChildFailed, NotWhole, OSError) as error:
            state.failed()
            _log.warning("demo.film_failed", film=state.film.key, reason=str(error))
        told.ended(state, time.monotonic() - begun)

    async def _publish(self, state: FilmState, finished: Finished) -> None:
        """Seed it and let it be found."""
        metainfo = await self._metainfo(finished)
        magnet = await self._seeder.offer(finished.path, metainfo, rate_bytes_s=round(_SPEED * finished.bytes_s))
        found = Locator.from_metainfo(metainfo)
        locator = Locator(found.info_hash, found.name, found.size_bytes, metainfo=metainfo, magnet=magnet)
        async with self._house.database.write() as session:
            await self._house.sources.add(
                session,
                state.film.playable,
                locator,
                provider="demo",
                stated=Stated(quality="web", resolution="720p", codec="h264"),
                seeders=1,
            )
        self._house.shelf.put(state.film.playable, _offer(found, magnet), metainfo)
        await self._listed.wait()  # whoever waits for the first film loads the home page when it is ready
        state.ready()

    async def _metainfo(self, finished: Finished) -> bytes:
        """The film's .torrent, kept: hashing all films again takes longer than starting the house."""
        made_at = (await asyncio.to_thread(finished.path.stat)).st_mtime_ns
        kept = self._folder / "torrents" / f"{finished.path.stem}-{finished.recipe[:16]}-{made_at}.torrent"
        try:
            return await asyncio.to_thread(kept.read_bytes)
        except FileNotFoundError:
            metainfo = await make_metainfo(finished.path)
            await asyncio.to_thread(_keep, kept, metainfo)
            return metainfo


def _offer(locator: Locator, magnet: str) -> Offer:
    return Offer(
        provider="demo",
        name=locator.name,
        info_hash=locator.info_hash.hex(),
        magnet=magnet,
        size_bytes=locator.size_bytes,
        seeders=1,
    )


async def _surviving(what: str, work: Coroutine[object, object, None]) -> bool:
    """Whether `work` came to its end."""
    try:
        await work
    except Exception:  # noqa: BLE001  whatever it was, films that are ready must go on being seeded
        _log.exception("demo.failed", work=what)
        return False
    return True


def _keep(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    draft.write_bytes(content)
    draft.replace(path)
