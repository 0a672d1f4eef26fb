"""What the tasks of discovery do: who is asked, when again, what is believed, and that a closed guard only pauses."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from miauflix.infra.jobs.tables import JobRow
from miauflix.infra.scheduler import Schedule
from miauflix.peers import Sockets, VpnClosed
from miauflix.peers.guard import Closed, Open
from miauflix.sources.discovery import Searched, register
from miauflix.sources.providers.protocol import Film, Found, SearchesMovies
from miauflix.sources.scraping import Scraper
from miauflix.sources.store import availability
from miauflix.sources.tables import TitleSearchRow, TorrentRow
from miauflix.sources.types import WebFile as PlainFile
from tests.fakes.served import served
from tests.fakes.web_files import WebFile
from tests.services.swarm import LabTorrent, make_film, make_torrent
from tests.sources.discovery.house import FILM, House
from tests.sources.scraping.test_scraper import OK, Fake, fake, http_tracker


async def test_titles_are_searched_by_interest_and_again_after_growing_intervals(house: House) -> None:
    house.wanted = {"movie:1": 10.0, "movie:2": 90.0, "movie:404": 50.0}
    house.news["movie:2"] = Searched(4, 3)
    assert await house.discovery.search_titles() == "3 titles searched, 3 sources new, 3 titles put into the queue"
    assert house.searched == ["movie:2", "movie:404", "movie:1"]
    waits: list[float] = []
    house.wanted = {"movie:1": 10.0}
    for _ in range(4):
        async with house.database.read() as session:
            row = (await session.scalars(select(TitleSearchRow).where(TitleSearchRow.ref == "movie:1"))).one()
        waits.append((row.due_at - house.clock.now()) / timedelta(hours=1))
        house.clock.advance((row.due_at - house.clock.now()).total_seconds())
        await house.discovery.search_titles()
    assert waits == [24.0, 48.0, 96.0, 192.0]
    house.searched.clear()
    await house.discovery.search_titles()
    assert house.searched == [], "nothing is due"


async def test_a_search_that_nobody_answered_has_told_nothing_of_the_title(house: House) -> None:
    house.wanted = {"movie:1": 10.0}
    house.news["movie:1"] = Searched(4, 0)
    await house.discovery.search_titles()
    house.clock.advance(timedelta(hours=24).total_seconds())
    house.news["movie:1"] = Searched(0, 0, is_answered=False)
    for _ in range(5):
        assert await house.discovery.search_titles() == "1 titles searched, 0 sources new, 0 titles put into the queue"
        async with house.database.read() as session:
            row = (await session.scalars(select(TitleSearchRow))).one()
        assert (row.found, row.misses, row.due_at - house.clock.now()) == (4, 1, timedelta(minutes=15))
        house.clock.advance(timedelta(minutes=15).total_seconds())
    house.news["movie:1"] = Searched(4, 1)
    await house.discovery.search_titles()
    async with house.database.read() as session:
        row = (await session.scalars(select(TitleSearchRow))).one()
    assert (row.misses, row.due_at - house.clock.now()) == (0, timedelta(hours=12))


async def test_only_so_many_are_searched_at_once(house: House) -> None:
    house.wanted = {f"movie:{number}": float(number) for number in range(1, 20)}
    await house.discovery.search_titles()
    assert house.searched == [f"movie:{number}" for number in range(19, 13, -1)]
    await house.discovery.search_titles()
    assert len(set(house.searched)) == 12


async def test_switched_off_it_searches_nothing_and_the_rest_goes_on(house: House, torrent: LabTorrent) -> None:
    house.wanted = {"movie:1": 1.0}
    house.discovery.is_searching = False
    assert "DISABLE_DISCOVERY" in await house.discovery.search_titles()
    await house.offer(torrent)
    assert (await house.discovery.update_stats()).startswith("0 of 1 swarms")
    assert house.searched == []


async def test_a_closed_guard_pauses_everything_and_one_that_opens_goes_on(house: House, torrent: LabTorrent) -> None:
    house.wanted = {"movie:1": 1.0}
    transport, url = await fake(Fake({bytes.fromhex(torrent.info_hash): (3, 0, 0)}))
    await house.offer(torrent, trackers=(url,), torrent_url="http://127.0.0.1:9/a.torrent")
    house.guard.set(Closed("the tunnel is down"))
    does = (house.discovery.search_titles, house.discovery.update_stats, house.discovery.fetch_files)
    assert [await do() for do in does] == ["Paused: the tunnel is down"] * 3
    row = await house.torrent()
    assert (house.searched, row.stats_misses, row.file_misses, house.discovery.paused) == (
        [],
        0,
        0,
        "the tunnel is down",
    )
    house.guard.set(Open())
    assert await house.discovery.update_stats() == "1 of 1 swarms counted by 1 of 1 trackers"
    transport.close()


async def test_a_torrent_file_is_fetched_and_believed_only_if_it_is_the_one(
    house: House, torrent: LabTorrent, tmp_path: Path
) -> None:
    other = make_torrent(make_film(tmp_path / "other.mp4", size_bytes=200_000, seed=2))
    for content, said in (
        (other.metainfo, "0 .torrent files fetched, 1 asked"),
        (torrent.metainfo, "1 .torrent files"),
    ):
        server, url, _ = await http_tracker(OK + content)
        await house.offer(torrent, torrent_url=url)
        house.clock.advance(86_400)
        async with server:
            assert (await house.discovery.fetch_files()).startswith(said)
    row = await house.torrent()
    assert (row.file is not None, row.file_due_at, row.file_misses) == (True, None, 0)
    async with house.database.read() as session:
        assert (await house.discovery.numbers(session))["files_last_hour"] == 1
        (job,) = await session.scalars(select(JobRow))
        assert (await house.sources.best_for(session, FILM)).torrent.metainfo == torrent.metainfo
    assert dict(job.args) == {"torrent_id": row.id}, "a job names the row and nothing else"


async def test_a_link_is_followed_over_redirects_each_judged_by_itself(house: House, torrent: LabTorrent) -> None:
    there, url, asked = await http_tracker(OK + torrent.metainfo)
    moved, old, _ = await http_tracker(b"HTTP/1.1 302 Found\r\nLocation: " + url.encode() + b"\r\n\r\n")
    await house.offer(torrent, torrent_url=old)
    async with there, moved:
        assert (await house.discovery.fetch_files()).startswith("1 .torrent files fetched")
    assert len(asked) == 1


async def test_a_file_in_a_folder_of_the_operators_is_read_where_it_lies(
    house: House, torrent: LabTorrent, tmp_path: Path
) -> None:
    folder = tmp_path / "watched folder"
    folder.mkdir()
    (folder / "one.torrent").write_bytes(torrent.metainfo)
    (tmp_path / "outside.torrent").write_bytes(torrent.metainfo)
    house.environment["feed"] = folder.as_uri(), None
    await house.offer(torrent, torrent_url=(tmp_path / "outside.torrent").as_uri())
    assert (await house.discovery.fetch_files()).startswith("0 .torrent files fetched"), "nobody's folder"
    (member,) = [one for one in await house.providers.members() if one.name == "feed"]
    assert isinstance(member.provider, SearchesMovies)
    found = await member.provider.search_movie(Film(("A Film",), 2026))
    assert isinstance(found, Found)
    async with house.database.write() as session:
        await house.sources.put_offers(session, FILM, found.offers)
    house.clock.advance(86_400)
    assert (await house.discovery.fetch_files()).startswith("1 .torrent files fetched")


async def test_a_closed_guard_looks_up_no_name(
    house: House, torrent: LabTorrent, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up: list[object] = []

    async def never(*args: object, **_: object) -> list[object]:
        looked_up.append(args)
        return []

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", never)
    await house.offer(torrent, trackers=("udp://t.example:1/announce",), torrent_url="http://t.example/a.torrent")
    house.guard.set(Closed("the tunnel is down"))
    with pytest.raises(VpnClosed):
        await Scraper(Sockets(house.guard), lambda _: True).scrape({b"i" * 20: ["udp://t.example:1/announce"]})
    with pytest.raises(VpnClosed):
        await house.providers.fetch_torrent("http://t.example/a.torrent")
    assert looked_up == []


async def test_a_file_that_cannot_be_had_is_asked_of_the_swarm_less_and_less_often(
    house: House, torrent: LabTorrent
) -> None:
    await house.offer(torrent)
    waits: list[float] = []
    for _ in range(8):
        assert await house.discovery.fetch_files() == "0 .torrent files fetched, 1 asked of their swarms"
        row = await house.torrent()
        if row.file_due_at is not None:
            waits.append((row.file_due_at - house.clock.now()) / timedelta(hours=1))
            house.clock.advance((row.file_due_at - house.clock.now()).total_seconds())
    assert waits == [1, 2, 4, 8, 16, 32, 64]
    assert (await house.torrent()).file_due_at is None, "in the end it is given up"


async def test_dead_links_go_and_their_titles_are_searched_again(house: House, torrent: LabTorrent) -> None:
    house.wanted = {str(FILM): 1.0}
    await house.discovery.search_titles()
    await house.offer(torrent)
    assert (await house.discovery.resync()).startswith("0 titles")
    for _ in range(6):
        house.clock.advance(8 * 86_400)
        await house.discovery.update_stats()
    house.searched.clear()
    assert (await house.discovery.resync()).startswith("1 titles lost a dead source")
    async with house.database.read() as session:
        assert await availability(session, [str(FILM)]) == set()
        numbers = await house.discovery.numbers(session)
    assert (numbers["dead"], numbers["torrents"], numbers["titles_due"]) == (1, 0, 1)
    await house.discovery.search_titles()
    assert house.searched == [str(FILM)]
    await house.offer(torrent)
    assert (await house.torrent()).dead_at is None, "a provider that lists it again brings it back"
    house.clock.advance(400 * 86_400)
    async with house.database.write() as session:
        row = (await session.scalars(select(TorrentRow))).one()
        row.dead_at = house.clock.now() - timedelta(days=91)
    assert "1 dead ones forgotten" in await house.discovery.resync()


@pytest.fixture
async def file(house: House) -> AsyncGenerator[WebFile]:
    """A film on a web server, as a source."""
    file = WebFile(bytes(1000))
    async with served(file) as base_url:
        house.outbound.trust("test", [base_url])
        await house.list_file(base_url)
        yield file


async def test_files_on_web_servers_that_nobody_lists_are_asked_for_and_go_when_they_are_gone(
    house: House, file: WebFile
) -> None:
    house.wanted = {str(FILM): 1.0}
    await house.discovery.search_titles()
    house.clock.advance(13 * 86_400)
    file.status = 404
    assert (await house.discovery.resync()).startswith("0 titles")
    assert file.requests == [], "it was listed lately"
    house.clock.advance(2 * 86_400)
    for trouble in (503, 429, 403):
        file.status = trouble
        assert (await house.discovery.resync()).startswith("0 titles"), "which may pass"
        house.clock.advance(15 * 86_400)
    file.status = 404
    house.guard.set(Closed("the tunnel is down"))
    assert (await house.discovery.resync()).startswith("0 titles")
    house.guard.set(Open())
    assert (await house.discovery.resync()).startswith("1 titles lost a dead source")
    async with house.database.read() as session:
        assert await availability(session, [str(FILM)]) == set()
        numbers = await house.discovery.numbers(session)
    assert (numbers["dead"], numbers["titles_due"]) == (1, 1)
    house.clock.advance(91 * 86_400)
    file.requests.clear()
    assert "1 dead ones forgotten" in await house.discovery.resync()
    assert file.requests == [], "what is gone is not asked for again"


async def test_a_file_that_is_there_is_asked_for_again_as_late_as_if_it_had_been_listed(
    house: House, file: WebFile
) -> None:
    for _ in range(3):
        house.clock.advance(15 * 86_400)
        await house.discovery.resync()
        await house.discovery.resync()
    assert [method for method, _ in file.requests] == ["HEAD"] * 3


async def test_only_so_many_web_servers_are_asked_in_one_run(
    house: House, file: WebFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("miauflix.sources.discovery.service._WEB_FILES", 2)
    async with house.database.read() as session:
        opened = (await house.sources.best_for(session, FILM)).opens
    assert isinstance(opened, PlainFile)
    for number in range(4):
        await house.list_file(f"{opened.url}/{number}")
    house.clock.advance(15 * 86_400)
    file.status = 410
    said = [await house.discovery.resync() for _ in range(4)]
    assert [int(one.split()[0]) for one in said] == [1, 1, 1, 0], "one film lost two, two and one"
    assert len(file.requests) == 10, "each by a HEAD and by its first byte"


async def test_the_tasks_have_the_names_that_others_rely_on(house: House) -> None:
    schedule = Schedule()
    register(schedule, house.discovery)
    assert {*schedule.tasks} == {"movieSourceSearch", "dataFileSearch", "updateSourcesStats", "resyncMovieSources"}
