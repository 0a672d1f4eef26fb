import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from miauflix.infra.cipher import FieldCipher, Keyring
from miauflix.infra.db import Database
from miauflix.infra.jobs import Jobs, LocalWakeUp, Registry
from miauflix.infra.jobs.tables import JobRow
from miauflix.kit.clock import ManualClock
from miauflix.kit.playable import Episode, Movie
from miauflix.peers import parse_magnet
from miauflix.sources import Locator, NoSource, Offer, Sources, WebFile, availability, file_name
from miauflix.sources.tables import SourceRow, TorrentRow
from miauflix.sources.taking import Taken
from tests.services.swarm import make_film, make_torrent
from tests.sources.searching.actors import film_offer

FILM = Movie(603)
URL = "https://files.example/download/The%20Lamp%20Post.mp4"


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def sources(clock: ManualClock) -> Sources:
    return Sources(FieldCipher(Keyring(b"k" * 32)), Jobs(Registry(), LocalWakeUp(), clock), clock)


async def put(database: Database, sources: Sources, *offers: Offer, playable: Movie | Episode = FILM) -> Taken:
    async with database.write() as session:
        return await sources.put_offers(session, playable, offers)


async def rows(database: Database) -> list[tuple[SourceRow, TorrentRow]]:
    async with database.read() as session:
        query = select(SourceRow, TorrentRow).join(TorrentRow, TorrentRow.id == SourceRow.torrent_id)
        return [(row[0], row[1]) for row in await session.execute(query.order_by(SourceRow.added_at, SourceRow.id))]


async def test_a_torrent_file_that_was_fetched_to_know_the_hash_is_kept(
    any_database: Database, sources: Sources, tmp_path: Path
) -> None:
    torrent = make_torrent(make_film(tmp_path / "A.Film.2026.mp4", size_bytes=200_000, seed=1))
    offer = replace(film_offer(1), info_hash=torrent.info_hash, torrent_url="http://i.example/1")
    await put(any_database, sources, replace(offer, metainfo=torrent.metainfo))
    await put(any_database, sources, offer)
    ((_, row),) = await rows(any_database)
    assert (row.file_due_at, row.tu) == (None, None), "there is nothing left to fetch"
    async with any_database.read() as session:
        assert (await sources.best_for(session, FILM)).torrent.metainfo == torrent.metainfo


async def test_offers_become_sources_that_can_be_opened(any_database: Database, sources: Sources) -> None:
    offer = film_offer(1, seeders=7, leechers=2, size_bytes=900, trackers=("udp://t.example:1/announce",))
    assert await put(any_database, sources, offer, film_offer(2)) == Taken(new=2, known=0)
    async with any_database.read() as session:
        ledger = await sources.ranking.ledger(session, FILM)
        releases = [await sources.by_id(session, entry.candidate.id) for entry in ledger.entries]
        assert await availability(session, [str(FILM)]) == {str(FILM)}
    facts = {(one.candidate.resolution, one.candidate.quality, one.candidate.codec) for one in ledger.entries}
    assert facts == {("1080p", "web", "h264")}
    release = next(one for one in releases if one.size_bytes == 900)
    magnet = parse_magnet(release.torrent.magnet or "")
    assert magnet.info_hash_v1 == (1).to_bytes(20)
    assert magnet.trackers == (("udp://t.example:1/announce",),)
    assert release.name == offer.name


async def test_the_same_torrent_again_learns_and_forgets_nothing(any_database: Database, sources: Sources) -> None:
    first = film_offer(1, trackers=("udp://a.example:1",), size_bytes=900, seeders=3)
    await put(any_database, sources, first)
    again = film_offer(1, "two", trackers=("udp://b.example:1",), size_bytes=None, seeders=None, leechers=4)
    assert await put(any_database, sources, again) == Taken(new=0, known=1)
    ((source, torrent),) = await rows(any_database)
    assert (source.provider, source.size_bytes, torrent.seeders, torrent.leechers) == ("one", 900, 3, 4)
    async with any_database.read() as session:
        magnet = parse_magnet((await sources.by_id(session, source.id)).torrent.magnet or "")
    assert {url for tier in magnet.trackers for url in tier} == {"udp://a.example:1", "udp://b.example:1"}


