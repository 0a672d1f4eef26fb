"""What peers do that they should not: the reader gets every byte, right and in order, or waits."""

import asyncio
import hashlib
import random

import pytest

from miauflix.peers.engine import Engine
from tests.peers.conftest import StartEngine, asked, read
from tests.services.deadline import until
from tests.services.swarm import (
    KIB,
    MIB,
    DelayRelay,
    Forgetful,
    LabTorrent,
    Lying,
    Refusing,
    Resetting,
    Seeder,
    Silent,
    Slow,
    Stalling,
)
from tests.services.wire_peer import WirePeer


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


async def test_wrong_bytes_never_reach_the_reader_and_the_film_completes(engine: Engine, film: LabTorrent) -> None:
    async with Lying(film, address="127.0.0.66") as liar:
        source = await engine.open(asked(film, liar.endpoint))
        reading = asyncio.create_task(read(source))
        (handle,) = engine._session.raw.get_torrents()
        await until("a wrong piece to be found out", lambda: handle.status().total_failed_bytes)
        assert not reading.done()
        stats = engine.swarm_stats("source-1")
        assert stats is not None
        assert stats.fetched == []
        async with Seeder(film) as honest:
            handle.connect_peer((honest.endpoint.host, honest.endpoint.port))
            assert sha256(await reading) == film.sha256()


async def test_one_liar_among_honest_peers(engine: Engine, film: LabTorrent) -> None:
    async with (
        Lying(film, address="127.0.0.66") as liar,
        Seeder(film, rate_bytes_s=4 * MIB, address="127.0.0.2") as one,
        Seeder(film, rate_bytes_s=4 * MIB, address="127.0.0.3") as two,
    ):
        source = await engine.open(asked(film, liar.endpoint, one.endpoint, two.endpoint))
        assert sha256(await read(source)) == film.sha256()


@pytest.mark.parametrize("seek", [False, True])
async def test_slow_silent_stalling_refusing_and_resetting_peers_are_lived_with(
    engine: Engine, film: LabTorrent, seek: bool
) -> None:
    async with (
        Silent(address="127.0.0.2") as silent,
        Stalling(film, address="127.0.0.3") as stalling,
        Slow(film, rate_bytes_s=20 * KIB, address="127.0.0.4") as slow,
        Refusing(address="127.0.0.5") as refusing,
        Resetting(film, after_bytes=900 * KIB, address="127.0.0.6") as resetting,
        Seeder(film, rate_bytes_s=6 * MIB, address="127.0.0.7") as honest,
    ):
        peers = [one.endpoint for one in (silent, stalling, slow, refusing, resetting, honest)]
        source = await engine.open(asked(film, *peers))
        if seek:
            for start in (9 * MIB, 3 * MIB, 14 * MIB):
                assert await read(source, start, start + 300_000) == film.read(start, start + 300_000)
        assert sha256(await read(source)) == film.sha256()


async def test_a_connection_that_breaks_in_the_middle_is_made_again(
    start_engine: StartEngine, film: LabTorrent
) -> None:
    engine = await start_engine()
    engine._session.tune("min_reconnect_time", 1)
    async with Seeder(film, rate_bytes_s=6 * MIB) as seeder, DelayRelay(seeder.endpoint, delay_s=0.005) as relay:
        source = await engine.open(asked(film, relay.endpoint))
        reading = source.read(0, source.size_bytes)
        got = [await anext(reading)]
        await relay.cut()
        got.extend([chunk async for chunk in reading])
        assert sha256(b"".join(got)) == film.sha256()
        assert relay.accepted >= 2


async def test_a_peer_that_forgets_what_is_cancelled_still_serves_every_seek(engine: Engine, film: LabTorrent) -> None:
    numbers = random.Random(3)  # noqa: S311  determinism is wanted
    async with Forgetful(film) as peer:
        source = await engine.open(asked(film, peer.endpoint))
        for _ in range(12):
            start = numbers.randrange(film.size_bytes - 300_000)
            assert await read(source, start, start + 300_000) == film.read(start, start + 300_000)
        assert sha256(await read(source)) == film.sha256()


async def test_a_seeder_that_comes_late_is_found_by_those_who_wait(engine: Engine, film: LabTorrent) -> None:
    source = await engine.open(asked(film))
    reading = asyncio.create_task(read(source, 0, MIB))
    await until("the reader to wait", lambda: source._readers)
    async with WirePeer(film) as peer:
        (handle,) = engine._session.raw.get_torrents()
        handle.connect_peer((peer.endpoint.host, peer.endpoint.port))
        assert await reading == film.read(0, MIB)
