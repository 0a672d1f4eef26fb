import asyncio
from datetime import date, datetime, timedelta

import pytest
import stamina

from miauflix.catalog.providers.tmdb import Patience, Tmdb, TmdbError, TmdbHasNone, TokenBucket
from miauflix.kit.clock import ManualClock
from tests.catalog.conftest import MakeTmdb, Site
from tests.fakes.tmdb import FakeTmdb, Fault
from tests.fakes.tmdb.world import TODAY
from tests.services.deadline import HANG_S

# How each fault is called on the admin's banner.
TROUBLES: dict[Fault, str] = {
    "refused": "tmdb_refused",
    "limited": "tmdb_limited",
    "server_error": "tmdb_unreachable",
    "offline": "tmdb_unreachable",
    "html": "tmdb_broken",
    "html_error": "tmdb_broken",
    "cut": "tmdb_broken",
    "not_an_object": "tmdb_broken",
    "astray": "tmdb_unreachable",
    "slow": "tmdb_unreachable",
}
MOVIES = "/movie/popular"


async def test_a_film_comes_whole_in_one_call(tmdb: Tmdb, fake: FakeTmdb) -> None:
    film = await tmdb.movie(1002, ["en", "de"])
    assert (film.id, film.runtime) == (1002, 80 + 1002 % 70)
    assert film.credits is not None
    assert film.images is not None
    assert [len(film.credits.cast), len(film.translations), len(film.videos)] == [12, 5, 2]
    assert {one.iso_639_1 for one in film.images.posters} == {None, "en", "de"}
    assert film.external_ids is not None
    assert film.external_ids.imdb_id == "tt0001002"
    assert fake.asked == {"/3/movie/1002": 1}


async def test_a_show_and_its_season_come_with_their_episodes(tmdb: Tmdb) -> None:
    show = await tmdb.show(1004, ["en"])
    assert [(one.season_number, one.episode_count) for one in show.seasons] == [(0, 3), (1, 7)]
    season = await tmdb.season(1004, 1, "de")
    assert [one.name for one in season.episodes][:2] == ["Folge 1", "Folge 2"]
    assert season.episodes[-1].episode_type == "finale"


async def test_what_tmdb_does_not_have_is_none_and_no_trouble(tmdb: Tmdb) -> None:
    for question in (tmdb.movie(5, []), tmdb.show(5, []), tmdb.season(1004, 9, "en"), tmdb.person(5_000_000, "en")):
        with pytest.raises(TmdbHasNone):
            await question
    assert await tmdb.health.report() == []


async def test_a_page_is_asked_for_once_while_it_is_fresh_and_by_all_at_once(
    tmdb: Tmdb, make_tmdb: MakeTmdb, fake: FakeTmdb, clock: ManualClock
) -> None:
    pages = await asyncio.gather(*(tmdb.list_page(MOVIES, 1) for _ in range(5)))
    assert len({tuple(one.id for one in page.results) for page in pages}) == 1
    assert await make_tmdb().list_page(MOVIES, 1) == pages[0], "the next process finds it in the database"
    assert fake.asked["/3/movie/popular"] == 1
    clock.advance(timedelta(hours=6).total_seconds() + 1)
    await tmdb.list_page(MOVIES, 1)
    assert fake.asked["/3/movie/popular"] == 2


@pytest.mark.parametrize("fault", TROUBLES)
async def test_a_page_that_was_there_stays_there_and_the_admin_is_told_why(
    tmdb: Tmdb, fake: FakeTmdb, clock: ManualClock, fault: Fault
) -> None:
    before = await tmdb.list_page(MOVIES, 1)
    clock.advance(timedelta(days=2).total_seconds())
    fake.fault, fake.retry_after = fault, "600"
    patience = Patience(0.5 if fault == "slow" else HANG_S)
    assert await tmdb.list_page(MOVIES, 1, patience=patience) == before
    with pytest.raises(TmdbError):
        await tmdb.list_page(MOVIES, 2, patience=patience)
    assert [one.code for one in await tmdb.health.report()] == [TROUBLES[fault]]
    fake.fault = None
    clock.advance(3600)
    await tmdb.list_page(MOVIES, 2)
    assert await tmdb.health.report() == []


