"""Episodes out of packs that are known by their names alone: the right file plays, or the next source does."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import select, update

from miauflix.catalog import EpisodeFacts, SeasonFacts, TitleFacts, put_movie, put_show
from miauflix.infra.db import Database
from miauflix.infra.settings import Settings
from miauflix.kit.clock import SystemClock
from miauflix.kit.playable import Episode, Movie
from miauflix.sources import Offer, Sources
from miauflix.sources.tables import SourceRow, TorrentRow
from tests.api.test_searching import parts_of
from tests.services.deadline import until_answered
from tests.services.statements import statements_of
from tests.services.swarm import KIB, DelayRelay, LabTorrent, PeerListTracker, Seeder, make_film, make_torrent

pytestmark = pytest.mark.services

_SHOW = 1399
_PACK = "Harbour.Lights.S01.1080p.WEB.x264-CAT"
_SEASONS = {1: 5, 2: 5}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """A swarm that is alive answers long before; a wait of this length is one that somebody asked for."""
    return settings.model_copy(update={"stream_timeout_ms": 20_000})


@dataclass
class Lab:
    """A house whose catalogue has the show, and a tracker that knows who seeds."""

    app: FastAPI
    admin: httpx2.AsyncClient
    folder: Path
    tracker: PeerListTracker
    stack: AsyncExitStack
    seeders: list[Seeder] = field(default_factory=list[Seeder])

    async def pack(self, name: str, files: Sequence[str]) -> LabTorrent:
        """Seeded; the first file is the largest, and every file says which it is."""
        root = self.folder / name
        for place, file in enumerate(files):
            make_film(root / file, size_bytes=(900 if place == 0 else 200) * KIB + place, seed=place)
        torrent = make_torrent(root, piece_length=64 * KIB)
        self.seeders.append(await self.stack.enter_async_context(Seeder(torrent)))
        self.tracker.peers.append(self.seeders[-1].endpoint)
        return torrent

    async def offer(self, torrent: LabTorrent, number: int, *, season: int = 1, **changes: Any) -> str:
        """As a search has just found it; answers the source's id."""
        offered: dict[str, Any] = {
            "provider": "eztv", "name": torrent.name, "info_hash": torrent.info_hash, "is_pack": True, "seeders": 50,
            "trackers": (self.tracker.url,),
        }  # fmt: skip
        episode = Episode(_SHOW, season, number)
        async with parts_of(self.app).get(Database).write() as session:
            await parts_of(self.app).get(Sources).put_offers(session, episode, [Offer(**{**offered, **changes})])
            query = select(SourceRow.id).join(TorrentRow).where(SourceRow.ref == str(episode))
            return (await session.scalars(query.order_by(SourceRow.added_at.desc(), SourceRow.id.desc()))).first() or ""

    async def press_play(self, number: int, *, season: int = 1, source_id: str | None = None) -> httpx2.Response:
        body = {"title": f"episode:{_SHOW}:{season}:{number}", "source_id": source_id}
        return await self.admin.post("/api/playback", json=body)

    async def watch(self, number: int, *, season: int = 1) -> bytes:
        started = (await self.press_play(number, season=season)).raise_for_status().json()
        return (await self.admin.get(started["url"])).raise_for_status().content

    async def sources_of(self, number: int) -> list[str]:
        async with parts_of(self.app).get(Database).read() as session:
            query = select(SourceRow.id).where(SourceRow.ref == f"episode:{_SHOW}:1:{number}")
            return list(await session.scalars(query))


@pytest.fixture
async def lab(app: FastAPI, admin: httpx2.AsyncClient, tmp_path: Path) -> AsyncGenerator[Lab]:
    now = SystemClock().now()
    seasons = [
        SeasonFacts(season, "", episodes=tuple(EpisodeFacts(number=n, name=f"Part {n}") for n in range(1, count + 1)))
        for season, count in _SEASONS.items()
    ]
    async with parts_of(app).get(Database).write() as session:
        await put_show(session, TitleFacts(tmdb_id=_SHOW, name="Harbour Lights", language="en"), seasons, now=now)
        await put_movie(session, TitleFacts(tmdb_id=603, name="The Lamp Post", language="en"), now=now)
    async with AsyncExitStack() as stack:
        tracker = await stack.enter_async_context(PeerListTracker())
        yield Lab(app, admin, tmp_path / "seed", tracker, stack)


def named(*parts: str) -> list[str]:
    return [f"Harbour.Lights.S01{part}.1080p.mkv" for part in parts]


async def test_an_episode_plays_its_own_file_of_a_pack_that_was_just_found(lab: Lab) -> None:
    pack = await lab.pack(_PACK, named("E01", "E02", "E03"))
    await lab.offer(pack, 3)
    assert await lab.watch(3) == pack.payload.joinpath(named("E03")[0]).read_bytes()
    assert await lab.watch(2) == pack.payload.joinpath(named("E02")[0]).read_bytes(), "and so do the others"


async def test_a_file_of_two_episodes_plays_for_both(lab: Lab) -> None:
    pack = await lab.pack(_PACK, named("E01", "E02E03", "E04"))
    await lab.offer(pack, 3)
    both = pack.payload.joinpath(named("E02E03")[0]).read_bytes()
    assert await lab.watch(3) == both
    assert await lab.watch(2) == both


