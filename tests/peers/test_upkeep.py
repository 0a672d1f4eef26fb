"""What goes wrong with one torrent, or with the disk, costs what it touches and ends no upkeep."""

import asyncio
import errno
import os
import shutil
from pathlib import Path

import pytest

from miauflix.kit.byte_source import SourceClosed
from miauflix.peers import Engine
from miauflix.peers.scheduler import Claim
from tests.peers.conftest import StartEngine, asked, read
from tests.services.deadline import until
from tests.services.swarm import KIB, MIB, LabTorrent, Seeder, make_film, make_torrent


@pytest.fixture
def films(tmp_path: Path) -> list[LabTorrent]:
    """Three films of 4 MiB."""
    return [
        make_torrent(
            make_film(tmp_path / "seed" / str(number) / "film.mkv", size_bytes=4 * MIB, seed=number),
            piece_length=128 * KIB,
        )
        for number in range(3)
    ]


@pytest.fixture
def stubborn(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Keys whose folders the disk refuses to delete (EIO)."""
    keys: set[str] = set()
    really = shutil.rmtree

    def rmtree(path: Path) -> None:
        if path.name in keys:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        really(path)

    monkeypatch.setattr(shutil, "rmtree", rmtree)
    return keys


def keys_of(engine: Engine) -> set[str]:
    return {stats.key for stats in engine.torrents()}


async def test_a_folder_that_cannot_be_deleted_stays_in_the_books_and_the_next_one_goes(
    start_engine: StartEngine, films: list[LabTorrent], stubborn: set[str], caplog: pytest.LogCaptureFixture
) -> None:
    stubborn.add("film-0")
    engine = await start_engine(quota_bytes=10 * MIB, linger_s=0.1)
    async with Seeder(*films) as seeder:
        for number, film in enumerate(films):
            source = await engine.open(asked(film, seeder.endpoint, key=f"film-{number}"))
            assert await read(source) == film.read()
        assert keys_of(engine) == {"film-0", "film-2"}
        assert sum(stats.disk_bytes for stats in engine.torrents()) > 7 * MIB, "what could not be deleted still counts"
        assert "film-0 could not be deleted" in caplog.text
        # Once the disk is well again it goes like any other.
        stubborn.clear()
        again = await engine.open(asked(films[1], seeder.endpoint, key="film-1"))
        assert await read(again) == films[1].read()
    assert keys_of(engine) == {"film-1", "film-2"}


async def test_a_torrent_that_could_not_be_removed_is_still_held_and_can_be_watched(
    engine: Engine, films: list[LabTorrent], stubborn: set[str]
) -> None:
    async with Seeder(films[0]) as seeder:
        source = await engine.open(asked(films[0], seeder.endpoint, key="film-0"))
        assert await read(source) == films[0].read()
        stubborn.add("film-0")
        with pytest.raises(OSError, match="Input/output error"):
            await engine.remove("film-0")
        (held,) = engine.torrents()
        assert (held.key, held.is_attached) == ("film-0", False)
        assert held.disk_bytes >= 4 * MIB
        assert await read(source) == films[0].read()
        stubborn.clear()
        await engine.remove("film-0")
    assert engine.torrents() == []


async def test_who_removes_what_is_being_removed_waits_for_it(engine: Engine, films: list[LabTorrent]) -> None:
    async with Seeder(films[0]) as seeder:
        await read(await engine.open(asked(films[0], seeder.endpoint, key="film-0")))
    await asyncio.gather(*(engine.remove("film-0") for _ in range(5)))
    assert engine.torrents() == []
    assert not engine._evicting


async def test_a_torrent_that_libtorrent_dropped_does_not_stop_the_upkeep_of_the_others(
    start_engine: StartEngine, films: list[LabTorrent]
) -> None:
    engine = await start_engine(idle_s=0.2, linger_s=0.1)
    async with Seeder(*films, rate_bytes_s=4 * MIB) as seeder:
        lost = await engine.open(asked(films[0], seeder.endpoint, key="film-0"))
        seeder.limit(1)
        reading = asyncio.create_task(read(lost))
        await until("a reader of it", lambda: engine._lives["film-0"].readers)
        handle = engine._lives["film-0"].handle
        assert handle is not None
        await engine._session.remove(handle)
        seeder.limit(0)
        assert await read(await engine.open(asked(films[1], seeder.endpoint, key="film-1"))) == films[1].read()
        await until("the other to leave when it is idle", lambda: "film-1" not in engine._lives)
        with pytest.raises(SourceClosed):
            await reading
        # It was let go, so whoever opens it anew gets it.
        assert await read(lost) == films[0].read()


async def test_after_it_was_let_go_nothing_reaches_for_the_handle_any_more(
    engine: Engine, films: list[LabTorrent]
) -> None:
    async with Seeder(films[0]) as seeder:
        source = await engine.open(asked(films[0], seeder.endpoint, key="film-0"))
        assert await read(source, 0, MIB) == films[0].read(0, MIB)
        live = engine._lives["film-0"]
        await engine.remove("film-0")
    assert live.readership is not None
    live.readership.scheduler.start(Claim(0, 4 * MIB, 1e6, 128 * KIB))
    live.pulse(1e9)
    live.warm(live.file(None))
    live.plan_again(is_final=True)
    await live.look_at_peers()
    assert not live.unstick(1e9)


@pytest.mark.parametrize("broken", ["statvfs", "scandir"])
async def test_a_disk_that_cannot_be_measured_stops_nothing(
    start_engine: StartEngine, films: list[LabTorrent], monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    engine = await start_engine(idle_s=0.2, linger_s=0.1)

    def refuse(*_: object) -> object:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    async with Seeder(films[0]) as seeder:
        source = await engine.open(asked(films[0], seeder.endpoint, key="film-0"))
        assert await read(source) == films[0].read()
        monkeypatch.setattr(os, broken, refuse)
        await until("it to leave when it is idle", lambda: not engine._lives)
        monkeypatch.undo()
        assert await read(source) == films[0].read()
