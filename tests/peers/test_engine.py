"""Reading from real swarms on loopback."""

import asyncio
import random
from pathlib import Path

import pytest

from miauflix.kit.byte_source import ByteSource, SourceClosed
from miauflix.peers import InvalidMetainfo, NoSuchFile, Torrent, parse_metainfo
from miauflix.peers.engine import Engine
from miauflix.peers.errors import EngineStopped
from miauflix.peers.metainfo import FileEntry
from miauflix.peers.source import TorrentFile
from tests.peers.conftest import StartEngine, asked, read
from tests.peers.metadata_peer import MetadataPeer
from tests.services.deadline import until
from tests.services.swarm import KIB, MIB, LabTorrent, Leecher, PeerListTracker, Seeder, make_film, make_torrent
from tests.services.torrents import Version


async def test_a_film_is_read_while_it_arrives(engine: Engine, film: LabTorrent) -> None:
    async with Seeder(film) as seeder:
        source: ByteSource = await engine.open(asked(film, seeder.endpoint))
        assert (source.size_bytes, source.name) == (film.size_bytes, "film.mkv")
        assert b"".join([chunk async for chunk in source.read(0, source.size_bytes)]) == film.read()


async def test_no_chunk_is_larger_than_was_configured(start_engine: StartEngine, film: LabTorrent) -> None:
    engine = await start_engine(chunk_bytes=40_000)
    async with Seeder(film) as seeder:
        source = await engine.open(asked(film, seeder.endpoint))
        sizes = [len(chunk) async for chunk in source.read(0, source.size_bytes)]
    assert max(sizes) == 40_000
    assert sum(sizes) == source.size_bytes


async def test_ranges_give_exactly_their_bytes(engine: Engine, film: LabTorrent) -> None:
    numbers, size = random.Random(1), film.size_bytes  # noqa: S311  determinism is wanted
    ranges = [(0, 1), (size - 1, size), (0, 0), (size, size), (256 * KIB - 1, 256 * KIB + 1), (size - 300 * KIB, size)]
    ranges += [sorted(numbers.sample(range(size), 2)) for _ in range(10)]
    async with Seeder(film) as seeder:
        source = await engine.open(asked(film, seeder.endpoint))
        for start, end in ranges:
            assert await read(source, start, end) == film.read(start, end)


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (5, 4), (0, 10**9)])
async def test_a_range_outside_the_file_is_refused(engine: Engine, film: LabTorrent, start: int, end: int) -> None:
    source = await engine.open(asked(film))
    with pytest.raises(ValueError, match="not a range"):
        await anext(source.read(start, end))


async def test_readers_at_different_places_each_get_their_bytes(engine: Engine, film: LabTorrent) -> None:
    async with Seeder(film, rate_bytes_s=8 * MIB) as seeder:
        source = await engine.open(asked(film, seeder.endpoint))
        starts = [0, 3 * MIB + 7, 9 * MIB, 15 * MIB]
        async with asyncio.TaskGroup() as group:
            readings = [group.create_task(read(source, start, start + MIB - 2000)) for start in starts]
        for start, reading in zip(starts, readings, strict=True):
            assert reading.result() == film.read(start, start + MIB - 2000)


async def test_only_what_was_asked_for_is_fetched_of_a_bounded_range(
    start_engine: StartEngine, film: LabTorrent
) -> None:
    engine = await start_engine(run_ahead=False)
    async with Seeder(film) as seeder:
        source = await engine.open(asked(film, seeder.endpoint))
        await read(source, 8 * MIB, 8 * MIB + 10)
        stats = engine.swarm_stats("source-1")
        assert stats is not None
        # The piece that was asked for, and at most what opening guessed: the first seconds and the last piece.
        assert (8 * MIB, 8 * MIB + 256 * KIB) in stats.fetched
        assert sum(end - start for start, end in stats.fetched) <= 4_250_000 + 3 * 256 * KIB


async def test_while_a_film_is_watched_the_rest_of_it_follows(engine: Engine, tmp_path: Path) -> None:
    film = make_torrent(make_film(tmp_path / "seed" / "film.mkv", size_bytes=24 * MIB), piece_length=256 * KIB)
    async with Seeder(film) as seeder:
        source = await engine.open(asked(film, seeder.endpoint), duration_s=2400)  # 120 s of it are 1.2 MiB
        reading = source.read(0, source.size_bytes)
        await anext(reading)
        await until("all of it", lambda: (now := engine.swarm_stats("source-1")) and now.fetched == [(0, 24 * MIB)])
        await reading.aclose()