async def test_an_episode_is_found_by_the_number_counted_through(lab: Lab) -> None:
    files = [f"[Sub] Harbour Lights - {number:02} [1080p].mkv" for number in range(1, 9)]
    pack = await lab.pack("[Sub] Harbour Lights - 001-008", files)
    await lab.offer(pack, 2, season=2)
    assert await lab.watch(2, season=2) == pack.payload.joinpath(files[6]).read_bytes()


async def test_a_pack_without_the_episode_is_passed_over_for_the_next_source(lab: Lab) -> None:
    pack = await lab.pack(_PACK, named("E01", "E02"))
    alone = await lab.pack("Harbour.Lights.S01E04.720p.WEB-CAT", ["Harbour.Lights.S01E04.720p.mkv"])
    await lab.offer(pack, 4, seeders=500)
    await lab.offer(alone, 4, is_pack=False, seeders=3)
    assert await lab.watch(4) == alone.files[0].read_bytes()
    assert len(await lab.sources_of(4)) == 1, "the pack is no source of it any more"


async def test_when_nothing_holds_the_episode_play_says_so(lab: Lab) -> None:
    pack = await lab.pack(_PACK, named("E01", "E02"))
    source_id = await lab.offer(pack, 4)
    refused = await lab.press_play(4, source_id=source_id)
    assert (refused.status_code, refused.json()["code"]) == (404, "episode_not_inside")
    other = await lab.pack(f"{_PACK}S", named("E01", "E03"))
    await lab.offer(other, 4)
    refused = await lab.press_play(4)
    assert (refused.status_code, refused.json()["code"]) == (404, "episode_not_inside")
    assert refused.headers["content-type"] == "application/problem+json"
    again = await lab.press_play(4)
    assert (again.status_code, again.json()["code"]) == (404, "no_source")


async def test_a_pack_that_does_not_tell_at_once_is_waited_for_where_the_viewer_sees_it(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("miauflix.playback.service._TELLS_WITHIN_S", 0.0)
    pack = await lab.pack(_PACK, named("E01", "E02", "E03"))
    alone = await lab.pack("Harbour.Lights.S01E04.720p.WEB-CAT", ["Harbour.Lights.S01E04.720p.mkv"])
    relay = await lab.stack.enter_async_context(DelayRelay(lab.seeders[0].endpoint, delay_s=0.3))
    lab.tracker.peers = [relay.endpoint, lab.seeders[1].endpoint]
    await lab.offer(pack, 3)
    await lab.offer(pack, 4, seeders=500)
    await lab.offer(alone, 4, is_pack=False, seeders=3)
    missing = (await lab.press_play(4)).json()
    started = (await lab.press_play(3)).json()
    assert started["reason"].startswith("The torrent's file list is still on its way")

    async def waits_for_the_list() -> bool:
        return (await lab.admin.get(f"/api/stream/{started['ticket']}/status")).json()["stage"] == "metadata"

    waiting = until_answered("the list to be waited for", waits_for_the_list)
    played, _ = await asyncio.gather(lab.admin.get(started["url"]), waiting)
    assert played.content == pack.payload.joinpath(named("E03")[0]).read_bytes()
    for _ in range(2):
        gone = await lab.admin.get(missing["url"])
        assert (gone.status_code, gone.json()["code"]) == (503, "source_gone"), "which a player answers by asking anew"
    assert await lab.watch(4) == alone.files[0].read_bytes()


async def test_names_that_say_nothing_are_no_episode_of_a_pack(lab: Lab) -> None:
    riddle = await lab.pack(_PACK, ["a.mkv", "b.mkv", "c.mkv"])
    await lab.offer(riddle, 2)
    refused = await lab.press_play(2)
    assert (refused.status_code, refused.json()["code"]) == (404, "episode_not_inside")


async def test_a_film_and_an_episode_whose_file_is_known_are_asked_nothing_more(lab: Lab) -> None:
    pack = await lab.pack(_PACK, named("E01", "E02"))
    await lab.offer(pack, 2)
    await lab.watch(2)
    film = await lab.pack("The.Lamp.Post.2026.1080p.WEB-CAT", ["film.mkv"])
    database, offer = parts_of(lab.app).get(Database), Offer(provider="yts", name=film.name, info_hash=film.info_hash)
    async with database.write() as session:
        await parts_of(lab.app).get(Sources).put_offers(session, Movie(603), [offer])
    announces = len(lab.tracker.announces)
    for title in (f"episode:{_SHOW}:1:2", "movie:603"):
        with statements_of(database) as asked:
            (await lab.admin.post("/api/playback", json={"title": title})).raise_for_status()
        assert not [one for one in asked if not one.text.startswith("SELECT")], title
    assert len(lab.tracker.announces) == announces


async def test_a_torrent_whose_files_are_known_is_read_when_an_episode_is_asked_for(lab: Lab) -> None:
    pack = await lab.pack(_PACK, named("E01", "E02"))
    await lab.offer(pack, 2)
    await lab.watch(2)
    async with parts_of(lab.app).get(Database).write() as session:
        await session.execute(update(SourceRow).values(file_index=None))  # as before packs were mapped
    assert await lab.watch(2) == pack.payload.joinpath(named("E02")[0]).read_bytes()
