"""What is particular to each kind of provider."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from miauflix.infra.outbound import Outbound
from miauflix.kit.clock import ManualClock
from miauflix.kit.playable import Episode, Movie
from miauflix.sources.parsing import Match, Wanted, matches, parse
from miauflix.sources.providers.demo import DemoShelf
from miauflix.sources.providers.eztv.adapter import Eztv
from miauflix.sources.providers.feed.adapter import Feed
from miauflix.sources.providers.kinds import Setup
from miauflix.sources.providers.protocol import (
    EpisodeOf,
    Failed,
    Fetched,
    Film,
    Found,
    Healthy,
    Nothing,
    SearchesEpisodes,
    SearchesMovies,
)
from miauflix.sources.providers.stremio.adapter import Stremio
from miauflix.sources.providers.template.adapter import Template
from miauflix.sources.providers.therarbg.adapter import TheRarbg
from miauflix.sources.providers.torznab.adapter import Torznab
from miauflix.sources.types import Offer
from tests.fakes.providers import troubles
from tests.fakes.providers.archive import FakeArchive
from tests.fakes.providers.fake import EPISODE, FILM, TRACKER, as_json, episode, film
from tests.fakes.providers.json_services import FakeEztv, FakeStremio, FakeTheRarbg
from tests.fakes.providers.xml_services import KEY, FakeFeed, FakeTorznab
from tests.services.swarm import make_film, make_torrent
from tests.sources.providers.conftest import MakeBench


def hashes(outcome: object) -> list[str | None]:
    assert isinstance(outcome, Found), outcome
    return [offer.info_hash for offer in outcome.offers]


def numbered(numbers: Sequence[int]) -> list[str]:
    return [f"{number:040x}" for number in numbers]


# YTS-style


async def test_a_film_of_columns_gets_a_name_that_reads_back(bench: MakeBench) -> None:
    made = await bench("yts")
    made.fake.listed = [film()]
    outcome = await made.search()
    assert isinstance(outcome, Found)
    (offer,) = outcome.offers
    release = parse(offer.name)
    assert isinstance(matches(release, Wanted(FILM.titles, year=FILM.year)), Match)
    assert (release.resolution, release.source, release.codec) == ("1080p", "web", "h264")
    assert (offer.resolution, offer.quality, offer.codec) == ("1080p", "web", "h264")
    assert made.fake.queries == [{"query_term": "tt9000001", "limit": "50"}]


async def test_without_an_imdb_id_the_title_is_searched_for(bench: MakeBench) -> None:
    made = await bench("yts")
    made.fake.listed = [film()]
    assert isinstance(made.provider, SearchesMovies)
    assert hashes(await made.provider.search_movie(replace(FILM, imdb_id=None))) == numbered([1])


# EZTV-style


async def test_the_latest_of_everything_is_not_taken_for_an_answer(bench: MakeBench) -> None:
    made = await bench("eztv", FakeEztv([episode(1, imdb="tt0000555")]))
    assert await made.search() == Nothing()
    assert isinstance(made.provider, Eztv)
    assert await made.provider.search_episode(replace(EPISODE, imdb_id=None)) == Nothing()
    assert len(made.fake.requests) == 1, "without an id there is nothing to ask"


async def test_only_the_episode_and_packs_of_its_season_are_taken(bench: MakeBench) -> None:
    listed = [episode(1), episode(2, episode=3), episode(3, season=2), episode(4, episode=0)]
    made = await bench("eztv", FakeEztv(listed))
    outcome = await made.search()
    assert hashes(outcome) == numbered([1, 4])
    assert isinstance(outcome, Found)
    assert [(offer.is_pack, offer.episode) for offer in outcome.offers] == [(False, 2), (True, None)]
    assert outcome.offers[0].trackers == (TRACKER,)


async def test_pages_are_turned_until_the_episode_has_come_and_gone(bench: MakeBench) -> None:
    others = [episode(number, episode=9) for number in range(2, 500)]
    made = await bench("eztv", FakeEztv([*others[:150], episode(1), *others[150:]]))
    assert hashes(await made.search()) == numbered([1])
    assert [query["page"] for query in made.fake.queries] == ["1", "2", "3"]


# TheRARBG-style


async def test_a_season_is_searched_for_when_the_episode_is_not_there(bench: MakeBench) -> None:
    made = await bench("therarbg", FakeTheRarbg([episode(5, name="Harbour.Lights.S01.1080p.WEB.x265-CAT")]))
    assert isinstance(made.provider, TheRarbg)
    outcome = await made.provider.search_episode(EPISODE)
    assert hashes(outcome) == numbered([5])
    assert "keywords:Harbour Lights S01E02:category:TV" in made.fake.paths[0]
    assert "keywords:Harbour Lights S01:category:TV" in made.fake.paths[1]
    assert isinstance(outcome, Found)
    assert outcome.offers[0].imdb_id == "tt9000002", "a stray letter behind the id is dropped"


# Torznab


@pytest.mark.parametrize("is_prowlarr", [False, True])
async def test_an_indexer_is_asked_for_what_it_understands(bench: MakeBench, *, is_prowlarr: bool) -> None:
    made = await bench("torznab", FakeTorznab([film(), episode(2)], is_prowlarr=is_prowlarr), path="/1/api")
    assert isinstance(made.provider, Torznab)
    assert hashes(await made.provider.search_movie(FILM)) == numbered([1])
    assert hashes(await made.provider.search_episode(EPISODE)) == numbered([2])
    asked = [
        {key: query[key] for key in sorted(query) if key not in {"apikey", "limit", "cat"}}
        for query in made.fake.queries
    ]
    assert asked == [
        {"t": "caps"},
        {"imdbid": "tt9000001", "t": "movie"},
        {"ep": "2", "q": "Harbour Lights", "season": "1", "t": "tvsearch"},
    ]
    assert {query["apikey"] for query in made.fake.queries} == {KEY}


async def test_an_indexer_that_knows_words_only_is_asked_by_words(bench: MakeBench) -> None:
    made = await bench("torznab", FakeTorznab([film(), episode(2)], movie_params="", tv_params="q"))
    assert isinstance(made.provider, Torznab)
    assert hashes(await made.provider.search_movie(FILM)) == numbered([1])
    assert hashes(await made.provider.search_episode(EPISODE)) == numbered([2])
    assert [query.get("q") for query in made.fake.queries] == [None, "The Lamp Post 2026", "Harbour Lights S01E02"]
    assert {query["t"] for query in made.fake.queries} == {"caps", "search"}


async def test_what_an_id_does_not_find_words_may(bench: MakeBench) -> None:
    made = await bench("torznab", FakeTorznab([film(imdb="tt1")]))
    assert hashes(await made.search()) == numbered([1])
    assert [query.get("imdbid") for query in made.fake.queries] == [None, "tt9000001", None]


async def test_capabilities_are_asked_for_once_a_day(bench: MakeBench) -> None:
    made = await bench("torznab")
    for seconds in (0, 86_000, 1_000):
        made.clock.advance(seconds)
        await made.search()
    assert [query["t"] for query in made.fake.queries].count("caps") == 2


@pytest.mark.parametrize(
    ("code", "status", "kind"),
    [
        (100, 401, "auth_failed"),
        (101, 200, "auth_failed"),
        (201, 400, "malformed"),
        (500, 200, "rate_limited"),
        (900, 200, "unavailable"),
    ],
)
async def test_an_error_element_counts_whatever_the_status(bench: MakeBench, code: int, status: int, kind: str) -> None:
    made = await bench("torznab", FakeTorznab([film()], errors=[(code, status)]), path="/api")
    outcome = await made.search()
    assert isinstance(outcome, Failed)
    assert outcome.kind == kind


async def test_a_wrong_key_is_told_as_such_and_not_repeated(bench: MakeBench) -> None:
    made = await bench("torznab")
    wrong = Torznab(Setup("torznab", made.base_url, "wr0ng", made.outbound, made.clock))
    outcome = await wrong.search_movie(FILM)
    assert isinstance(outcome, Failed)
    assert outcome.kind == "auth_failed"
    assert "wr0ng" not in repr(outcome)


async def test_seeders_nobody_named_are_unknown_and_peers_count_both(bench: MakeBench) -> None:
    made = await bench("torznab", FakeTorznab([film(1, seeders=None, leechers=None), film(2)]))
    outcome = await made.search()
    assert isinstance(outcome, Found)
    assert [(offer.seeders, offer.leechers) for offer in outcome.offers] == [(None, None), (40, 5)]


@pytest.mark.parametrize("link", [None, "magnet:?xt=urn:btih:" + "ab" * 20])
async def test_a_link_through_the_indexer_leads_to_a_torrent_or_a_magnet(bench: MakeBench, link: str | None) -> None:
    fake = FakeTorznab([film(info_hash=None)], is_prowlarr=True, magnet_behind_link=link)
    made = await bench("torznab", fake)
    outcome = await made.search()
    assert isinstance(outcome, Found)
    (offer,) = outcome.offers
    assert offer.info_hash is None
    assert isinstance(made.provider, Torznab)
    assert await made.provider.fetch_torrent(offer) == Fetched(None if link else fake.metainfo, link)
    fake.trouble = troubles.page()
    assert isinstance(await made.provider.fetch_torrent(offer), Failed)


# Stremio


@pytest.mark.parametrize(
    ("change", "taken"),
    [
        ({"url": "https://files.example/film.mp4"}, True),
        ({"url": "http://files.example/film.mp4"}, False),
        ({"url": "https://files.example/film.mp4", "behaviorHints": {"proxyHeaders": {"request": {}}}}, False),
        ({"ytId": "abc"}, False),
        ({"externalUrl": "https://shop.example"}, False),
        ({"url": "file:///etc/passwd"}, False),
    ],
)
async def test_a_stream_is_a_torrent_or_a_file_by_https(
    bench: MakeBench, change: dict[str, Any], *, taken: bool
) -> None:
    stream = {"title": "The.Lamp.Post.2026.720p.WEB.x264-CAT", **change}
    made = await bench("stremio", FakeStremio([film()], mend=lambda _: as_json({"streams": [stream]})))
    outcome = await made.search()
    if not taken:
        assert outcome == Nothing()
        return
    assert isinstance(outcome, Found)
    assert [(one.http_url, one.info_hash) for one in outcome.offers] == [("https://files.example/film.mp4", None)]


async def test_seeders_trackers_and_file_are_read_from_where_add_ons_hide_them(bench: MakeBench) -> None:
    made = await bench("stremio", FakeStremio([episode(size="2.5 GB")]))
    assert isinstance(made.provider, Stremio)
    outcome = await made.provider.search_episode(EPISODE)
    assert isinstance(outcome, Found)
    (offer,) = outcome.offers
    assert (offer.seeders, offer.size_bytes, offer.file_index) == (40, round(2.5 * 1024**3), 0)
    assert offer.trackers == (TRACKER,)
    assert made.fake.paths == ["/stream/series/tt9000002:1:2.json"]
    assert await made.provider.search_movie(replace(FILM, imdb_id=None)) == Nothing()


# Internet Archive


async def test_an_item_becomes_files_by_https_and_its_torrent(bench: MakeBench) -> None:
    made = await bench("archive", FakeArchive([film()]))
    outcome = await made.search()
    assert isinstance(outcome, Found)
    file, torrent = outcome.offers
    assert (file.http_url or "").startswith(f"{made.base_url}/download/the-lamp-post/The.Lamp.Post")
    assert (file.resolution, file.codec, file.info_hash) == ("1080p", "h264", None)
    assert torrent.info_hash == f"{1:040x}"
    assert isinstance(matches(parse(file.name), Wanted(FILM.titles, year=FILM.year)), Match)


@pytest.mark.parametrize("licence", [None, "", "all rights reserved", ["see https://creativecommons.org/licenses/"]])
async def test_an_item_without_a_free_licence_is_left_alone(bench: MakeBench, licence: Any) -> None:
    made = await bench("archive", FakeArchive([film()], licence=licence))
    assert await made.search() == Nothing()


@pytest.mark.parametrize("value", [["The Lamp Post", "Another name"], "The Lamp Post"])
async def test_a_value_may_be_a_string_or_a_list(bench: MakeBench, value: Any) -> None:
    licence = ["http://creativecommons.org/publicdomain/mark/1.0/"]
    made = await bench("archive", FakeArchive([film()], title=value, year=["2026"], licence=licence))
    assert isinstance(await made.search(), Found)


@pytest.mark.parametrize(("title", "year"), [("The Lamp Post", "1999"), ("The Lamp Post Strikes Back", "2026")])
async def test_a_namesake_is_not_taken(bench: MakeBench, title: str, year: str) -> None:
    made = await bench("archive", FakeArchive([film()], title=title, year=year))
    assert await made.search() == Nothing()
    assert made.fake.paths == ["/advancedsearch.php"]


# Feeds and folders


async def test_a_feed_is_read_once_in_a_while_and_searched_here(bench: MakeBench) -> None:
    made = await bench("feed", FakeFeed([film(1), episode(2), film(3, name="Another.Film.2026.720p.WEB-CAT")]))
    assert isinstance(made.provider, Feed)
    assert hashes(await made.provider.search_movie(FILM)) == numbered([1])
    assert hashes(await made.provider.search_episode(EPISODE)) == numbered([2])
    assert await made.provider.search_movie(Film(("A Third",))) == Nothing()
    assert len(made.fake.requests) == 1
    made.clock.advance(601)
    await made.provider.search_movie(FILM)
    assert len(made.fake.requests) == 2


async def test_a_folder_of_torrents_is_searched_where_it_lies(tmp_path: Path) -> None:
    folder = tmp_path / "the torrents"
    folder.mkdir()
    torrent = make_torrent(make_film(tmp_path / "The.Lamp.Post.2026.1080p.WEB-CAT.mp4", size_bytes=100_000, seed=1))
    torrent.save(folder / "any name.torrent")
    (folder / "broken.torrent").write_bytes(b"d4:infod")
    (folder / "readme.txt").write_text("none")
    clock = ManualClock()
    outbound = Outbound(clock)
    feed = Feed(Setup("feed", folder.as_uri(), None, outbound, clock))
    outcome = await feed.search_movie(FILM)
    assert hashes(outcome) == [torrent.info_hash]
    assert isinstance(outcome, Found)
    assert await feed.fetch_torrent(outcome.offers[0]) == Fetched(metainfo=torrent.metainfo)
    stolen = await feed.fetch_torrent(Offer(provider="feed", name="x", torrent_url="../../etc/passwd"))
    assert isinstance(stolen, Failed)
    assert await feed.health() == Healthy("1 torrents")
    gone = Feed(Setup("feed", (tmp_path / "nowhere").as_uri(), None, outbound, clock))
    assert isinstance(await gone.search_movie(FILM), Failed)
    await outbound.aclose()


# The demo world


async def test_the_shelf_knows_what_was_put_on_it() -> None:
    shelf = DemoShelf()
    assert isinstance(shelf, SearchesMovies)
    assert isinstance(shelf, SearchesEpisodes)
    one = Offer(provider="demo", name="A", info_hash="a" * 40)
    two = Offer(provider="demo", name="B", info_hash="b" * 40)
    assert await shelf.search_movie(FILM) == Nothing()
    shelf.put(Movie(603), one, b"first")
    shelf.put(Episode(1399, 1, 2), two, b"second")
    assert await shelf.search_movie(FILM) == Found((one,))
    assert await shelf.search_episode(EPISODE) == Found((two,))
    assert await shelf.search_episode(EpisodeOf(("X",), 1, 3, tmdb_id=1399)) == Nothing()
    assert await shelf.fetch_torrent(two) == Fetched(metainfo=b"second")
    assert isinstance(await shelf.fetch_torrent(Offer(provider="demo", name="C", info_hash="c" * 40)), Failed)


# The template


async def test_the_template_works_as_it_stands(bench: MakeBench) -> None:
    rows = {"name": "A service", "items": [{"hash": "ab" * 20, "name": "X", "size": "1 GB", "seeders": 3}, {}, 7]}
    made = await bench("feed", FakeFeed(mend=lambda _: as_json(rows)))
    template = Template(Setup("template", made.base_url, None, made.outbound, made.clock))
    assert hashes(await template.search_movie(FILM)) == ["ab" * 20]
    assert await template.health() == Healthy("A service")
