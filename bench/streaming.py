"""First byte, seek, memory and processor time of streams over HTTP, beside a plain libtorrent client on the same swarm.

The swarm: one seeder at 6 MB/s, 20 ms away, 1 MiB pieces, its address known. "Plain" downloads in sequence with
libtorrent's own settings and sets deadlines for 32 pieces on a seek; its figure is the first verified piece. Ours is
the first byte of an HTTP response, which comes out of a verified piece too. Limits are those of the issue.
"""

import asyncio
import random
import statistics
import tempfile
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import libtorrent as lt

from bench.limits import limit
from tests.services.endpoint import Endpoint
from tests.services.server import Person, Play, Server
from tests.services.swarm import MIB, LabTorrent, Swarm, make_film, make_torrent

_SEEDER_RATE = 6_000_000
_DELAY_S = 0.010  # each way
_COLD_RUNS = 3
_SEEKS = 6
_STREAMS = 5
_STREAM_RATE = 1_000_000
_STREAM_S = 20.0
_HANG_S = 60.0


@dataclass(frozen=True)
class Waits:
    """Seconds from asking to the first byte or verified piece."""

    cold: list[float]
    seek: list[float]


def torrent_of(folder: Path, number: int, size_mib: int = 256) -> LabTorrent:
    film = make_film(folder / f"film-{number}.mp4", size_bytes=size_mib * MIB, seed=number)
    return make_torrent(film, piece_length=MIB)


