"""The lab's own peers do what they say.

Rates and delays are checked by who overtakes whom: a busy machine makes everything slower, and no test may mind that.
"""

import asyncio
import struct
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.services import imperfect
from tests.services.deadline import until, until_answered
from tests.services.swarm import (
    KIB,
    MIB,
    DelayRelay,
    Endpoint,
    Forgetful,
    LabTorrent,
    Leecher,
    Lying,
    PeerListTracker,
    Refusing,
    Resetting,
    Seeder,
    Silent,
    Slow,
    Stalling,
    Swarm,
    make_film,
    make_torrent,
)
from tests.services.torrents import Version

_ROOT = Path(__file__).parents[2]


@pytest.fixture
def torrent(tmp_path: Path) -> LabTorrent:
    """Two megabytes and a bit, so that the last piece is short."""
    return make_torrent(make_film(tmp_path / "seed" / "film.mp4", size_bytes=2 * MIB + 1234))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a client downloads to."""
    return tmp_path / "leech"


def test_a_film_depends_on_its_seed_alone(tmp_path: Path) -> None:
    film = make_film(tmp_path / "one.mp4", size_bytes=MIB + 5, seed=3)
    assert film.stat().st_size == MIB + 5
    assert film.read_bytes() == make_film(tmp_path / "two.mp4", size_bytes=MIB + 5, seed=3).read_bytes()
    assert film.read_bytes() != make_film(tmp_path / "three.mp4", size_bytes=MIB + 5, seed=4).read_bytes()


def test_a_torrent_is_the_same_bytes_each_time(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mp4", size_bytes=MIB)
    one = make_torrent(film, trackers=["http://127.0.0.1:1/announce"], web_seeds=["http://127.0.0.1:2/"], private=True)
    two = make_torrent(film, trackers=["http://127.0.0.1:1/announce"], web_seeds=["http://127.0.0.1:2/"], private=True)
    assert one.metainfo == two.metainfo
    assert one.pieces == 4
    assert b"7:privatei1e" in one.metainfo
    assert one.info_hash != make_torrent(film).info_hash, "the private flag is part of the info"


@pytest.mark.parametrize("version", ["v1", "v2", "hybrid"])
async def test_a_folder_downloads_in_every_version(tmp_path: Path, folder: Path, version: Version) -> None:
    make_film(tmp_path / "pack" / "b" / "film.mp4", size_bytes=MIB, seed=1)
    make_film(tmp_path / "pack" / "a.srt", size_bytes=1000, seed=2)
    torrent = make_torrent(tmp_path / "pack", version=version)
    assert {file.name for file in torrent.files} == {"film.mp4", "a.srt"}
    assert torrent.size_bytes == MIB + 1000
    async with Seeder(torrent) as seeder, Leecher(torrent, folder, peers=[seeder.endpoint]) as leecher:
        got = await leecher.finished()
    for file in torrent.files:
        assert (got / file.relative_to(torrent.payload)).read_bytes() == file.read_bytes()


async def test_a_magnet_with_a_peer_in_it_is_enough(torrent: LabTorrent, folder: Path) -> None:
    async with Seeder(torrent) as seeder:
        magnet = torrent.magnet(peers=[seeder.endpoint])
        async with Leecher(magnet, folder) as leecher:
            got = await leecher.finished()
    assert got.read_bytes() == torrent.read()


async def test_a_swarm_is_found_through_its_tracker_and_every_seeder_gives(torrent: LabTorrent, folder: Path) -> None:
    async with Swarm(torrent, seeders=3, rate_bytes_s=MIB, delay_s=0.005, distinct_addresses=True) as swarm:
        async with Leecher(torrent, folder, trackers=[swarm.tracker.url]) as leecher:
            got = await leecher.finished()
        assert got.read_bytes() == torrent.read()
        assert len({endpoint.host for endpoint in swarm.endpoints}) == 3
        uploaded = await swarm.seeders.uploaded_bytes()
        assert sum(uploaded) >= torrent.size_bytes
        assert all(uploaded)
        assert sum(relay.bytes_from_target for relay in swarm.relays) > torrent.size_bytes
        assert swarm.tracker.announces[0]["event"] == "started"


async def test_a_seeder_keeps_to_its_rate_and_can_come_back(torrent: LabTorrent, folder: Path) -> None:
    async with Seeder(torrent, rate_bytes_s=16 * KIB) as seeder:
        async with Leecher(torrent, folder, peers=[seeder.endpoint]) as leecher:
            await until("the first bytes", lambda: leecher.status.total_payload_download)
            # Beside one without a limit, who begins later and has all of it while this one has hardly begun.
            async with Seeder(torrent) as free, Leecher(torrent, folder / "free", peers=[free.endpoint]) as fast:
                await fast.finished()
                assert free.uploaded_bytes() >= torrent.size_bytes
            assert seeder.uploaded_bytes() < torrent.size_bytes // 2
            seeder.limit(0)
            await leecher.finished()
        before = seeder.endpoint
        seeder.stop()
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection(*before)
        await seeder.start()
        assert seeder.endpoint == before


async def test_the_bytes_of_a_liar_fail_their_hash(torrent: LabTorrent, folder: Path) -> None:
    async with Lying(torrent, address="127.0.0.66") as liar, Leecher(torrent, folder, peers=[liar.endpoint]) as leecher:
        await until("a wrong piece to be found out", lambda: leecher.failed_bytes)
        assert leecher.status.num_pieces == 0
        async with Seeder(torrent) as seeder:
            leecher.connect(seeder.endpoint)
            got = await leecher.finished()
    assert got.read_bytes() == torrent.read()


async def test_a_resetting_peer_serves_what_it_promised_and_no_more(torrent: LabTorrent, folder: Path) -> None:
    async with (
        Resetting(torrent, after_bytes=300 * KIB) as peer,
        Leecher(torrent, folder, peers=[peer.endpoint]) as leecher,
    ):
        await until("a reset", lambda: peer.resets)
        assert 284 * KIB < peer.sent_bytes <= 300 * KIB, "as many blocks of up to 16 KiB as fit"
        await until("a whole piece", lambda: leecher.status.total_wanted_done >= 256 * KIB)


async def test_a_slow_peer_is_slow_and_right(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    naps = list[float]()
    sleep = asyncio.sleep

    async def counted(seconds: float) -> None:
        naps.append(seconds)
        await sleep(seconds)

    monkeypatch.setattr(imperfect, "sleep", counted)
    torrent = make_torrent(make_film(tmp_path / "seed" / "short.mp4", size_bytes=64 * KIB), piece_length=16 * KIB)
    async with (
        Slow(torrent, rate_bytes_s=128 * KIB) as peer,
        Leecher(torrent, folder, peers=[peer.endpoint]) as leecher,
    ):
        got = await leecher.finished()
    assert sum(naps) >= 64 / 128, "64 KiB at 128 KiB/s take half a second at the least"
    assert got.read_bytes() == torrent.read()


async def test_a_stalling_peer_takes_requests_and_gives_nothing(torrent: LabTorrent, folder: Path) -> None:
    async with Stalling(torrent) as peer, Leecher(torrent, folder, peers=[peer.endpoint]) as leecher:
        await until("requests", lambda: peer.requests)
        assert peer.sent_bytes == 0
        assert leecher.status.total_payload_download == 0


async def test_a_forgetful_peer_drops_what_is_cancelled_and_serves_the_rest(torrent: LabTorrent) -> None:
    hello = b"\x13BitTorrent protocol" + bytes(7) + b"\x04" + bytes.fromhex(torrent.info_hash) + b"-XX0000-" + bytes(12)
    block = struct.pack(">III", 2, 16 * KIB, 16 * KIB)
    async with Forgetful(torrent) as peer:
        reader, writer = await asyncio.open_connection(*peer.endpoint)
        writer.write(hello)
        assert (await reader.readexactly(68))[20:28] == bytes(7) + b"\x04"
        await reader.readexactly(4 + 2 + 4 + 1 + 1)  # its bitfield of nine pieces, and that we are unchoked
        writer.write(struct.pack(">IB", 13, 6) + block)
        writer.write(struct.pack(">IB", 13, 8) + block)
        await until("it to forget", lambda: peer.forgotten)
        writer.write(struct.pack(">IB", 13, 6) + struct.pack(">III", 1, 0, 16 * KIB))
        answer = await reader.readexactly(4 + 1 + 8 + 16 * KIB)
        assert answer[4:13] == struct.pack(">BII", 7, 1, 0), "the first thing it says is the second block"
        assert answer[13:] == torrent.read(256 * KIB, 272 * KIB)
        writer.close()


async def test_a_silent_peer_accepts_and_a_refusing_one_does_not(torrent: LabTorrent, folder: Path) -> None:
    async with Silent() as silent, Refusing() as refusing:
        async with Leecher(torrent, folder, peers=[silent.endpoint]) as leecher:
            await until("a connection", lambda: silent.accepted)
            assert leecher.status.total_download == 0
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection(*refusing.endpoint)


async def test_a_relay_delays_each_way_counts_and_can_be_cut() -> None:
    heard, ended = list[bytes](), list[bool]()
    writers = list[asyncio.StreamWriter]()

    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        while data := await reader.read(100):
            heard.append(data)
            if data == b"by relay":
                for one in writers:
                    one.write(b"answer")
        writer.close()
        ended.append(True)

    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    target = Endpoint(*server.sockets[0].getsockname()[:2])
    async with server, DelayRelay(target, delay_s=0.2) as relay:
        reader, writer = await asyncio.open_connection(*relay.endpoint)
        direct_reader, direct_writer = await asyncio.open_connection(*target)
        await until("both to be connected", lambda: len(writers) == 2)
        # What is sent directly afterwards overtakes it, on the way there and on the way back.
        writer.write(b"by relay")
        direct_writer.write(b"directly")
        assert await direct_reader.readexactly(6) == b"answer"
        assert heard == [b"directly", b"by relay"]
        assert relay.bytes_from_target == 0
        assert await reader.readexactly(6) == b"answer"
        assert (relay.bytes_to_target, relay.bytes_from_target) == (8, 6)
        await relay.cut()
        assert await reader.read() == b""
        writer.close()
        direct_writer.close()
        await until("both to end", lambda: len(ended) == 2)


async def test_a_relay_keeps_to_its_rate() -> None:
    size, ended = 256 * KIB, list[bool]()

    async def pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(bytes(size))
        with suppress(OSError):
            await reader.read()
        writer.transport.abort()
        ended.append(True)

    server = await asyncio.start_server(pour, "127.0.0.1", 0)
    target = Endpoint(*server.sockets[0].getsockname()[:2])
    async with server:
        async with (
            DelayRelay(target, delay_s=0, rate_bytes_s=32 * KIB) as limited,
            DelayRelay(target, delay_s=0) as free,
        ):
            slow_reader, slow_writer = await asyncio.open_connection(*limited.endpoint)
            await slow_reader.readexactly(1)
            reader, writer = await asyncio.open_connection(*free.endpoint)
            await reader.readexactly(size)
            assert limited.bytes_from_target < size // 2 < free.bytes_from_target
            slow_writer.transport.abort()
            writer.close()
        await until("both to end", lambda: len(ended) == 2)


async def test_the_tracker_refuses_when_told_to_and_answers_scrapes(torrent: LabTorrent) -> None:
    async with PeerListTracker([Endpoint("127.0.0.1", 6881)]) as tracker:
        answer = await _get(tracker.url.replace("announce", "scrape") + "?info_hash=" + "%aa" * 20)
        assert answer.endswith(b"d5:filesd20:" + b"\xaa" * 20 + b"d8:completei1e10:downloadedi0e10:incompletei0eeee")
        tracker.failure = "go away"
        assert b"14:failure reason7:go away" in await _get(tracker.url + "?info_hash=x")


async def test_seeders_in_another_process_end_with_the_one_that_asked_for_them(torrent: LabTorrent) -> None:
    script = f"""
import asyncio, pathlib
from tests.services.swarm import Swarm, make_torrent
async def main():
    async with Swarm(make_torrent(pathlib.Path({str(torrent.payload)!r})), seeders=1) as swarm:
        print(*swarm.endpoints[0], flush=True)
        await asyncio.sleep(60)
asyncio.run(main())
"""
    parent = await asyncio.create_subprocess_exec(sys.executable, "-c", script, stdout=subprocess.PIPE, cwd=_ROOT)
    assert parent.stdout is not None
    host, port = (await parent.stdout.readline()).decode().split()
    _, writer = await asyncio.open_connection(host, int(port))
    writer.close()
    parent.kill()
    await parent.wait()

    async def refused() -> bool:
        try:
            _, writer = await asyncio.open_connection(host, int(port))
        except ConnectionRefusedError:
            return True
        writer.close()
        return False

    await until_answered("the seeder to go", refused)


async def _get(url: str) -> bytes:
    host, _, rest = url.removeprefix("http://").partition(":")
    port, _, path = rest.partition("/")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(f"GET /{path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    return answer
