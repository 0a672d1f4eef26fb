"""Our engine streams from clients nobody here wrote, found through trackers nobody here wrote."""

import asyncio
import hashlib
import math

import pytest

from miauflix.peers import Engine, Torrent
from miauflix.peers.source import TorrentFile
from tests.peers.conftest import asked, read
from tests.services.deadline import HANG_S
from tests.services.swarm import KIB, MIB, Forgetful, LabTorrent, make_torrent
from tests.services.trackers import NpmTracker, OpenTracker
from tests.services.transmission import Transmission
from tests.services.webtorrent import WebTorrent

pytestmark = pytest.mark.services


async def _watch(source: TorrentFile, film: LabTorrent) -> None:
    """Jump about as people do, then watch it all: every byte has to be the film's.

    A stall here, with `Forgetful` too, is this: it claims the Fast extension and drops a cancelled request without the
    reject that BEP 6 asks for. libtorrent counts it as under way for ever and, with a short
    request queue, asks that peer for nothing more.
    """
    async with asyncio.timeout(2 * HANG_S):
        for start in (9 * MIB + 5, 256 * KIB - 1, film.size_bytes - 70_000, 4 * MIB):
            end = min(start + 300 * KIB, film.size_bytes)
            assert await read(source, start, end) == film.read(start, end)
        digest = hashlib.sha256()
        async for chunk in source.read(0, source.size_bytes):
            digest.update(chunk)
    assert digest.hexdigest() == film.sha256()


async def test_a_peer_that_drops_cancelled_requests_does_not_stall_the_film(engine: Engine, film: LabTorrent) -> None:
    async with Forgetful(film) as peer:
        await _watch(await engine.open(asked(film, peer.endpoint)), film)


# Transmission lets everybody wait ten seconds before it gives anything, so it is not tried in every combination.
@pytest.mark.parametrize(
    ("seeder", "tracker_name", "scheme"),
    [
        (Transmission, "opentracker", "udp"),
        (Transmission, "bittorrent-tracker", "http"),
        (WebTorrent, "opentracker", "http"),
        (WebTorrent, "opentracker", "udp"),
        (WebTorrent, "bittorrent-tracker", "http"),
        (WebTorrent, "bittorrent-tracker", "udp"),
    ],
)
async def test_a_film_is_streamed_from_another_client_found_through_a_tracker(
    engine: Engine, film: LabTorrent, seeder: type[Transmission | WebTorrent], tracker_name: str, scheme: str
) -> None:
    async with OpenTracker(film) if tracker_name == "opentracker" else NpmTracker() as tracker:
        url = tracker.http_url if scheme == "http" else tracker.udp_url
        async with seeder(film, trackers=[url]):
            await tracker.until_seeded(film)
            listed = make_torrent(film.payload, trackers=[url])
            await _watch(await engine.open(Torrent("source-1", metainfo=listed.metainfo)), film)
            readership = engine._lives["source-1"].readership
            assert readership is not None
            has_been_met_anew = readership._unstuck_at > -math.inf
            assert seeder is WebTorrent or not has_been_met_anew, "Transmission is known before it gives anything"


@pytest.mark.parametrize("seeder", [Transmission, WebTorrent])
async def test_a_magnet_gets_its_metadata_from_another_client(
    engine: Engine, film: LabTorrent, seeder: type[Transmission | WebTorrent]
) -> None:
    async with OpenTracker(film) as tracker, seeder(film, trackers=[tracker.udp_url]):
        await tracker.until_seeded(film)
        source = await engine.open(Torrent("source-1", magnet=film.magnet(trackers=[tracker.udp_url])))
        assert (source.name, source.size_bytes) == (film.name, film.size_bytes)
        await _watch(source, film)


async def test_two_kinds_of_client_give_one_film_together(engine: Engine, film: LabTorrent) -> None:
    async with (
        Transmission(film, rate_bytes_s=MIB) as transmission,
        WebTorrent(film, rate_bytes_s=MIB) as webtorrent,
    ):
        peers = [transmission.endpoint, webtorrent.endpoint]
        source = await engine.open(Torrent("source-1", magnet=film.magnet(peers=peers)))
        await _watch(source, film)
        assert await transmission.uploaded_bytes() > 0