async def test_a_magnet_with_a_peer_in_it_is_enough(engine: Engine, film: LabTorrent) -> None:
    async with Seeder(film) as seeder:
        source = await engine.open(Torrent("m", magnet=film.magnet(peers=[seeder.endpoint])))
        assert await read(source, 5 * MIB, 6 * MIB) == film.read(5 * MIB, 6 * MIB)


async def test_a_magnet_finds_peers_by_its_tracker_and_by_the_operators(
    start_engine: StartEngine, film: LabTorrent
) -> None:
    async with Seeder(film) as seeder, PeerListTracker([seeder.endpoint]) as one, PeerListTracker() as two:
        engine = await start_engine(extra_trackers=(two.url,))
        source = await engine.open(Torrent("m", magnet=film.magnet(trackers=[one.url])))
        assert await read(source, 0, MIB) == film.read(0, MIB)
        await until("the operator's tracker to hear of it", lambda: two.announces)


async def test_a_private_torrent_is_told_to_its_own_trackers_alone(start_engine: StartEngine, tmp_path: Path) -> None:
    payload = make_film(tmp_path / "seed" / "film.mkv", size_bytes=MIB)
    async with PeerListTracker() as own, PeerListTracker() as operators:
        film = make_torrent(payload, trackers=[own.url], private=True)
        async with Seeder(film) as seeder:
            own.peers = [seeder.endpoint]
            engine = await start_engine(extra_trackers=(operators.url,))
            assert await read(await engine.open(Torrent("p", metainfo=film.metainfo))) == film.read()
            await engine.stop()
        assert own.announces
        assert not operators.announces


async def test_once_a_magnet_turns_out_private_the_operators_trackers_are_dropped(
    start_engine: StartEngine, tmp_path: Path
) -> None:
    payload = make_film(tmp_path / "seed" / "film.mkv", size_bytes=MIB)
    film = make_torrent(payload, trackers=["http://127.0.0.1:9/announce"], private=True)
    engine = await start_engine(extra_trackers=("http://127.0.0.1:9/operators/announce",))
    async with MetadataPeer(film) as peer:
        magnet = film.magnet(peers=[peer.endpoint], trackers=["http://127.0.0.1:9/announce"])
        await engine.open(Torrent("q", magnet=magnet))
        (handle,) = engine._session.raw.get_torrents()
        assert [tracker.get("url") for tracker in handle.trackers()] == ["http://127.0.0.1:9/announce"]
        await engine.stop()


async def test_metadata_is_fetched_once_and_kept(start_engine: StartEngine, film: LabTorrent) -> None:
    engine = await start_engine()
    async with Seeder(film) as seeder:
        raw = await engine.fetch_metadata(Torrent("m", magnet=film.magnet(peers=[seeder.endpoint])))
    assert parse_metainfo(raw).info == parse_metainfo(film.metainfo).info
    await engine.stop()
    again = await start_engine()
    assert await again.fetch_metadata(Torrent("m", magnet=film.magnet())) == raw
    assert await again.fetch_metadata(Torrent("x", metainfo=film.metainfo)) == film.metainfo


@pytest.mark.parametrize("version", ["v1", "v2", "hybrid"])
@pytest.mark.parametrize("by_magnet", [False, True])
async def test_each_file_of_a_pack_is_its_own_source(
    engine: Engine, tmp_path: Path, version: Version, by_magnet: bool
) -> None:
    root = tmp_path / "seed" / "pack"
    make_film(root / "film.mkv", size_bytes=2 * MIB + 12_345, seed=1)
    make_film(root / "Sample" / "sample.mkv", size_bytes=3 * MIB, seed=2)
    make_film(root / "subs" / "en.srt", size_bytes=40_001, seed=3)
    (root / "empty.nfo").touch()
    pack = make_torrent(root, version=version, piece_length=64 * KIB)
    async with Seeder(pack) as seeder:
        magnet = pack.magnet(peers=[seeder.endpoint])
        torrent = Torrent("pack", metainfo=None if by_magnet else pack.metainfo, magnet=magnet)
        main = await engine.open(torrent)
        assert main.name == "film.mkv"
        assert await read(main) == (root / "film.mkv").read_bytes()
        files = {file.name: file.index for file in parse_metainfo(pack.metainfo).files}
        subtitles = await engine.open(torrent, files["en.srt"])
        assert await read(subtitles) == (root / "subs" / "en.srt").read_bytes()
        with pytest.raises(NoSuchFile):
            await engine.open(torrent, files["empty.nfo"])
        with pytest.raises(NoSuchFile):
            await engine.open(torrent, 99)
        assert main.etag != subtitles.etag


