"""Other people's programs, started by the lab: a plain client finds them and downloads from them."""

from pathlib import Path

import pytest

from tests.services.deadline import until
from tests.services.process import ProcessEnded
from tests.services.swarm import KIB, MIB, LabTorrent, Leecher, make_film, make_torrent
from tests.services.trackers import NpmTracker, OpenTracker
from tests.services.transmission import Transmission
from tests.services.webtorrent import WebTorrent

pytestmark = pytest.mark.services


@pytest.fixture
def torrent(tmp_path: Path) -> LabTorrent:
    return make_torrent(make_film(tmp_path / "seed" / "film.mp4", size_bytes=3 * MIB + 77))


def a_tracker(name: str, torrent: LabTorrent) -> OpenTracker | NpmTracker:
    return OpenTracker(torrent) if name == "opentracker" else NpmTracker()


# Transmission lets everybody wait ten seconds, so it is not tried in every combination.
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
async def test_a_seeder_found_through_a_tracker_gives_the_whole_film(
    torrent: LabTorrent, seeder: type[Transmission | WebTorrent], tracker_name: str, scheme: str, tmp_path: Path
) -> None:
    async with a_tracker(tracker_name, torrent) as tracker:
        url = tracker.http_url if scheme == "http" else tracker.udp_url
        async with seeder(torrent, trackers=[url]):
            await tracker.until_seeded(torrent)
            async with Leecher(torrent, tmp_path / "leech", trackers=[url]) as leecher:
                got = await leecher.finished()
    assert got.read_bytes() == torrent.read()


async def test_webtorrent_is_reached_without_a_tracker_and_hands_out_the_metadata(
    torrent: LabTorrent, tmp_path: Path
) -> None:
    async with (
        WebTorrent(torrent) as seeding,
        Leecher(torrent.magnet(peers=[seeding.endpoint]), tmp_path / "leech") as leecher,
    ):
        got = await leecher.finished()
    assert got.read_bytes() == torrent.read()


async def test_transmission_hands_out_the_metadata_and_counts_what_it_sends(
    torrent: LabTorrent, tmp_path: Path
) -> None:
    async with Transmission(torrent, rate_bytes_s=8 * MIB) as transmission:
        async with Leecher(torrent.magnet(peers=[transmission.endpoint]), tmp_path / "leech") as leecher:
            got = await leecher.finished()
        assert await transmission.uploaded_bytes() >= torrent.size_bytes - 256 * KIB
    assert got.read_bytes() == torrent.read()


async def test_a_seeder_without_its_payload_says_so(torrent: LabTorrent) -> None:
    torrent.payload.unlink()
    with pytest.raises(ProcessEnded, match="payload is not in"):
        async with WebTorrent(torrent):
            pass


async def test_opentracker_turns_away_what_it_does_not_know(torrent: LabTorrent, tmp_path: Path) -> None:
    other = make_torrent(make_film(tmp_path / "other.mp4", size_bytes=MIB, seed=9))
    async with OpenTracker(torrent) as tracker, Leecher(other, tmp_path / "x", trackers=[tracker.http_url]) as leecher:
        await until("a refusal", lambda: "not authorized" in leecher.tracker_message())
