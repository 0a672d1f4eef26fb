"""Engines on loopback, and a swarm to try them on."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from miauflix.infra.cipher import FieldCipher, Keyring
from miauflix.peers import EngineConfig, Torrent
from miauflix.peers.engine import Engine
from miauflix.peers.guard import AlwaysOpen, Guard
from miauflix.peers.source import TorrentFile
from tests.services.swarm import KIB, MIB, LabTorrent, make_film, make_torrent

ROOT_KEY = b"a root key of the tests, long enough"

StartEngine = Callable[..., Awaitable[Engine]]


def cipher() -> FieldCipher:
    return FieldCipher(Keyring(ROOT_KEY))


def lab_config(folder: Path) -> EngineConfig:
    """Speaks to loopback only, and has room for everything."""
    return EngineConfig(folder=folder, quota_bytes=10 << 30, interfaces=("127.0.0.1",), dht=False, free_disk_bytes=0)


@pytest.fixture
def config(tmp_path: Path) -> EngineConfig:
    return lab_config(tmp_path / "peers")


@pytest.fixture
async def start_engine(config: EngineConfig) -> AsyncGenerator[StartEngine]:
    """Starts engines on the same folder, one at a time or one after the other; stops those that still run."""
    async with AsyncExitStack() as stack:

        async def start(guard: Guard | None = None, **changes: object) -> Engine:
            engine = Engine(replace(config, **changes), guard or AlwaysOpen(), cipher())
            await engine.start()
            stack.push_async_callback(engine.stop)
            return engine

        yield start


@pytest.fixture
async def engine(start_engine: StartEngine) -> Engine:
    return await start_engine()


@pytest.fixture
def film(tmp_path: Path) -> LabTorrent:
    """16 MiB in pieces of 256 KiB, the last one short."""
    return make_torrent(make_film(tmp_path / "seed" / "film.mkv", size_bytes=16 * MIB - 1000), piece_length=256 * KIB)


def asked(torrent: LabTorrent, *peers: object, key: str = "source-1", file_index: int | None = None) -> Torrent:
    """The .torrent, and the peers as a magnet would name them."""
    magnet = torrent.magnet() + "".join(f"&x.pe={peer}" for peer in peers)
    return Torrent(key, metainfo=torrent.metainfo, magnet=magnet, file_index=file_index)


async def read(source: TorrentFile, start: int = 0, end: int | None = None) -> bytes:
    """All bytes of a range."""
    return b"".join([chunk async for chunk in source.read(start, source.size_bytes if end is None else end)])