async def test_new_trackers_cost_a_magnet_neither_its_peers_nor_its_web_seeds(
    any_database: Database, sources: Sources
) -> None:
    link = f"magnet:?xt=urn:btih:{1:040x}&x.pe=127.0.0.1:7&ws=https%3A%2F%2Fseed.example%2F"
    async with any_database.write() as session:
        source_id = await sources.add(session, FILM, Locator.from_magnet(link), provider="added")
    for _ in range(2):
        await put(any_database, sources, film_offer(1, trackers=("udp://t.example:1",)))
    async with any_database.read() as session:
        magnet = parse_magnet((await sources.by_id(session, source_id)).torrent.magnet or "")
    assert (magnet.peers, magnet.web_seeds) == ((("127.0.0.1", 7),), ("https://seed.example/",))
    assert magnet.trackers == (("udp://t.example:1",),)


async def test_fewer_seeders_count_unless_a_tracker_was_asked_a_moment_ago(
    any_database: Database, sources: Sources, clock: ManualClock
) -> None:
    await put(any_database, sources, film_offer(1, seeders=50))
    await put(any_database, sources, film_offer(1, seeders=20))
    assert (await rows(any_database))[0][1].seeders == 20
    async with any_database.write() as session:
        row = await session.scalar(select(TorrentRow))
        assert row is not None
        row.seeders, row.stats_at = 80, clock.now()
    await put(any_database, sources, film_offer(1, seeders=20))
    assert (await rows(any_database))[0][1].seeders == 80
    clock.advance(timedelta(hours=1).total_seconds())
    await put(any_database, sources, film_offer(1, seeders=20))
    assert (await rows(any_database))[0][1].seeders == 20


async def bury(database: Database, clock: ManualClock) -> None:
    """As the task does that takes dead links away."""
    async with database.write() as session:
        row = await session.scalar(select(TorrentRow))
        assert row is not None
        row.dead_at, row.stats_misses, row.file_misses = clock.now(), 6, 8
        row.stats_due_at = row.file_due_at = None
    clock.advance(60)


async def test_a_dead_torrent_that_is_offered_again_is_alive(
    any_database: Database, sources: Sources, clock: ManualClock
) -> None:
    await put(any_database, sources, film_offer(1))
    await bury(any_database, clock)
    await put(any_database, sources, film_offer(1))
    row = (await rows(any_database))[0][1]
    assert row.dead_at is None
    assert (row.stats_due_at, row.file_due_at) == (clock.now(), clock.now()), "its swarm is asked for anew"
    assert (row.stats_misses, row.file_misses) == (0, 0)


async def test_a_dead_torrent_that_is_added_by_hand_is_alive(
    any_database: Database, sources: Sources, clock: ManualClock, tmp_path: Path
) -> None:
    torrent = make_torrent(make_film(tmp_path / "film.mp4", size_bytes=100_000, seed=1))
    await put(any_database, sources, film_offer(1, info_hash=torrent.info_hash))
    await bury(any_database, clock)
    async with any_database.write() as session:
        await sources.add(session, FILM, Locator.from_metainfo(torrent.metainfo), provider="added")
    row = (await rows(any_database))[0][1]
    assert (row.dead_at, row.stats_due_at) == (None, clock.now())


async def test_a_lost_file_is_passed_over_until_it_is_listed_again(
    any_database: Database, sources: Sources, clock: ManualClock
) -> None:
    file = film_offer(1, info_hash=None, http_url=URL, seeders=None)
    await put(any_database, sources, file)
    async with any_database.write() as session:
        source_id = (await sources.best_for(session, FILM)).source_id
        await sources.lose_file(session, source_id)
        with pytest.raises(NoSource):
            await sources.best_for(session, FILM)
        assert await availability(session, [str(FILM)]) == set()
        assert (await sources.ranking.ledger(session, FILM)).entries == ()
    clock.advance(1)
    assert await put(any_database, sources, file) == Taken(new=0, known=1)
    async with any_database.read() as session:
        assert (await sources.best_for(session, FILM)).source_id == source_id
        assert await availability(session, [str(FILM)]) == {str(FILM)}


