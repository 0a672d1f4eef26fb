"""Seeks on real swarms: where a reader goes, the pieces come."""

import asyncio

import libtorrent as lt

from miauflix.peers.engine import Engine
from tests.peers.conftest import asked, read
from tests.services.deadline import HANG_S, until
from tests.services.swarm import KIB, MIB, LabTorrent, Seeder


async def test_a_piece_that_was_left_and_is_wanted_again_comes(engine: Engine, film: LabTorrent) -> None:
    """Even where nothing else was wanted in between: libtorrent has then told its peers that it is not interested."""
    async with Seeder(film) as seeder:
        source = await engine.open(asked(film, seeder.endpoint))
        held = await read(source, 0, 256 * KIB)
        seeder.limit(4 * KIB)  # the piece that is left must not come while it is being left

        left = asyncio.create_task(read(source, 8 * MIB, 8 * MIB + 1000))
        live = next(iter(engine._lives.values()))
        await until("the second reader to be there", lambda: live.readers == 1)
        left.cancel()
        await asyncio.wait([left])
        assert await read(source, 0, 1000) == held[:1000]
        assert live.handle is not None
        assert not live.handle.have_piece(32)
        handle = live.handle
        await until("nothing to be wanted", lambda: handle.status().state == lt.torrent_status.finished)
        seeder.limit(0)
        async with asyncio.timeout(HANG_S):
            assert await read(source, 8 * MIB, 8 * MIB + 1000) == film.read(8 * MIB, 8 * MIB + 1000)
