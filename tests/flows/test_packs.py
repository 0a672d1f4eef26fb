"""Episodes of a season that a provider offers as one torrent, known by its magnet alone: each plays its own clip."""

import os
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.fakes.providers.fake import Listed
from tests.fakes.providers.json_services import FakeEztv
from tests.fakes.served import served
from tests.fakes.tmdb import TOKEN, FakeTmdb, World
from tests.fakes.tmdb.world import FIRST_ID, name_of
from tests.services.deadline import until_answered
from tests.services.films import Recipe, make_real_film
from tests.services.server import Person, Server
from tests.services.swarm import KIB, LabTorrent, PeerListTracker, Seeder, make_torrent

pytestmark = pytest.mark.services

_NAME = name_of("tv", FIRST_ID, "en").replace(" ", ".")


def _clip(path: Path, *, duration_s: int, seed: int) -> bytes:
    film = make_real_film(Recipe(duration_s=duration_s, width=160, height=90, video_bits_s=400_000, seed=seed))
    path.parent.mkdir(parents=True, exist_ok=True)
    os.link(film.path, path)
    return path.read_bytes()


class _Show:
    """A pack of three clips, the first the longest, that promises a fourth; and a torrent of the fourth alone."""

    def __init__(self, folder: Path) -> None:
        pack = folder / f"{_NAME}.S01E01-E04.1080p.WEB.x264-CAT"
        self.clips = {
            number: _clip(pack / f"{_NAME}.S01E0{number}.1080p.mp4", duration_s=6 if number == 1 else 2, seed=number)
            for number in (1, 2, 3)
        }
        alone = folder / f"{_NAME}.S01E04.720p.WEB.x264-CAT.mp4"
        self.clips[4] = _clip(alone, duration_s=2, seed=4)
        self.pack, self.alone = (make_torrent(one, piece_length=32 * KIB) for one in (pack, alone))

    def listed(self) -> list[Listed]:
        return [self._one(self.pack, 0, seeders=900), self._one(self.alone, 4, seeders=2)]

    def _one(self, torrent: LabTorrent, episode: int, *, seeders: int) -> Listed:
        imdb = f"tt{FIRST_ID:07}"
        return Listed(
            torrent.name, torrent.info_hash, torrent.size_bytes, seeders, imdb=imdb, season=1, episode=episode
        )


@pytest.fixture
def show(tmp_path: Path) -> _Show:
    return _Show(tmp_path / "seed")


@pytest.fixture
async def person(tmp_path: Path, show: _Show) -> AsyncGenerator[Person]:
    """Somebody in a house with one show and one provider, whose swarm a tracker knows."""
    async with AsyncExitStack() as stack:
        seeder = await stack.enter_async_context(Seeder(show.pack, show.alone))
        tracker = await stack.enter_async_context(PeerListTracker([seeder.endpoint]))
        tmdb = await stack.enter_async_context(served(FakeTmdb(World(movies=1, shows=1))))
        told = {
            "TMDB_API_ACCESS_TOKEN": TOKEN,
            "TMDB_API_URL": f"{tmdb}/3",
            "TMDB_IMAGE_URL": f"{tmdb}/t/p",
            "EZTV_API_URL": await stack.enter_async_context(served(FakeEztv(show.listed()))),
            "TORRENT_TRACKER_ANNOUNCE": tracker.url,
            "SOURCE_SEARCH_DEADLINE_MS": "10000",
        }
        server = await stack.enter_async_context(Server(tmp_path / "data", environment=told))
        person = await server.set_up()

        async def is_known() -> bool:
            return (await person.client.get(f"/api/shows/{FIRST_ID}/seasons/1")).is_success

        await until_answered("the show to be in the catalogue", is_known)
        yield person


async def _watch(person: Person, number: int) -> bytes:
    """As the player does it: a source that is gone is answered by pressing Play again."""
    got: list[bytes] = []

    async def plays() -> bool:
        play = await person.press_play(f"episode:{FIRST_ID}:1:{number}")
        answer = await person.client.get(play.url)
        if answer.status_code == 503:
            assert answer.json()["code"] == "source_gone"
            return False
        got.append(answer.raise_for_status().content)
        assert answer.headers["content-type"] == "video/mp4"
        return True

    await until_answered(f"episode {number} to play", plays)
    return got[0]


async def test_each_episode_of_a_season_known_by_its_magnet_plays_its_own_clip(person: Person, show: _Show) -> None:
    assert await _watch(person, 3) == show.clips[3]
    assert await _watch(person, 1) == show.clips[1]


async def test_an_episode_the_pack_does_not_hold_plays_from_the_next_source_or_is_refused(
    person: Person, show: _Show
) -> None:
    assert await _watch(person, 4) == show.clips[4]
    refused = await person.client.post("/api/playback", json={"title": f"episode:{FIRST_ID}:1:5"})
    assert refused.status_code == 404
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["code"] == "no_source"
    assert await _watch(person, 2) == show.clips[2]