@pytest.mark.parametrize("fault", ["wrong_types", "empty_strings", "no_members"])
async def test_members_that_cannot_be_read_are_missing_and_the_rest_is_there(
    tmdb: Tmdb, fake: FakeTmdb, fault: Fault
) -> None:
    fake.fault = fault
    film, show = await tmdb.movie(1002, ["en"]), await tmdb.show(1004, ["en"])
    assert (film.id, film.title, film.release_date, film.runtime, film.genres) == (1002, "", None, None, film.genres)
    assert (show.id, show.in_production, show.episode_run_time) == (1004, None, [])
    assert [one.season_number for one in show.seasons] == [0, 1]
    assert [one.episode_number for one in (await tmdb.season(1004, 1, "en")).episodes] == [1, 2, 3, 4, 5, 6, 7]
    page = await tmdb.list_page(MOVIES, 1)
    assert len(page.results) == 20
    assert {one.released for one in page.results} == {None}
    assert (await tmdb.person(7, "en")).id == 7


async def test_after_half_a_year_nothing_is_kept(tmdb: Tmdb, fake: FakeTmdb, clock: ManualClock) -> None:
    await tmdb.list_page(MOVIES, 1)
    clock.advance(timedelta(days=181).total_seconds())
    fake.fault = "html"
    await tmdb.answers.forget_old()
    tmdb.answers._memory.clear()
    with pytest.raises(TmdbError):
        await tmdb.list_page(MOVIES, 1)


async def test_quiet_that_is_asked_for_is_kept_by_all_and_then_the_answer_comes(
    tmdb: Tmdb, fake: FakeTmdb, clock: ManualClock
) -> None:
    fake.limit = 10
    began = clock.now()
    pages = await asyncio.gather(*(tmdb.list_page(MOVIES, page) for page in range(1, 5)))
    assert all(page.results for page in pages)
    fake.limit, fake.fault, fake.retry_after = None, "limited", "20"
    with pytest.raises(TmdbError) as told:
        await tmdb.list_page("/tv/popular", 1, patience=Patience(5))
    assert told.value.retry_at is not None
    assert told.value.retry_at - clock.now() > timedelta(seconds=15)
    asked = fake.asked.total()
    with pytest.raises(TmdbError):
        await tmdb.movie(1002, [], patience=Patience(5))
    assert fake.asked.total() == asked, "nobody asks while it wants quiet"
    fake.fault = None
    assert (await tmdb.movie(1002, [], patience=Patience(60))).id == 1002
    assert clock.now() - began >= timedelta(seconds=20)


async def test_a_server_that_stumbles_once_is_asked_again(tmdb: Tmdb, fake: FakeTmdb) -> None:
    fake.fault, fake.fault_times = "server_error", 1
    assert (await tmdb.movie(1002, [])).id == 1002
    assert fake.asked.total() == 2


