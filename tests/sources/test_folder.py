"""A folder that is watched: what is put there becomes a title, whatever goes wrong meanwhile."""

import asyncio
from pathlib import Path

import pytest

from miauflix.kit.playable import Movie, Playable
from miauflix.sources import folder
from miauflix.sources.folder import TorrentFolder
from miauflix.sources.service import Locator
from tests.services.deadline import until
from tests.services.swarm import KIB, make_film, make_torrent


class Adder:
    """Takes torrents in, and fails as often as it is told to."""

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.added: list[str | None] = []

    async def was_removed(self, locator: Locator) -> bool:
        del locator
        return False

    async def add(self, locator: Locator, *, provider: str) -> Playable:
        assert provider == "folder"
        if self.failures:
            self.failures -= 1
            raise ConnectionError("the database is away")
        self.added.append(locator.name)
        return Movie(900_100_001)


@pytest.fixture
def watched(tmp_path: Path) -> Path:
    torrent = make_torrent(make_film(tmp_path / "seed" / "Film.mp4", size_bytes=64 * KIB), piece_length=16 * KIB)
    place = tmp_path / "torrents"
    place.mkdir()
    (place / "film.torrent").write_bytes(torrent.metainfo)
    return place


async def test_a_file_is_taken_once_and_again_when_it_changes(watched: Path) -> None:
    adder = Adder()
    watch = TorrentFolder(watched, adder)  # pyright: ignore[reportArgumentType]  what it needs of a TitleAdder
    assert [await watch.look(), await watch.look()] == [1, 0]
    (watched / "film.torrent").touch()
    assert await watch.look() == 1


async def test_what_is_no_torrent_is_passed_over(watched: Path) -> None:
    (watched / "a.torrent").write_bytes(b"not bencoded")
    adder = Adder()
    assert await TorrentFolder(watched, adder).look() == 1  # pyright: ignore[reportArgumentType]
    assert adder.added == ["Film.mp4"]


async def test_a_file_that_could_not_be_stored_is_tried_again(watched: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "_LOOK_EVERY_S", 0.01)
    adder, stopping = Adder(failures=2), asyncio.Event()
    watching = asyncio.create_task(
        TorrentFolder(watched, adder).watch(stopping)  # pyright: ignore[reportArgumentType]
    )
    await until("it to be taken", lambda: adder.added)
    stopping.set()
    await asyncio.wait_for(watching, 10)
    assert adder.added == ["Film.mp4"]
