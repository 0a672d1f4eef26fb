"""What survives a stop, a kill and a power cut."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from miauflix.infra.cipher import FieldCipher, Keyring
from miauflix.peers import AlwaysOpen, Engine, EngineConfig, Torrent, parse_metainfo
from miauflix.peers import resume as resume_module
from miauflix.peers.resume import Vault, unsaved_pieces
from miauflix.peers.storage import Shelf, data_extents
from tests.peers.conftest import StartEngine, asked, cipher, read
from tests.services.deadline import until
from tests.services.swarm import KIB, MIB, LabTorrent, Seeder, make_film, make_torrent

_ROOT = Path(__file__).parents[2]


def held(engine: Engine) -> list[tuple[int, int]]:
    stats = engine.swarm_stats("source-1")
    return stats.fetched if stats else []


async def test_after_a_stop_nothing_is_fetched_or_checked_again(start_engine: StartEngine, film: LabTorrent) -> None:
    engine = await start_engine()
    async with Seeder(film) as seeder:
        assert await read(await engine.open(asked(film, seeder.endpoint))) == film.read()
        await engine.stop()
        before = seeder.uploaded_bytes()
        again = await start_engine()
        source = await again.open(asked(film, seeder.endpoint))
        assert held(again) == [(0, film.size_bytes)]
        assert await read(source) == film.read()
        assert seeder.uploaded_bytes() == before
        counters = await again._session.stats()
        assert counters["disk.num_blocks_read"] == 0, "nothing was hashed"


@asynccontextmanager
async def child(
    config: EngineConfig, film: LabTorrent, *peers: object, metainfo: bool = True
) -> AsyncGenerator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.peers.engine_process",
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=_ROOT,
    )
    assert process.stdin is not None
    orders = {
        "folder": str(config.folder),
        "metainfo": film.metainfo.hex() if metainfo else None,
        "magnet": film.magnet() + "".join(f"&x.pe={peer}" for peer in peers),
    }
    process.stdin.write(json.dumps(orders).encode() + b"\n")
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        process.stdin.close()


async def read_until(process: asyncio.subprocess.Process, wanted: int) -> int:
    assert process.stdout is not None
    got = 0
    async with asyncio.timeout(60):
        while got < wanted:
            got = int(await process.stdout.readline())
    return got


@pytest.mark.parametrize("by_magnet", [False, True])
async def test_after_a_kill_nothing_that_was_verified_is_lost(
    start_engine: StartEngine, config: EngineConfig, tmp_path: Path, by_magnet: bool
) -> None:
    film = make_torrent(make_film(tmp_path / "seed" / "film.mkv", size_bytes=32 * MIB), piece_length=256 * KIB)
    async with Seeder(film, rate_bytes_s=6 * MIB) as seeder:
        async with child(config, film, seeder.endpoint, metainfo=not by_magnet) as process:
            got = await read_until(process, 20 * MIB)
            process.kill()
        await until("the seeder to notice", lambda: seeder.connections() == 0)
        engine = await start_engine()
        torrent = Torrent("source-1", metainfo=None if by_magnet else film.metainfo, magnet=film.magnet())
        source = await engine.open(torrent)
        # Offline, and without a peer to ask: all that the killed process had read is here.
        assert await read(source, 0, got) == film.read(0, got)
        counters = await engine._session.stats()
        hashed = counters["disk.num_blocks_read"] * 16 * KIB
        assert hashed <= 2 * 6 * MIB + 4 * MIB, "only the pieces of the last two seconds were looked at"


async def test_after_a_power_cut_everything_is_checked(
    start_engine: StartEngine, film: LabTorrent, monkeypatch: pytest.MonkeyPatch, config: EngineConfig
) -> None:
    engine = await start_engine(stop_within_s=0.0)  # no time to save: what it saved while running is all there is
    async with Seeder(film) as seeder:
        assert await read(await engine.open(asked(film, seeder.endpoint))) == film.read()
        shelf = Shelf(config.folder, "source-1")
        await until("the state to be saved", shelf.state.exists)
        await engine.stop()
        # Another boot, and a page that never reached the disk.
        monkeypatch.setattr(resume_module, "this_boot", lambda: "another")
        with shelf.file(0).open("r+b") as file:
            file.seek(5 * MIB)
            file.write(bytes(1000))
        again = await start_engine()
        source = await again.open(asked(film))
        assert held(again) == [(0, 5 * MIB), (5 * MIB + 256 * KIB, film.size_bytes)]
        assert await read(source, 0, 5 * MIB) == film.read(0, 5 * MIB)


async def test_a_stop_syncs_so_that_another_boot_trusts_it(
    start_engine: StartEngine, film: LabTorrent, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = await start_engine()
    async with Seeder(film) as seeder:
        assert await read(await engine.open(asked(film, seeder.endpoint))) == film.read()
    await engine.stop()
    monkeypatch.setattr(resume_module, "this_boot", lambda: "another")
    again = await start_engine()
    await again.open(asked(film))
    assert held(again) == [(0, film.size_bytes)]
    assert (await again._session.stats())["disk.num_blocks_read"] == 0


@pytest.mark.parametrize("damage", ["state", "metainfo", "both", "key"])
async def test_a_saved_state_that_cannot_be_read_costs_a_check_and_nothing_else(
    config: EngineConfig, start_engine: StartEngine, film: LabTorrent, damage: str
) -> None:
    engine = await start_engine()
    async with Seeder(film) as seeder:
        assert await read(await engine.open(asked(film, seeder.endpoint))) == film.read()
    await engine.stop()
    shelf = Shelf(config.folder, "source-1")
    for path in (shelf.state, shelf.metainfo):
        if damage in {path.name, "both"}:
            path.write_bytes(b"damaged")
    other = FieldCipher(Keyring(b"another root key, also long enough for us"))
    again = Engine(config, AlwaysOpen(), other if damage == "key" else cipher())
    await again.start()
    try:
        source = await again.open(asked(film))
        assert held(again) == [(0, film.size_bytes)]
        assert await read(source) == film.read()
    finally:
        await again.stop()


async def test_a_file_deleted_behind_our_back_is_fetched_again(
    config: EngineConfig, start_engine: StartEngine, film: LabTorrent
) -> None:
    engine = await start_engine()
    async with Seeder(film) as seeder:
        assert await read(await engine.open(asked(film, seeder.endpoint))) == film.read()
        await engine.stop()
        Shelf(config.folder, "source-1").file(0).unlink()
        again = await start_engine()
        assert await read(await again.open(asked(film, seeder.endpoint))) == film.read()


async def test_the_dht_remembers_its_nodes(config: EngineConfig) -> None:
    for _ in range(2):
        engine = Engine(replace(config, dht=True, dht_bootstrap=()), AlwaysOpen(), cipher())
        await engine.start()
        await engine.stop()
    assert (config.folder / "dht").exists()
    assert Vault(cipher()).load_dht(config.folder)


def test_whole_pieces_are_told_from_holes(tmp_path: Path) -> None:
    payload = make_film(tmp_path / "seed" / "film.mkv", size_bytes=MIB - 100)
    torrent = make_torrent(payload, piece_length=64 * KIB)
    metainfo = parse_metainfo(torrent.metainfo)
    shelf = Shelf(tmp_path / "peers", "x")
    shelf.pieces.mkdir(parents=True)
    content = payload.read_bytes()
    with shelf.file(0).open("wb") as file:
        for start, end in ((0, 128 * KIB), (200 * KIB, 330 * KIB), (960 * KIB, MIB - 100)):
            file.seek(start)
            file.write(content[start:end])
    extents = data_extents(shelf.file(0))
    assert extents[0] == (0, 128 * KIB)
    assert len(extents) == 3
    # 200–330 KiB covers the piece from 256 KiB on whole, and two others in part. The last piece is short.
    have = [False] * metainfo.piece_count
    assert unsaved_pieces(metainfo, shelf, have) == [0, 1, 4, 15]
    have[1] = True
    assert unsaved_pieces(metainfo, shelf, have) == [0, 4, 15]
    assert unsaved_pieces(metainfo, Shelf(tmp_path / "peers", "nothing"), have) == []