async def test_names_from_the_torrent_never_reach_the_disk(engine: Engine, film: LabTorrent, tmp_path: Path) -> None:
    async with Seeder(film) as seeder:
        await read(await engine.open(asked(film, seeder.endpoint)), 0, MIB)
    await engine.stop()
    found = list((tmp_path / "peers").rglob("*"))
    assert (tmp_path / "peers" / "source-1" / "pieces" / "0") in found
    for path in found:
        assert "film" not in path.name
        assert film.info_hash not in str(path)
        if path.is_file() and path.name != "0":
            assert b"film" not in path.read_bytes(), "what is saved is sealed"


def test_the_etag_names_the_bytes_and_tells_nothing_of_the_info_hash() -> None:
    def etag(key: str, index: int, size: int) -> str:
        return TorrentFile(key, FileEntry(index, ("x",), size, 0), lambda _: pytest.fail("not read"), None).etag

    # Pinned: a change would make every player fetch anew what it holds.
    assert etag("a", 0, 5) == "185c7b56cf8d6f2d35a7238e4bdcbf61"
    assert len({etag("a", 0, 5), etag("b", 0, 5), etag("a", 1, 5), etag("a", 0, 6)}) == 4


async def test_opens_of_one_torrent_share_one_handle(engine: Engine, film: LabTorrent) -> None:
    async with Seeder(film) as seeder:
        magnet = film.magnet(peers=[seeder.endpoint])
        torrents = [Torrent("m", magnet=magnet)] * 8 + [Torrent("other-source", magnet=magnet)] * 2
        async with asyncio.TaskGroup() as group:
            opening = [group.create_task(engine.open(torrent)) for torrent in torrents]
        assert len(engine._session.raw.get_torrents()) == 1
        for task in (opening[0], opening[-1]):
            assert await read(task.result(), 0, 1000) == film.read(0, 1000)
        assert engine.swarm_stats("other-source") is not None


async def test_a_seeder_that_came_back_at_another_port_is_met_when_it_is_named(
    engine: Engine, film: LabTorrent
) -> None:
    async with Seeder(film) as seeder:
        gone = seeder.endpoint
    waiting = asyncio.create_task(read(await engine.open(asked(film, gone))))
    await until("somebody to wait", lambda: engine._lives["source-1"].readers == 1)
    async with Seeder(film) as seeder:
        assert seeder.endpoint != gone
        again = await engine.open(asked(film, seeder.endpoint))
        assert await read(again, 0, 1000) == film.read(0, 1000)
        assert await waiting == film.read()


async def test_one_who_gives_up_waiting_does_not_take_the_torrent_from_the_others(
    engine: Engine, film: LabTorrent
) -> None:
    impatient = asyncio.create_task(engine.open(Torrent("m", magnet=film.magnet())))
    patient = asyncio.create_task(engine.open(Torrent("m", magnet=film.magnet())))
    await until("the torrent to be added", engine._session.raw.get_torrents)
    impatient.cancel()
    async with Seeder(film) as seeder:
        for handle in engine._session.raw.get_torrents():
            handle.connect_peer((seeder.endpoint.host, seeder.endpoint.port))
        assert await read(await patient, 0, 10) == film.read(0, 10)
    with pytest.raises(asyncio.CancelledError):
        await impatient


async def test_what_is_no_torrent_is_refused_and_can_be_tried_again(engine: Engine, film: LabTorrent) -> None:
    other = "magnet:?xt=urn:btih:" + "ab" * 20
    for torrent in (
        Torrent("x"),
        Torrent("x", metainfo=b"nonsense"),
        Torrent("x", magnet="http://example.com/"),
        Torrent("x", metainfo=film.metainfo, magnet=other),
    ):
        with pytest.raises(InvalidMetainfo):
            await engine.open(torrent)
    with pytest.raises(ValueError, match="cannot name a folder"):
        await engine.open(Torrent("../x", metainfo=film.metainfo))
    assert (await engine.open(asked(film, key="x"))).size_bytes == film.size_bytes


