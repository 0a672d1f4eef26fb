"""The quota holds, and what is being read is never touched."""

import asyncio
import resource
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from miauflix.peers import StorageFull
from miauflix.peers.ledger import Ledger
from miauflix.peers.storage import Shelf
from tests.peers.conftest import StartEngine, asked, lab_config, read
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


async def test_the_least_recently_watched_makes_room(start_engine: StartEngine, films: list[LabTorrent]) -> None:
    engine = await start_engine(quota_bytes=10 * MIB, linger_s=0.2)
    async with Seeder(*films) as seeder:
        for number in (0, 1):
            source = await engine.open(asked(films[number], seeder.endpoint, key=f"film-{number}"))
            assert await read(source) == films[number].read()
        # The first is watched once more, so the second is the one to go.
        await read(await engine.open(asked(films[0], seeder.endpoint, key="film-0")), 0, 1000)
        source = await engine.open(asked(films[2], seeder.endpoint, key="film-2"))
        assert await read(source) == films[2].read()
    assert {stats.key for stats in engine.torrents()} == {"film-0", "film-2"}
    assert sum(stats.disk_bytes for stats in engine.torrents()) <= 10 * MIB


async def test_what_is_being_read_stays_and_who_finds_no_room_is_told(
    start_engine: StartEngine, films: list[LabTorrent], tmp_path: Path
) -> None:
    engine = await start_engine(quota_bytes=5 * MIB, linger_s=0.2)
    async with Seeder(*films) as seeder:
        first = await engine.open(asked(films[0], seeder.endpoint, key="film-0"))
        reading = first.read(0, first.size_bytes)
        got = await anext(reading)
        await until("all of it", lambda: (now := engine.swarm_stats("film-0")) and now.fetched == [(0, 4 * MIB)])
        second = await engine.open(asked(films[1], seeder.endpoint, key="film-1"))
        with pytest.raises(StorageFull) as refusal:
            await read(second)
        assert (refusal.value.status, refusal.value.code) == (503, "storage_full")
        used = sum(Shelf(tmp_path / "peers", key).disk_bytes() for key in ("film-0", "film-1"))
        assert used <= 5 * MIB + 64 * KIB, "what is saved beside the pieces comes on top"
        assert got + b"".join([chunk async for chunk in reading]) == films[0].read()
        # Once nobody reads the first any more, it goes, and the second has room.
        assert await read(second) == films[1].read()


async def test_a_lower_quota_is_kept_from_the_start(start_engine: StartEngine, films: list[LabTorrent]) -> None:
    engine = await start_engine()
    async with Seeder(*films) as seeder:
        for number, film in enumerate(films):
            await read(await engine.open(asked(film, seeder.endpoint, key=f"film-{number}")))
    await engine.stop()
    again = await start_engine(quota_bytes=9 * MIB)
    await until("one to go", lambda: sum(stats.disk_bytes for stats in again.torrents()) <= 9 * MIB)
    assert len(again.torrents()) == 2


async def test_a_reader_that_waits_for_room_gets_it_when_another_leaves(
    start_engine: StartEngine, films: list[LabTorrent]
) -> None:
    engine = await start_engine(quota_bytes=5 * MIB, linger_s=1.0)
    async with Seeder(*films) as seeder:
        first = await engine.open(asked(films[0], seeder.endpoint, key="film-0"))
        assert await read(first) == films[0].read()
        # The first has only just been left: its player could come back, so the second waits instead of failing.
        second = await engine.open(asked(films[1], seeder.endpoint, key="film-1"))
        assert await read(second) == films[1].read()
    assert [stats.key for stats in engine.torrents()] == ["film-1"]


@pytest.fixture
def file_size_limit() -> Generator[Callable[[int], None]]:
    """Makes every write beyond a size fail (EFBIG), as a full disk would, for this process."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda limit: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_a_disk_that_refuses_ends_the_reading_and_is_tried_again(
    start_engine: StartEngine, films: list[LabTorrent], file_size_limit: Callable[[int], None]
) -> None:
    engine = await start_engine(linger_s=0.1)
    async with Seeder(films[0], rate_bytes_s=4 * MIB) as seeder:
        source = await engine.open(asked(films[0], seeder.endpoint, key="film-0"))
        file_size_limit(2 * MIB)
        with pytest.raises(StorageFull):
            await read(source)
        stats = engine.swarm_stats("film-0")
        assert stats is not None
        assert stats.reason
        file_size_limit(resource.RLIM_INFINITY)
        assert await read(source) == films[0].read()


async def test_a_folder_that_cannot_be_used_is_said_at_once(
    start_engine: StartEngine, films: list[LabTorrent], tmp_path: Path
) -> None:
    engine = await start_engine()
    obstacle = Shelf(tmp_path / "peers", "film-0").file(0)
    obstacle.mkdir(parents=True)
    async with Seeder(films[0]) as seeder:
        with pytest.raises(StorageFull):
            await engine.open(asked(films[0], seeder.endpoint, key="film-0"))
        obstacle.rmdir()
        source = await engine.open(asked(films[0], seeder.endpoint, key="film-0"))
        assert await read(source) == films[0].read()


async def test_concurrent_readers_of_a_small_disk_never_exceed_it(
    start_engine: StartEngine, films: list[LabTorrent], tmp_path: Path
) -> None:
    engine = await start_engine(quota_bytes=9 * MIB, linger_s=0.1)
    async with Seeder(*films, rate_bytes_s=3 * MIB) as seeder:
        sources = [
            await engine.open(asked(film, seeder.endpoint, key=f"film-{number}")) for number, film in enumerate(films)
        ]
        outcomes = await asyncio.gather(*map(read, sources), return_exceptions=True)
    for film, outcome in zip(films, outcomes, strict=True):
        assert isinstance(outcome, StorageFull) or outcome == film.read()
    assert sum(isinstance(outcome, bytes) for outcome in outcomes) >= 2
    used = sum(Shelf(tmp_path / "peers", f"film-{number}").disk_bytes() for number in range(3))
    assert used <= 9 * MIB + MIB, "blocks of pieces that were given up half-way may come on top"


def test_room_is_what_quota_and_disk_leave(tmp_path: Path) -> None:
    ledger = Ledger(lab_config(tmp_path))
    ledger.measure_disk()
    ledger.account("a").disk_bytes = 3 << 30
    ledger.account("a").reserved_bytes = 1 << 30
    ledger.account("b").reserved_bytes = 2 << 30
    # 10 GiB of quota; what a torrent has reserved itself does not stand in its own way.
    assert ledger.room_for("a") == 5 << 30
    assert ledger.room_for("b") == 6 << 30
    assert ledger.room_for("c") == 4 << 30
    assert ledger.shortage() == 0
    ledger.account("c").disk_bytes = 7 << 30
    assert ledger.room_for("a") == 0
    assert ledger.shortage() == 3 << 30
    assert ledger.victims(1, busy={"a"}) == ["c"]
