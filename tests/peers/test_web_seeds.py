"""Films that come over HTTP, as BEP 19 describes, beside a swarm or without one."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from miauflix.peers import Torrent, VpnClosed
from miauflix.peers.engine import Engine
from miauflix.peers.guard import Closed, ManualGuard
from tests.peers.conftest import StartEngine, asked, read
from tests.services.deadline import until
from tests.services.swarm import KIB, MIB, Seeder, make_film, make_torrent
from tests.services.web_seed import WebSeed


@pytest.fixture
def film(tmp_path: Path) -> Path:
    return make_film(tmp_path / "seed" / "film.mkv", size_bytes=4 * MIB)


@pytest.fixture
async def web_seed(film: Path) -> AsyncGenerator[WebSeed]:
    async with WebSeed(film) as seed:
        yield seed


async def test_a_film_is_read_from_a_web_seed_alone(engine: Engine, film: Path, web_seed: WebSeed) -> None:
    torrent = make_torrent(film, piece_length=128 * KIB, web_seeds=[web_seed.url])
    source = await engine.open(Torrent("source-1", metainfo=torrent.metainfo))
    assert await read(source, 3 * MIB, 3 * MIB + 1000) == torrent.read()[3 * MIB : 3 * MIB + 1000]
    assert await read(source) == torrent.read()


async def test_a_magnet_may_name_the_web_seed(engine: Engine, film: Path, web_seed: WebSeed) -> None:
    torrent = make_torrent(film, piece_length=128 * KIB)
    source = await engine.open(
        Torrent("source-1", metainfo=torrent.metainfo, magnet=f"{torrent.magnet()}&ws={web_seed.url}")
    )
    assert await read(source) == torrent.read()


async def test_wrong_bytes_of_a_web_seed_never_reach_the_reader(engine: Engine, film: Path) -> None:
    async with WebSeed(film, is_lying=True, address="127.0.0.9") as liar:
        torrent = make_torrent(film, piece_length=128 * KIB, web_seeds=[liar.url])
        async with Seeder(torrent, rate_bytes_s=2 * MIB) as seeder:
            source = await engine.open(asked(torrent, seeder.endpoint))
            assert await read(source) == torrent.read()
        await until("the liar to be asked", lambda: liar.requests > 0)


async def test_a_closed_guard_keeps_web_seeds_from_being_asked(
    start_engine: StartEngine, film: Path, web_seed: WebSeed
) -> None:
    torrent = make_torrent(film, piece_length=128 * KIB, web_seeds=[web_seed.url])
    guard = ManualGuard(Closed("The VPN interface is down"))
    engine = await start_engine(guard=guard)
    with pytest.raises(VpnClosed):
        await engine.open(Torrent("source-1", metainfo=torrent.metainfo))
    stats = engine.swarm_stats("source-1")
    assert stats is not None
    assert stats.stage == "paused"
    assert web_seed.requests == 0
    await engine.stop()
    assert web_seed.requests == 0