@pytest.mark.parametrize("fault", ["offline", "server_error"])
async def test_one_question_is_three_requests_at_most_and_each_takes_its_turn(
    tmdb: Tmdb, fake: FakeTmdb, clock: ManualClock, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns: list[datetime] = []
    turn = TokenBucket.turn

    async def counted(bucket: TokenBucket, *, until: datetime) -> None:
        turns.append(clock.now())
        await turn(bucket, until=until)

    monkeypatch.setattr(TokenBucket, "turn", counted)
    fake.fault = fault
    with stamina.set_testing(False), pytest.raises(TmdbError):
        await tmdb.movie(1002, [])
    assert (fake.asked.total(), len(turns)) == (3, 3)
    assert turns[0] < turns[1] < turns[2], "with a pause before each repetition"


async def test_an_address_without_tmdb_behind_it_is_trouble_and_not_an_empty_catalogue(
    make_tmdb: MakeTmdb, site: Site
) -> None:
    """TMDB_API_URL without its /3: every path is a 404 in JSON, as TMDB words it."""
    tmdb = make_tmdb(base_url=site.url)
    for question in (tmdb.list_page(MOVIES, 1), tmdb.genres("tv", "en")):
        with pytest.raises(TmdbError, match="/3"):
            await question
    with pytest.raises(TmdbHasNone):
        await tmdb.movie(1002, [])
    assert [one.code for one in await tmdb.health.report()] == ["tmdb_broken"], "a 404 says nothing of TMDB"
    with pytest.raises(TmdbError, match="/3"):
        await tmdb.changes("tv", TODAY, TODAY)
    (line,) = await tmdb.health.report()
    assert line.code == "tmdb_broken"
    assert "/3" in line.fix


async def test_a_banner_is_taken_down_by_whoever_finds_tmdb_well(
    make_tmdb: MakeTmdb, fake: FakeTmdb, clock: ManualClock
) -> None:
    """Two processes: one is well, the other notes trouble and dies with it."""
    well, dying = make_tmdb(), make_tmdb()
    await well.list_page(MOVIES, 1)
    fake.fault = "html"
    with pytest.raises(TmdbError):
        await dying.list_page(MOVIES, 2)
    assert [one.code for one in await well.health.report()] == ["tmdb_broken"]
    fake.fault = None
    clock.advance(61)
    await well.list_page(MOVIES, 3)
    assert await well.health.report() == []


async def test_trouble_that_goes_on_is_noted_again_after_another_process_found_none(
    make_tmdb: MakeTmdb, fake: FakeTmdb, clock: ManualClock
) -> None:
    well, cut_off = make_tmdb(), make_tmdb()
    fake.fault = "html"
    with pytest.raises(TmdbError):
        await cut_off.list_page(MOVIES, 1)
    fake.fault = None
    await well.list_page(MOVIES, 1)
    clock.advance(61)
    fake.fault = "html"
    with pytest.raises(TmdbError):
        await cut_off.list_page(MOVIES, 2)
    assert [one.code for one in await well.health.report()] == ["tmdb_broken"]


@pytest.mark.parametrize("fault", ["wrong_types", "empty_strings", "no_members"])
async def test_a_spoiled_answer_is_not_kept(tmdb: Tmdb, fake: FakeTmdb, fault: Fault) -> None:
    fake.fault = fault
    assert (await tmdb.genres("tv", "en")).is_blank
    assert (await tmdb.list_page(MOVIES, 1)).is_blank
    fake.fault = None
    assert not (await tmdb.genres("tv", "en")).is_blank
    assert not (await tmdb.list_page(MOVIES, 1)).is_blank


@pytest.mark.parametrize(
    ("language", "tag"), [("de", "de"), ("pt-BR", "pt-BR"), ("zh-Hant", "zh-TW"), ("sr-Latn", "sr")]
)
async def test_a_language_is_asked_for_as_tmdb_calls_it(tmdb: Tmdb, fake: FakeTmdb, language: str, tag: str) -> None:
    await tmdb.season(1004, 1, language)
    assert fake.languages == [tag]


async def test_who_is_down_is_left_alone_for_a_while(tmdb: Tmdb, fake: FakeTmdb, clock: ManualClock) -> None:
    fake.fault = "html"
    for number in range(3):
        with pytest.raises(TmdbError):
            await tmdb.movie(1001 + number, [])
    asked = fake.asked.total()
    fake.fault = None
    with pytest.raises(TmdbError):
        await tmdb.movie(1010, [])
    assert fake.asked.total() == asked
    clock.advance(300)
    assert (await tmdb.movie(1010, [])).id == 1010


async def test_a_wrong_token_is_named_and_never_shown(make_tmdb: MakeTmdb) -> None:
    tmdb = make_tmdb("another token")
    with pytest.raises(TmdbError) as told:
        await tmdb.movie(1002, [])
    (line,) = await tmdb.health.report()
    assert (line.code, line.severity) == ("tmdb_refused", "error")
    assert "TMDB_API_ACCESS_TOKEN" in line.fix
    assert "another token" not in str(told.value) + line.message + line.fix


async def test_changes_are_read_to_the_last_page(tmdb: Tmdb, fake: FakeTmdb) -> None:
    fake.world.changed["tv"] = set(range(1, 251))
    assert await tmdb.changes("tv", date(2026, 11, 8), date(2026, 11, 21)) == set(range(1, 251))
    assert fake.asked["/3/tv/changes"] == 3
    with pytest.raises(TmdbHasNone):
        await tmdb.changes("tv", date(2026, 11, 1), date(2026, 11, 21))


async def test_genres_come_in_the_language_asked_for(tmdb: Tmdb) -> None:
    assert {one.name for one in (await tmdb.genres("movie", "de")).genres} >= {"Action (de)", "Drama (de)"}
