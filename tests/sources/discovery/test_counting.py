"""How large the swarms are: by trackers, by the DHT, and what stays unknown."""

import socket
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from miauflix.peers.guard import Closed
from miauflix.sources.tables import TorrentRow
from tests.services.dht import Dht
from tests.services.swarm import LabTorrent, make_film, make_torrent
from tests.sources.discovery.house import House
from tests.sources.scraping.test_scraper import OK, Fake, fake, http_tracker


async def test_swarms_are_counted_and_what_nobody_knows_stays_unknown(house: House, torrent: LabTorrent) -> None:
    tracker = Fake({})
    transport, url = await fake(tracker)
    await house.offer(torrent, trackers=(url,))
    assert await house.discovery.update_stats() == "0 of 1 swarms counted by 1 of 1 trackers"
    row = await house.torrent()
    assert (row.seeders, row.stats_misses, row.stats_at) == (None, 1, None)
    assert await house.discovery.update_stats() == "0 of 0 swarms counted by 0 of 0 trackers", "it is not due yet"
    tracker.counts = {bytes.fromhex(torrent.info_hash): (0, 7, 2)}
    house.clock.advance(7 * 86_400)
    await house.discovery.update_stats()
    transport.close()
    row = await house.torrent()
    assert (row.seeders, row.leechers, row.stats_misses, row.stats_at) == (0, 2, 0, house.clock.now())


async def test_what_no_tracker_knows_is_looked_up_in_the_dht(house: House, torrent: LabTorrent) -> None:
    transport, url = await fake(Fake({}))
    await house.offer(torrent, trackers=(url,))
    async with Dht() as dht:
        await dht.announce(bytes.fromhex(torrent.info_hash), seeds=4, downloads=1)
        discovery = house.with_dht(*dht.nodes[:1])
        said = await discovery.update_stats()
    transport.close()
    assert said == "1 of 1 swarms counted by 1 of 1 trackers; the DHT counted 1 of 1 more"
    row = await house.torrent()
    assert (row.seeders, row.leechers, row.stats_misses, row.stats_at) == (4, 1, 0, house.clock.now())


async def test_the_larger_number_counts_of_trackers_and_the_dht(house: House, torrent: LabTorrent) -> None:
    transport, url = await fake(Fake({bytes.fromhex(torrent.info_hash): (0, 7, 2)}))
    await house.offer(torrent, trackers=(url,))
    async with Dht() as dht:
        await dht.announce(bytes.fromhex(torrent.info_hash), seeds=1)
        await house.with_dht(*dht.nodes[:1]).update_stats()
    transport.close()
    row = await house.torrent()
    assert (row.seeders, row.leechers) == (1, 2)


async def test_a_dht_without_a_way_in_is_named_and_is_as_none(house: House, torrent: LabTorrent) -> None:
    await house.offer(torrent)
    said = await house.with_dht().update_stats()
    assert said == "0 of 1 swarms counted by 0 of 0 trackers; no node of the DHT is known yet"
    row = await house.torrent()
    assert (row.seeders, row.stats_misses) == (None, 1)


async def test_a_private_torrent_is_never_named_in_the_dht(house: House, tmp_path: Path) -> None:
    film = make_film(tmp_path / "private.mp4", size_bytes=300_000, seed=3)
    private = make_torrent(film, private=True)
    server, url, _ = await http_tracker(OK + private.metainfo)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as node:
        node.bind(("127.0.0.1", 0))
        node.setblocking(False)
        discovery = house.with_dht(node.getsockname())
        await house.offer(private, torrent_url=url)
        assert await discovery.update_stats() == "0 of 1 swarms counted by 0 of 0 trackers", "its .torrent is not here"
        assert (await discovery.fetch_files()).startswith("1 .torrent files fetched")
        house.clock.advance(86_400)
        assert await discovery.update_stats() == "0 of 1 swarms counted by 0 of 0 trackers"
        with pytest.raises(BlockingIOError):
            node.recv(1)
    server.close()


async def test_who_has_to_wait_for_a_turn_in_the_dht_is_not_counted_as_unknown(
    house: House, torrent: LabTorrent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("miauflix.sources.discovery.counting._LOOKUPS", 1)
    other = make_torrent(make_film(tmp_path / "other.mp4", size_bytes=200_000, seed=2))
    await house.offer(torrent)
    house.clock.advance(1)
    await house.offer(other)
    discovery = house.with_dht()
    await discovery.update_stats()
    async with house.database.read() as session:
        rows = list(await session.scalars(select(TorrentRow).order_by(TorrentRow.id)))
    assert [one.stats_misses for one in rows] == [1, 0], "the one that was due first had its turn"
    house.clock.advance(6 * 3600 + 1)
    await discovery.update_stats()
    async with house.database.read() as session:
        rows = list(await session.scalars(select(TorrentRow).order_by(TorrentRow.id)))
    assert [one.stats_misses for one in rows] == [1, 1]


async def test_a_guard_that_closes_during_the_lookup_costs_no_turn(house: House, torrent: LabTorrent) -> None:
    await house.offer(torrent)

    async def closes() -> list[tuple[str, int]]:
        house.guard.set(Closed("the tunnel is down"))
        return [("127.0.0.1", 9)]

    discovery = house.with_dht_by(closes)
    assert await discovery.update_stats() == "0 of 1 swarms counted by 0 of 0 trackers"
    row = await house.torrent()
    assert (row.stats_misses, row.stats_due_at) == (0, house.clock.now() + timedelta(hours=6))
