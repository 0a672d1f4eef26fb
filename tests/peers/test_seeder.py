import hashlib
import time
from collections.abc import AsyncGenerator
from pathlib import Path

import libtorrent as lt
import pytest

from miauflix.peers import Seeder, Torrent, make_metainfo, parse_magnet, parse_metainfo
from miauflix.peers.seeder import PIECE_BYTES
from tests.peers.conftest import StartEngine, read
from tests.services.swarm import KIB, MIB, Endpoint, LabTorrent, Leecher, make_film


@pytest.fixture
async def seeder() -> AsyncGenerator[Seeder]:
    seeder = Seeder()
    await seeder.start()
    yield seeder
    await seeder.stop()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return make_film(tmp_path / "films" / "film.mp4", size_bytes=4 * MIB + 1000)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def as_lab_torrent(metainfo: bytes, file: Path) -> LabTorrent:
    info_hash = parse_metainfo(metainfo).info_hash_v1 or b""
    return LabTorrent(metainfo, file, info_hash.hex(), PIECE_BYTES)


async def test_the_torrent_is_private_small_pieced_and_names_nobody(file: Path) -> None:
    info = parse_metainfo(await make_metainfo(file))
    assert info.is_private
    assert info.piece_length == 256 * KIB
    assert (info.name, info.size_bytes) == ("film.mp4", 4 * MIB + 1000)
    assert (info.trackers, info.web_seeds, info.info_hash_v2) == ((), (), None)


async def test_the_same_file_makes_the_same_torrent(file: Path) -> None:
    assert await make_metainfo(file) == await make_metainfo(file)


async def test_a_stranger_gets_every_byte(seeder: Seeder, file: Path, tmp_path: Path) -> None:
    metainfo = await make_metainfo(file)
    magnet = await seeder.offer(file, metainfo, rate_bytes_s=0)
    peers = [Endpoint(*peer) for peer in parse_magnet(magnet).peers]
    assert peers == [Endpoint(*seeder.endpoint)]
    async with Leecher(as_lab_torrent(metainfo, file), tmp_path / "got", peers=peers) as leecher:
        got = await leecher.finished()
        assert leecher.failed_bytes == 0
    assert digest(got) == digest(file)


async def test_the_rate_of_each_torrent_is_kept(seeder: Seeder, file: Path, tmp_path: Path) -> None:
    """A limit, so it may only be slower: four MiB at one MiB a second leave no sooner than after three."""
    metainfo = await make_metainfo(file)
    await seeder.offer(file, metainfo, rate_bytes_s=MIB)
    async with Leecher(as_lab_torrent(metainfo, file), tmp_path / "got", peers=[Endpoint(*seeder.endpoint)]) as leecher:
        begun = time.monotonic()
        await leecher.finished()
        assert time.monotonic() - begun > 3


async def test_offering_again_only_changes_the_rate(seeder: Seeder, file: Path, tmp_path: Path) -> None:
    metainfo = await make_metainfo(file)
    first = await seeder.offer(file, metainfo, rate_bytes_s=16 * KIB)
    assert await seeder.offer(file, metainfo, rate_bytes_s=0) == first
    async with Leecher(as_lab_torrent(metainfo, file), tmp_path / "got", peers=[Endpoint(*seeder.endpoint)]) as leecher:
        await leecher.finished()


async def test_the_engine_finds_it_by_the_magnet_alone(seeder: Seeder, file: Path, start_engine: StartEngine) -> None:
    metainfo = await make_metainfo(file)
    magnet = await seeder.offer(file, metainfo, rate_bytes_s=0)
    engine = await start_engine()
    source = await engine.open(Torrent("demo", metainfo=metainfo, magnet=magnet))
    assert hashlib.sha256(await read(source)).hexdigest() == digest(file)
    await source.aclose()


async def test_it_listens_on_loopback_only(seeder: Seeder) -> None:
    session = seeder._session
    assert isinstance(session, lt.session)
    assert session.get_settings().get("listen_interfaces") == "127.0.0.1:0"
    assert seeder.endpoint[0] == "127.0.0.1"
    assert not session.is_dht_running()


async def test_nothing_can_be_offered_before_the_start(file: Path) -> None:
    with pytest.raises(RuntimeError, match="not running"):
        await Seeder().offer(file, await make_metainfo(file), rate_bytes_s=0)
