"""What survives a stop, a kill and a power cut."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import libtorrent as lt
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


@dataclass
class Told:
    """What a process said before it was killed."""

    read: int = 0
    pieces: list[int] = field(default_factory=list[int])
    saves: int = 0
    to_be_saved: frozenset[int] = frozenset()  # by the save under way
    saved: frozenset[int] = frozenset()
    since_saved: int = 0  # pieces

    def hear(self, line: str) -> None:
        match line.split():
            case ["read", count]:
                self.read = int(count)
            case ["piece", number]:
                self.pieces.append(int(number))
                self.since_saved += 1
            case ["saving"]:
                self.to_be_saved = frozenset(self.pieces)
            case ["saved"]:
                self.saved, self.saves, self.since_saved = self.to_be_saved, self.saves + 1, 0
            case _:
                raise AssertionError(line)


async def listen_until(process: asyncio.subprocess.Process, enough: Callable[[Told], bool]) -> Told:
    assert process.stdout is not None
    told = Told()
    async with asyncio.timeout(60):
        while not enough(told):
            told.hear((await process.stdout.readline()).decode())
    return told


@pytest.mark.parametrize("by_magnet", [False, True])
async def test_after_a_kill_nothing_that_was_verified_is_lost(
    start_engine: StartEngine, config: EngineConfig, tmp_path: Path, by_magnet: bool
) -> None:
    film = make_torrent(make_film(tmp_path / "seed" / "film.mkv", size_bytes=32 * MIB), piece_length=256 * KIB)
    async with Seeder(film, rate_bytes_s=6 * MIB) as seeder:
        async with child(config, film, seeder.endpoint, metainfo=not by_magnet) as process:
            # In the midst of it, some while after a save that was not the first.
            told = await listen_until(process, lambda told: told.saves >= 2 and told.since_saved >= 3)
            process.kill()
        await until("the seeder to notice", lambda: seeder.connections() == 0)
        saved, unsaved = on_disk(config, film)
        assert told.saved <= saved, "every piece that was there when the last save began is in it"
        assert len(saved) > len(unsaved) > 0, "it saves again and again, and not at the end"
        engine = await start_engine()
        torrent = Torrent("source-1", metainfo=None if by_magnet else film.metainfo, magnet=film.magnet())
        source = await engine.open(torrent)
        # Offline, and without a peer to ask: all that the killed process had read is here.
        assert await read(source, 0, told.read) == film.read(0, told.read)
        # How soon a piece is saved is told by the saver's own clock, in test_saver.
        hashed = (await engine._session.stats())["disk.num_blocks_read"] * 16 * KIB
        assert hashed == len(unsaved) * film.piece_length, "only the pieces that no state knew were looked at"


def on_disk(config: EngineConfig, film: LabTorrent) -> tuple[frozenset[int], list[int]]:
    """The pieces in the saved state, and the others that lie there as a whole."""
    shelf = Shelf(config.folder, "source-1")
    state = Vault(cipher()).load(shelf, "source-1").state
    assert state is not None
    have = list(lt.read_resume_data(state.resume).have_pieces)
    return (
        frozenset(piece for piece, is_held in enumerate(have) if is_held),
        unsaved_pieces(parse_metainfo(film.metainfo), shelf, have),
    )


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
