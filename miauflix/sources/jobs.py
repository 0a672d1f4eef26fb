"""Work on sources that nobody should have to wait for."""

import asyncio

from miauflix.infra.cipher import CorruptCiphertext
from miauflix.infra.db import Database
from miauflix.infra.jobs import Args, GiveUp, InVain, JobContext, Postponed, Registry
from miauflix.peers import Engine, VpnClosed
from miauflix.sources.service import Sources
from miauflix.sources.types import FETCH_METADATA

_PATIENCE_S = 120  # a swarm that is alive hands its metadata over in 15 to 30 s
_GUARD_CLOSED_AFTER_S = 60


def register(registry: Registry, *, database: Database, sources: Sources, engine: Engine) -> None:
    """Handle this room's jobs."""

    async def fetch_metadata(context: JobContext, args: Args) -> None:
        """Ask the swarm of a magnet for its .torrent (BEP 9), so that size and file are known before Play."""
        torrent_id = str(args["torrent_id"])
        try:
            async with database.read() as session:
                torrent = await sources.torrent(session, torrent_id)
        except CorruptCiphertext as damaged:
            raise GiveUp(damaged.detail) from damaged
        if torrent is not None and torrent.metainfo is None:
            try:
                async with asyncio.timeout(_PATIENCE_S):
                    metainfo = await engine.fetch_metadata(torrent)
            except TimeoutError as late:
                raise InVain("Nobody in its swarm hands over the .torrent; pressing Play asks again") from late
            except VpnClosed as closed:
                raise Postponed(closed.detail, after_s=_GUARD_CLOSED_AFTER_S) from closed
            async with database.write() as session:
                await sources.learn_metainfo(session, torrent_id, metainfo)
                await context.finish_in(session)

    registry.handle(FETCH_METADATA, fetch_metadata, timeout_s=2 * _PATIENCE_S)