def offsets(seed: int, size_bytes: int) -> list[int]:
    """Places far apart that nobody has fetched, in a random order."""
    places = [size_bytes * (2 * number + 1) // (2 * _SEEKS) for number in range(_SEEKS)]
    chosen = random.Random(seed)  # noqa: S311  places to seek to, not a secret
    chosen.shuffle(places)
    return [place + chosen.randrange(MIB) for place in places]


async def first_byte(client: httpx2.AsyncClient, url: str, start: int) -> float:
    began = time.perf_counter()
    async with client.stream("GET", url, headers={"Range": f"bytes={start}-"}) as answer:
        answer.raise_for_status()
        async for _ in answer.aiter_raw():
            break
    return time.perf_counter() - began


async def ours(person: Person, swarm: Swarm, torrent: LabTorrent, seed: int) -> Waits:
    await person.add(torrent)  # its pieces are known, as those of any source that was looked at before
    ref = await person.add(torrent.magnet(peers=swarm.endpoints))
    play = await person.press_play(ref)
    cold = await first_byte(person.client, play.url, 0)
    seeks = [await first_byte(person.client, play.url, at) for at in offsets(seed, torrent.payload.stat().st_size)]
    return Waits([cold], seeks)


class Plain:
    """libtorrent as it comes."""

    def __init__(self, torrent: LabTorrent, folder: Path, peer: Endpoint) -> None:
        ports: Any = {"enable_upnp": False, "enable_natpmp": False, "listen_interfaces": "127.0.0.1:0"}
        parameters = lt.session_params()
        parameters.settings = ports | {"enable_dht": False, "enable_lsd": False}
        self._session = lt.session(parameters)
        self._pieces = torrent.pieces
        params = lt.load_torrent_buffer(torrent.metainfo)
        params.save_path = str(folder)
        params.flags &= ~(lt.torrent_flags.auto_managed | lt.torrent_flags.paused)
        params.flags |= lt.torrent_flags.sequential_download
        params.peers = [(peer.host, peer.port)]
        self._handle = self._session.add_torrent(params)

    async def piece(self, piece: int, *, is_seek: bool) -> float:
        began = time.perf_counter()
        if is_seek:
            self._handle.clear_piece_deadlines()
            for ahead in range(32):
                if piece + ahead < self._pieces:
                    self._handle.set_piece_deadline(piece + ahead, 100 * ahead)
        async with asyncio.timeout(_HANG_S):
            while not self._handle.have_piece(piece):  # noqa: ASYNC110  libtorrent as it comes is asked, it does not tell
                await asyncio.sleep(0.005)
        return time.perf_counter() - began


async def plain(swarm: Swarm, torrent: LabTorrent, folder: Path, seed: int) -> Waits:
    client = Plain(torrent, folder / f"plain-{seed}", swarm.endpoints[0])
    cold = await client.piece(0, is_seek=False)
    places = offsets(seed, torrent.payload.stat().st_size)
    return Waits([cold], [await client.piece(at // MIB, is_seek=True) for at in places])


async def compare(person: Person, folder: Path) -> None:
    mine, theirs = Waits([], []), Waits([], [])
    for number in range(_COLD_RUNS):
        torrent = torrent_of(folder, number)
        for waits in (mine, theirs):
            async with Swarm(torrent, seeders=1, rate_bytes_s=_SEEDER_RATE, delay_s=_DELAY_S) as swarm:
                is_ours = waits is mine
                got = await (ours(person, swarm, torrent, number) if is_ours else plain(swarm, torrent, folder, number))
            waits.cold.extend(got.cold)
            waits.seek.extend(got.seek)
    report("cold start", mine.cold, theirs.cold, limit_s=1)
    report("seek", mine.seek, theirs.seek, limit_s=2)


def report(what: str, mine: list[float], theirs: list[float], *, limit_s: int) -> None:
    a, b = statistics.median(mine), statistics.median(theirs)
    print(
        f"{what:10}  ours {a:5.2f} s (max {max(mine):5.2f})   plain {b:5.2f} s (max {max(theirs):5.2f})   "
        f"ours/plain {a / b:4.2f}   {limit(what, a, limit_s, 's')}"
    )


def resident_mb(pid: int) -> float:
    fields = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines() if ":" in line)
    return int(fields["VmRSS"].split()[0]) / 1024


def cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


async def watch(client: httpx2.AsyncClient, play: Play, seconds: float) -> int:
    """Read a stream at a film's pace; answers the bytes read."""
    began, read = time.perf_counter(), 0
    async with client.stream("GET", play.url) as answer:
        async for chunk in answer.aiter_raw():
            read += len(chunk)
            ahead = read / _STREAM_RATE - (time.perf_counter() - began)
            if ahead > 0:
                await asyncio.sleep(ahead)
            if time.perf_counter() - began > seconds:
                break
    return read


async def five_streams(server: Server, person: Person, folder: Path) -> None:
    pid = server.process.pid
    idle_mb = resident_mb(pid)
    async with AsyncExitStack() as stack:
        plays: list[Play] = []
        for number in range(_STREAMS):
            torrent = torrent_of(folder, 100 + number, size_mib=64)
            swarm = Swarm(torrent, seeders=1, rate_bytes_s=2 * _STREAM_RATE, delay_s=_DELAY_S)
            await stack.enter_async_context(swarm)
            plays.append(await person.press_play(await person.add(torrent.magnet(peers=swarm.endpoints))))
        began_s, began = cpu_s(pid), time.perf_counter()
        watching = [asyncio.create_task(watch(person.client, play, _STREAM_S)) for play in plays]
        most_mb = 0.0
        while not all(task.done() for task in watching):
            most_mb = max(most_mb, resident_mb(pid))
            await asyncio.sleep(0.5)
        share = 100 * (cpu_s(pid) - began_s) / (time.perf_counter() - began)
        rate = sum([await task for task in watching]) / _STREAM_S / 1e6
    verdict = limit("processor of five streams", share, 50, "%")
    print(f"{_STREAMS} streams at {rate:.1f} MB/s in all: {share:.0f} % of one core, {verdict}")
    each_mb = (most_mb - idle_mb) / _STREAMS
    verdict = limit("memory of a stream", each_mb, 60, "MB")
    print(f"memory: {idle_mb:.0f} MB idle, {each_mb:.0f} MB more a stream at the most, {verdict}")


async def measure() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with Server(folder / "data") as server:
            person = await server.set_up()
            await five_streams(server, person, folder)
            await compare(person, folder)


def main() -> None:
    asyncio.run(measure())


if __name__ == "__main__":
    main()