async def test_stats_tell_how_far_it_got(engine: Engine, film: LabTorrent) -> None:
    assert engine.swarm_stats("source-1") is None
    waiting = asyncio.create_task(engine.open(Torrent("source-1", magnet=film.magnet())))
    await until("the torrent", lambda: engine.swarm_stats("source-1"))
    stats = engine.swarm_stats("source-1")
    assert stats is not None
    assert (stats.stage, stats.size_bytes, stats.fetched) == ("metadata", None, [])
    waiting.cancel()
    await engine.remove("source-1")
    async with Seeder(film, rate_bytes_s=2 * MIB) as seeder:
        source = await engine.open(asked(film, seeder.endpoint))
        reading = source.read(0, source.size_bytes)
        await anext(reading)
        await until("a look at the swarm", lambda: (now := engine.swarm_stats("source-1")) and now.seeds == 1)
        seeder.limit(0)
        await until(
            "the rest", lambda: (now := engine.swarm_stats("source-1")) and now.fetched == [(0, source.size_bytes)]
        )
        stats = engine.swarm_stats("source-1")
        assert stats is not None
        assert (stats.stage, stats.buffered_percent) == ("ready", 100)
        await reading.aclose()
        (held,) = engine.torrents()
        assert (held.key, held.name, held.progress, held.is_attached) == ("source-1", "film.mkv", 1.0, True)


async def test_an_idle_torrent_leaves_the_session_and_comes_back_when_read(
    start_engine: StartEngine, film: LabTorrent
) -> None:
    engine = await start_engine(idle_s=0.2, linger_s=0.1)
    async with Seeder(film) as seeder:
        source = await engine.open(asked(film, seeder.endpoint))
        assert await read(source, 0, MIB) == film.read(0, MIB)
        await until("the torrent to leave", lambda: not engine._session.raw.get_torrents() and not engine._lives)
        assert engine.swarm_stats("source-1") is None
        (held,) = engine.torrents()
        assert (held.is_attached, held.name) == (False, "film.mkv")
        assert held.disk_bytes >= MIB
        assert await read(source) == film.read()


async def test_removing_ends_its_readers_and_leaves_nothing(engine: Engine, film: LabTorrent, tmp_path: Path) -> None:
    async with Seeder(film, rate_bytes_s=2 * MIB) as seeder:
        source = await engine.open(asked(film, seeder.endpoint))
        reading = asyncio.create_task(read(source))
        await until("some pieces", lambda: (now := engine.swarm_stats("source-1")) and now.fetched)
        await engine.remove("source-1")
        with pytest.raises(SourceClosed):
            await reading
    assert not list((tmp_path / "peers").glob("source*"))
    assert engine.torrents() == []


async def test_closing_a_source_ends_its_readers(engine: Engine, film: LabTorrent) -> None:
    source = await engine.open(asked(film))
    reading = asyncio.create_task(read(source))
    await until("the reader", lambda: source._readers)
    await source.aclose()
    with pytest.raises(SourceClosed):
        await reading
    with pytest.raises(SourceClosed):
        await read(source)


async def test_stopping_ends_readers_and_refuses_new_ones(engine: Engine, film: LabTorrent) -> None:
    source = await engine.open(asked(film))
    reading = asyncio.create_task(read(source))
    opening = asyncio.create_task(engine.open(Torrent("m", magnet="magnet:?xt=urn:btih:" + "ab" * 20)))
    await until("both to wait", lambda: source._readers and len(engine._lives) == 2)
    await engine.stop()
    for waiting in (reading, opening):
        with pytest.raises(SourceClosed):
            await waiting
    with pytest.raises(EngineStopped):
        await engine.open(asked(film))
    with pytest.raises(EngineStopped):
        await read(source)
    assert len(engine._tasks) == 0


async def test_what_is_held_is_given_to_others(engine: Engine, film: LabTorrent, tmp_path: Path) -> None:
    async with Seeder(film) as seeder:
        await read(await engine.open(asked(film, seeder.endpoint)))
    port = engine._session.raw.listen_port()
    async with Leecher(film, tmp_path / "leech") as leecher:
        for peer in leecher._session.get_torrents() if leecher._session else []:
            peer.connect_peer(("127.0.0.1", port))
        got = await leecher.finished()
        await until("its disk to have it as well", lambda: got.read_bytes() == film.read())
