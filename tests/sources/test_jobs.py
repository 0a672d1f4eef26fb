"""Asking a swarm for the .torrent of a magnet, as a job."""

import asyncio
from typing import cast

import pytest

from miauflix.infra.cipher import FieldCipher, Keyring
from miauflix.infra.db import Database
from miauflix.infra.jobs import InVain, Job, JobContext, Jobs, LocalWakeUp, Registry
from miauflix.kit.clock import ManualClock
from miauflix.kit.playable import Movie
from miauflix.peers import Engine, Torrent
from miauflix.sources import Locator, Sources, jobs
from miauflix.sources.types import FETCH_METADATA


class Deserted:
    """An engine whose swarms nobody is in."""

    async def fetch_metadata(self, _torrent: Torrent) -> bytes:
        await asyncio.Event().wait()
        return b""


async def test_a_swarm_that_nobody_is_in_is_no_fault_of_the_job(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "_PATIENCE_S", 0.01)
    clock, registry = ManualClock(), Registry()
    cipher = FieldCipher(Keyring(b"a root key of the tests, long enough"))
    sources = Sources(cipher, Jobs(registry, LocalWakeUp(), clock), clock)
    jobs.register(registry, database=database, sources=sources, engine=cast("Engine", Deserted()))
    async with database.write() as session:
        locator = Locator(b"x" * 20, "A.Film.2026", 1, magnet=f"magnet:?xt=urn:btih:{(b'x' * 20).hex()}")
        source = await sources.add(session, Movie(1), locator, provider="blender")
    async with database.read() as session:
        torrent_id = (await sources.by_id(session, source)).torrent.key
    job = Job("j", FETCH_METADATA, {"torrent_id": torrent_id}, 1, 5, 1)
    with pytest.raises(InVain, match="pressing Play asks again"):
        await registry.kinds[FETCH_METADATA].handler(JobContext(job, database, clock), job.args)
