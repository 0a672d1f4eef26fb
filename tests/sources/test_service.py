from pathlib import Path

import pytest
from sqlalchemy import select, text

from miauflix.infra.cipher import FieldCipher, Keyring
from miauflix.infra.db import Database
from miauflix.infra.jobs import Jobs, LocalWakeUp, Registry
from miauflix.infra.jobs.tables import JobRow
from miauflix.kit.clock import ManualClock
from miauflix.kit.playable import Episode, Movie
from miauflix.sources import Locator, NoSource, Sources, TitleAdder, UnknownSource, availability, sources_out
from miauflix.sources.folder import TorrentFolder
from miauflix.sources.service import file_name
from miauflix.sources.store import shows_available
from tests.services.swarm import LabTorrent, make_film, make_torrent

FILM = Movie(900_100_001)


@pytest.fixture
def sources() -> Sources:
    clock = ManualClock()
    return Sources(FieldCipher(Keyring(b"k" * 32)), Jobs(Registry(), LocalWakeUp(), clock), clock)


@pytest.fixture
def torrent(tmp_path: Path) -> LabTorrent:
    return make_torrent(make_film(tmp_path / "A.Film.2026.1080p.WEB.x264-CAT.mp4", size_bytes=600_000, seed=1))


async def test_what_was_added_comes_back_whole_by_title_and_by_id(
    any_database: Database, sources: Sources, torrent: LabTorrent
) -> None:
    locator = Locator.from_metainfo(torrent.metainfo)
    async with any_database.write() as session:
        source_id = await sources.add(session, FILM, locator, provider="added")
    async with any_database.read() as session:
        best = await sources.best_for(session, FILM)
        assert await sources.by_id(session, source_id) == best
    assert (best.source_id, best.playable, best.name) == (source_id, FILM, torrent.name)
    assert (best.size_bytes, best.torrent.metainfo) == (600_000, torrent.metainfo)
    assert file_name(best) == torrent.name


async def test_the_same_torrent_by_file_and_by_magnet_is_one_source(
    any_database: Database, sources: Sources, torrent: LabTorrent
) -> None:
    async with any_database.write() as session:
        by_file = await sources.add(session, FILM, Locator.from_metainfo(torrent.metainfo), provider="added")
        by_magnet = await sources.add(session, FILM, Locator.from_magnet(torrent.magnet()), provider="added")
        known = await sources.known_as(session, Locator.from_magnet(torrent.magnet()))
    assert (by_file, known) == (by_magnet, FILM)
    async with any_database.read() as session:
        release = await sources.by_id(session, by_file)
    assert release.torrent.metainfo == torrent.metainfo
    assert release.torrent.magnet == torrent.magnet()
    assert release.size_bytes == 600_000


async def test_no_column_tells_the_hash_the_name_or_the_link(
    database: Database, sources: Sources, torrent: LabTorrent
) -> None:
    async with database.write() as session:
        for locator in (Locator.from_metainfo(torrent.metainfo), Locator.from_magnet(torrent.magnet())):
            await sources.add(session, FILM, locator, provider="added")
        rows = [bytes(str(row), "utf-8") for row in await session.execute(text("SELECT * FROM torrent, source"))]
    files = Path(database.url.database or "").parent.glob("test.sqlite*")
    dump = b"".join(rows) + b"".join(path.read_bytes() for path in files)
    assert str(FILM).encode() in dump
    for secret in (torrent.info_hash.encode(), bytes.fromhex(torrent.info_hash), b"magnet:", b"A.Film.2026"):
        assert secret not in dump


async def test_the_higher_score_plays_unless_another_is_named(
    any_database: Database, sources: Sources, tmp_path: Path
) -> None:
    ids: list[str] = []
    async with any_database.write() as session:
        for number, seeders in enumerate((10, 30, 20)):
            film = make_torrent(make_film(tmp_path / f"{number}.mp4", size_bytes=100_000, seed=number))
            locator = Locator.from_metainfo(film.metainfo)
            ids.append(await sources.add(session, FILM, locator, provider="added", seeders=seeders))
    async with any_database.read() as session:
        assert (await sources.best_for(session, FILM)).source_id == ids[1]
        listed = sources_out(await sources.ranking.ledger(session, FILM))
        assert [one.id for one in listed] == [ids[1], ids[2], ids[0]]
        assert [one.isDefault for one in listed] == [True, False, False]
        assert (await sources.by_id_for(session, ids[0], FILM)).source_id == ids[0]
        with pytest.raises(UnknownSource):
            await sources.by_id_for(session, ids[0], Movie(1))


async def test_one_torrent_can_be_the_source_of_many_episodes(
    any_database: Database, sources: Sources, torrent: LabTorrent
) -> None:
    first, second = Episode(7, 1, 1), Episode(7, 1, 2)
    locator = Locator.from_metainfo(torrent.metainfo)
    async with any_database.write() as session:
        ids = [await sources.add(session, one, locator, provider="pack", file_index=0) for one in (first, second)]
        assert ids[0] != ids[1]
        assert await availability(session, [str(first), str(second), "movie:1"]) == {str(first), str(second)}
        assert await shows_available(session, [7, 77]) == {7}
        releases = [await sources.by_id(session, one) for one in ids]
    assert releases[0].torrent.key == releases[1].torrent.key


async def test_a_magnet_alone_asks_its_swarm_for_the_torrent_and_learns_the_size(
    any_database: Database, sources: Sources, torrent: LabTorrent
) -> None:
    async with any_database.write() as session:
        source_id = await sources.add(session, FILM, Locator.from_magnet(torrent.magnet()), provider="added")
        await sources.add(session, FILM, Locator.from_magnet(torrent.magnet()), provider="added")
        jobs = list(await session.scalars(select(JobRow)))
    (job,) = jobs
    assert job.kind == "sources.fetch_metadata"
    async with any_database.write() as session:
        await sources.learn_metainfo(session, str(job.args["torrent_id"]), torrent.metainfo)
        await sources.learn_metainfo(session, "no such row", torrent.metainfo)
        release = await sources.by_id(session, source_id)
    assert (release.size_bytes, release.torrent.metainfo) == (600_000, torrent.metainfo)
    assert release.torrent.magnet == torrent.magnet()


async def test_unknown_things_are_named_as_such(any_database: Database, sources: Sources) -> None:
    async with any_database.read() as session:
        with pytest.raises(NoSource):
            await sources.best_for(session, FILM)
        with pytest.raises(UnknownSource):
            await sources.by_id(session, "x")


async def test_a_folder_of_torrents_becomes_titles_once(
    database: Database, sources: Sources, tmp_path: Path, torrent: LabTorrent
) -> None:
    folder = tmp_path / "torrents"
    watched = TorrentFolder(folder, TitleAdder(database, sources, ManualClock()))
    assert await watched.look() == 0
    folder.mkdir()
    torrent.save(folder / "film.torrent")
    (folder / "broken.torrent").write_bytes(b"d4:infod")
    (folder / "readme.txt").write_text("not a torrent")
    assert await watched.look() == 1
    assert await watched.look() == 0
    torrent.save(folder / "same film again.torrent")
    assert await watched.look() == 1
    async with database.read() as session:
        assert (await sources.best_for(session, FILM)).name == torrent.name
        with pytest.raises(NoSource):
            await sources.best_for(session, Movie(FILM.tmdb_id + 1))