async def test_a_pack_is_one_torrent_and_a_source_of_each_of_its_episodes(
    any_database: Database, sources: Sources
) -> None:
    pack = film_offer(5, name="Harbour.Lights.S01.1080p.WEB-X", is_pack=True, size_bytes=10_000)
    for number in (1, 2):
        await put(any_database, sources, pack, playable=Episode(1399, 1, number))
    found = await rows(any_database)
    assert {source.ref for source, _ in found} == {"episode:1399:1:1", "episode:1399:1:2"}
    assert {torrent.id for _, torrent in found} == {found[0][1].id}
    assert [(source.is_pack, source.size_bytes, torrent.size_bytes) for source, torrent in found] == [
        (True, None, 10_000)
    ] * 2


async def test_no_swarm_is_asked_for_what_nobody_plays(any_database: Database, sources: Sources) -> None:
    await put(any_database, sources, *(film_offer(number) for number in range(1, 30)))
    async with any_database.read() as session:
        assert list(await session.scalars(select(JobRow))) == []
        due = [row.file_due_at for row in await session.scalars(select(TorrentRow))]
    assert None not in due, "the paced queue takes them in its time"


async def test_a_torrent_that_was_added_by_hand_is_known(
    any_database: Database, sources: Sources, tmp_path: Path
) -> None:
    torrent = make_torrent(make_film(tmp_path / "film.mp4", size_bytes=100_000, seed=1))
    async with any_database.write() as session:
        await sources.add(session, FILM, Locator.from_metainfo(torrent.metainfo), provider="added")
    assert await put(any_database, sources, film_offer(1, info_hash=torrent.info_hash)) == Taken(new=0, known=1)
    async with any_database.read() as session:
        assert (await sources.best_for(session, FILM)).torrent.metainfo == torrent.metainfo


async def test_a_file_on_a_web_server_is_a_source_without_a_swarm(any_database: Database, sources: Sources) -> None:
    file = film_offer(1, info_hash=None, http_url=URL, size_bytes=900, seeders=None)
    assert await put(any_database, sources, file) == Taken(new=1, known=0)
    assert await put(any_database, sources, replace(file, size_bytes=1000)) == Taken(new=0, known=1)
    async with any_database.read() as session:
        release = await sources.best_for(session, FILM)
        (entry,) = (await sources.ranking.ledger(session, FILM)).entries
        assert await availability(session, [str(FILM)]) == {str(FILM)}
    assert (release.opens, release.size_bytes, release.name) == (WebFile(URL), 1000, file.name)
    assert (file_name(release), entry.candidate.is_on_server) == ("The Lamp Post.mp4", True)


async def test_what_names_neither_torrent_nor_file_is_left_out(any_database: Database, sources: Sources) -> None:
    assert await put(any_database, sources, film_offer(1, info_hash=None, torrent_url="https://x.example/t")) == Taken(
        0, 0
    )


async def test_no_column_tells_the_hash_the_name_or_an_address(database: Database, sources: Sources) -> None:
    secret = film_offer(
        0xABCDEF0123456789, torrent_url="https://indexer.example/dl?apikey=s3same", name="The.Lamp.Post.2026-CAT"
    )
    file = film_offer(1, info_hash=None, http_url=URL)
    await put(database, sources, secret, file)
    folder = Path(database.url.database or "").parent
    dump = b"".join(path.read_bytes() for path in folder.glob("test.sqlite*"))
    for plain in (secret.info_hash, "Lamp", "magnet:", "indexer.example", "s3same", "files.example"):
        assert (plain or "").encode() not in dump
    assert bytes.fromhex(secret.info_hash or "") not in dump


@pytest.mark.services
async def test_two_searches_that_find_the_same_torrent_at_once_both_succeed(
    postgres_database: Database, sources: Sources
) -> None:
    offers = [film_offer(number) for number in range(1, 20)]
    taken = await asyncio.gather(
        *(put(postgres_database, sources, *offers, playable=Movie(number)) for number in range(1, 5))
    )
    assert taken == [Taken(new=19, known=0)] * 4
    found = await rows(postgres_database)
    assert len(found) == 4 * 19
    assert len({torrent.id for _, torrent in found}) == 19
