"""While the guard is closed nothing leaves, and nothing fails."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator

import pytest

from miauflix.peers import Engine, Torrent, VpnClosed
from miauflix.peers.guard import Closed, GuardState, ManualGuard, Open
from tests.peers.conftest import StartEngine, asked, read
from tests.services.deadline import until, until_answered
from tests.services.dht import Dht
from tests.services.endpoint import Endpoint
from tests.services.swarm import MIB, LabTorrent, PeerListTracker, Seeder, make_torrent
from tests.services.web_seed import WebSeed

CLOSED = Closed("The VPN interface is down")


async def test_with_a_closed_guard_opening_is_refused_and_nobody_hears_of_it(
    start_engine: StartEngine, film: LabTorrent
) -> None:
    async with Seeder(film) as seeder, PeerListTracker([seeder.endpoint]) as tracker:
        listed = make_torrent(film.payload, piece_length=film.piece_length, trackers=[tracker.url])
        engine = await start_engine(guard=ManualGuard(CLOSED))
        for torrent in (asked(listed, seeder.endpoint), Torrent("m", magnet=listed.magnet(peers=[seeder.endpoint]))):
            with pytest.raises(VpnClosed, match="The VPN interface is down") as refusal:
                await engine.open(torrent)
            assert (refusal.value.status, refusal.value.code) == (503, "vpn_closed")
        # The torrent with a .torrent file stays attached for a while, and still nobody is called.
        stats = engine.swarm_stats("source-1")
        assert stats is not None
        assert (stats.stage, stats.reason) == ("paused", CLOSED.reason)
        assert not engine._session.raw.is_listening()
        assert not tracker.announces
        assert seeder.connections() == 0
        await engine.stop()
        assert not tracker.announces


async def test_readers_wait_while_it_is_closed_and_go_on_when_it_opens(
    start_engine: StartEngine, film: LabTorrent
) -> None:
    guard = ManualGuard()
    async with Seeder(film, rate_bytes_s=6 * MIB) as seeder, PeerListTracker([seeder.endpoint]) as tracker:
        listed = make_torrent(film.payload, piece_length=film.piece_length, trackers=[tracker.url])
        engine = await start_engine(guard=guard)
        source = await engine.open(asked(listed, seeder.endpoint))
        reading = source.read(0, source.size_bytes)
        got = [await anext(reading)]
        await until("the first announce", lambda: tracker.announces)
        guard.set(CLOSED)
        await until("every connection to close", lambda: seeder.connections() == 0)
        stats = engine.swarm_stats("source-1")
        assert stats is not None
        assert stats.reason == CLOSED.reason
        rest = asyncio.create_task(_collect(reading))
        await until("the reader to wait", lambda: any(r.waiting_since for r in source._readers))
        paused = engine.swarm_stats("source-1")
        assert paused is not None
        assert paused.stage == "paused"
        assert seeder.connections() == 0
        assert [announce.get("event") for announce in tracker.announces] == ["started"], "not even a goodbye"
        guard.set(Open())
        got += await rest
        assert b"".join(got) == film.read()
        await engine.stop()


async def test_one_who_waits_for_metadata_is_told_when_it_closes(start_engine: StartEngine, film: LabTorrent) -> None:
    guard = ManualGuard()
    engine = await start_engine(guard=guard)
    opening = asyncio.create_task(engine.open(Torrent("m", magnet=film.magnet())))
    await until("the torrent to be added", engine._session.raw.get_torrents)
    guard.set(CLOSED)
    with pytest.raises(VpnClosed):
        await opening
    guard.set(Open())
    async with Seeder(film) as seeder:
        source = await engine.open(Torrent("m", magnet=film.magnet(peers=[seeder.endpoint])))
        assert await read(source, 0, MIB) == film.read(0, MIB)


async def test_what_is_held_can_be_watched_behind_a_closed_guard(start_engine: StartEngine, film: LabTorrent) -> None:
    engine = await start_engine()
    async with Seeder(film) as seeder:
        assert await read(await engine.open(asked(film, seeder.endpoint))) == film.read()
    await engine.stop()
    again = await start_engine(guard=ManualGuard(CLOSED))
    assert await read(await again.open(asked(film))) == film.read()


class Ear(asyncio.DatagramProtocol):
    """A UDP socket that answers nothing; as a tracker (BEP 15) and a DHT node (BEP 5) it only counts what it hears."""

    endpoint: Endpoint

    def __init__(self) -> None:
        self.heard = list[bytes]()

    def datagram_received(self, data: bytes, addr: object) -> None:  # noqa: ARG002  the protocol says so
        self.heard.append(data)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.endpoint = Endpoint(*transport.get_extra_info("sockname")[:2])


@pytest.fixture
async def ears() -> AsyncGenerator[tuple[Ear, Ear]]:
    """One for a tracker and one for a DHT node."""
    loop = asyncio.get_running_loop()
    opened = [await loop.create_datagram_endpoint(Ear, local_addr=("127.0.0.1", 0)) for _ in range(2)]
    yield opened[0][1], opened[1][1]
    for transport, _ in opened:
        transport.close()


async def test_no_udp_tracker_dht_node_or_web_seed_hears_anything_while_it_is_closed(
    start_engine: StartEngine, film: LabTorrent, ears: tuple[Ear, Ear]
) -> None:
    tracker, node = ears
    guard = ManualGuard(CLOSED)
    async with WebSeed(film.payload) as web_seed:
        torrent = make_torrent(
            film.payload,
            piece_length=film.piece_length,
            trackers=[f"udp://{tracker.endpoint}/announce"],
            web_seeds=[web_seed.url],
        )
        engine = await start_engine(
            guard=guard, dht=True, dht_bootstrap=(str(node.endpoint),), download_limit_bytes_s=MIB
        )

        def counts() -> tuple[int, int, int]:
            return len(tracker.heard), len(node.heard), web_seed.requests

        async def ticks(count: int) -> None:
            """libtorrent looks so often for what there is to announce, to ask and to connect to."""
            last = (await engine._session.stats())["net.on_tick_counter"] + count

            async def ticked() -> bool:
                return (await engine._session.stats())["net.on_tick_counter"] >= last

            await until_answered("libtorrent's ticks", ticked)

        with pytest.raises(VpnClosed):
            await engine.open(Torrent("source-1", metainfo=torrent.metainfo))
        await ticks(4)
        assert counts() == (0, 0, 0)
        assert not engine._session.raw.is_dht_running()

        guard.set(Open())
        reading = asyncio.create_task(read(await engine.open(Torrent("source-1", metainfo=torrent.metainfo)), 0, MIB))
        await until("each of them to hear us", lambda: all(counts()))
        assert await reading == film.read(0, MIB)

        guard.set(CLOSED)
        await until("the sockets to go", lambda: not engine._session.raw.is_listening())
        await ticks(2)  # what was under way has arrived
        before = counts()
        await ticks(4)
        assert counts() == before
        await engine.stop()
        assert counts() == before


class Unreliable(ManualGuard):
    """Its changes break off when told to, whatever the state is then."""

    def __init__(self) -> None:
        super().__init__()
        self.break_off = asyncio.Event()
        self.is_well = asyncio.Event()
        self.is_well.set()

    async def changes(self) -> AsyncIterator[GuardState]:
        await self.is_well.wait()
        yield self.state()
        await self.break_off.wait()
        self.is_well.clear()
        self.break_off.clear()
        raise OSError("netlink is gone")


async def test_when_the_guard_cannot_be_followed_everything_falls_silent_until_it_can(
    start_engine: StartEngine, film: LabTorrent
) -> None:
    guard = Unreliable()
    async with Seeder(film, rate_bytes_s=6 * MIB) as seeder:
        engine = await start_engine(guard=guard)
        source = await engine.open(asked(film, seeder.endpoint))
        reading = source.read(0, source.size_bytes)
        got = [await anext(reading)]
        guard.break_off.set()
        await until("every connection to close", lambda: seeder.connections() == 0)
        stats = engine.swarm_stats("source-1")
        assert stats is not None
        assert (stats.stage, stats.reason) == ("paused", "Whether the VPN is up cannot be found out")
        assert not engine._session.raw.is_listening()
        with pytest.raises(VpnClosed):
            await engine.open(Torrent("m", magnet="magnet:?xt=urn:btih:" + "ab" * 20))
        guard.is_well.set()
        got += await _collect(reading)
        assert b"".join(got) == film.read()


async def test_a_session_that_cannot_be_told_to_speak_does_not_speak_half(
    start_engine: StartEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    guard = ManualGuard(CLOSED)
    engine = await start_engine(guard=guard)
    hushed = list[bool]()
    hush = engine._session.hush

    def speak() -> None:
        raise RuntimeError("no such device")

    monkeypatch.setattr(engine._session, "speak", speak)
    monkeypatch.setattr(engine._session, "hush", lambda: (hush(), hushed.append(True)))
    guard.set(Open())
    await until("it to be hushed", lambda: hushed)
    monkeypatch.undo()
    await until("it to be told again", engine._session.raw.is_listening)


async def _collect(reading: AsyncGenerator[bytes]) -> list[bytes]:
    return [chunk async for chunk in reading]


async def test_the_nodes_of_the_dht_are_lent_while_the_guard_is_open(start_engine: StartEngine) -> None:
    guard = ManualGuard(CLOSED)
    async with Dht(size=3) as dht:
        engine = await start_engine(guard, dht=True, dht_bootstrap=(str(dht.nodes[0]),))
        assert await engine.dht_nodes() == []
        guard.set(Open())

        async def are_lent() -> object:
            """Those that the first one names; libtorrent keeps whom it is told of as a way in for nothing else."""
            return {*dht.nodes[1:]} & {*await engine.dht_nodes()}

        await until_answered("the engine's node to know another", are_lent)
        guard.set(CLOSED)

        async def are_gone() -> bool:
            return not await engine.dht_nodes()

        await until_answered("nothing to be lent any more", are_gone)


async def test_without_the_dht_there_are_no_nodes(engine: Engine) -> None:
    assert await engine.dht_nodes() == []
