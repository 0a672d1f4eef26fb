import asyncio
from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from miauflix.catalog import store, turns
from miauflix.catalog.library import Library
from miauflix.catalog.lists import SEEDED, fill_list
from miauflix.catalog.seeding import Step, seed_once, seeding
from miauflix.catalog.store import learning
from miauflix.catalog.syncing import sync_incomplete_seasons, sync_titles
from miauflix.catalog.types import Kind
from miauflix.infra.db import Database
from miauflix.kit.clock import ManualClock
from tests.fakes.tmdb import FakeTmdb


async def seeded(library: Library) -> list[Step]:
    return [step async for step in seeding(library)]


async def test_what_a_list_names_is_read_and_read_again_when_tmdb_has_changed_it(
    library: Library, fake: FakeTmdb, clock: ManualClock
) -> None:
    await library.refresh_genres(["en"])
    await fill_list(library, SEEDED[0])
    assert await sync_titles(library) == "0 changed at TMDB; 90 read"
    clock.advance(timedelta(hours=2).total_seconds())
    assert await sync_titles(library) == "0 changed at TMDB; 0 read"
    fake.world.changed["movie"] = {1002, 1003, 77}
    fake.asked.clear()
    assert await sync_titles(library) == "2 changed at TMDB; 2 read"
    assert {path for path in fake.asked if path.startswith("/3/movie/1")} == {"/3/movie/1002", "/3/movie/1003"}


async def test_a_title_that_the_database_did_not_take_costs_no_other(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when it was one of two transactions that waited for each other."""
    await library.refresh_genres(["en"])
    await fill_list(library, SEEDED[0])
    learn, fails = library.learn_title, iter([True])

    async def once_in_vain(kind: Kind, tmdb_id: int) -> None:
        if next(fails, False):
            raise OperationalError("INSERT", {}, ConnectionResetError())
        await learn(kind, tmdb_id)

    monkeypatch.setattr(library, "learn_title", once_in_vain)
    assert await sync_titles(library) == "0 changed at TMDB; 89 read; 1 not read: the database did not take it"
    assert await sync_titles(library) == "0 changed at TMDB; 1 read"


async def test_titles_of_before_learn_a_language_that_is_new_in_the_house(
    library: Library, any_database: Database, fake: FakeTmdb
) -> None:
    await library.see_title("movie", 1002)
    async with any_database.read() as session:
        assert await learning.to_translate(session, "de", below=10_000, limit=10) == [("movie", 1002)]
        assert await learning.to_translate(session, "en", below=10_000, limit=10) == []


async def test_a_title_that_tmdb_takes_back_stays_and_is_not_asked_for_again(
    library: Library, any_database: Database, fake: FakeTmdb
) -> None:
    await library.see_title("movie", 1002)
    fake.world.changed["movie"] = {1002}
    object.__setattr__(fake.world, "movies", 1)
    assert await sync_titles(library) == "1 changed at TMDB; 0 read; 1 no longer at TMDB"
    fake.world.changed["movie"] = set()
    assert await sync_titles(library) == "0 changed at TMDB; 0 read"
    async with any_database.read() as session:
        assert (await store.movie_card(session, 1002, "en")).row.name


async def test_seasons_get_their_episodes_and_then_rest(
    library: Library, any_database: Database, fake: FakeTmdb, clock: ManualClock
) -> None:
    for number in (1004, 1005):
        await library.see_title("show", number)
    assert await sync_incomplete_seasons(library) == "4 seasons to read; 4 read"
    assert await sync_incomplete_seasons(library) == "0 seasons to read; 0 read"
    async with any_database.read() as session:
        show = await store.card(session, "show", 1005, "en")
        seasons = await store.seasons(session, show.row.id)
    assert [count for *_, count in seasons] == [row.episode_count for row, *_ in seasons]
    clock.advance(timedelta(days=2).total_seconds())
    said = await sync_incomplete_seasons(library)
    assert said.startswith("2 seasons to read"), "1005 is still in production, 1004 has ended"


async def test_a_season_that_tmdb_does_not_have_is_put_off_and_keeps_nobody_waiting(
    library: Library, any_database: Database, fake: FakeTmdb
) -> None:
    await library.see_title("show", 1004)
    object.__setattr__(fake.world, "shows", 1)
    assert await sync_incomplete_seasons(library) == "2 seasons to read; 0 read; 2 no longer at TMDB"
    assert await sync_incomplete_seasons(library) == "0 seasons to read; 0 read"


async def test_trouble_ends_a_run_early_and_says_why(library: Library, fake: FakeTmdb) -> None:
    await library.refresh_genres(["en"])
    await fill_list(library, SEEDED[0])
    fake.faulty_path, fake.fault = "/3/movie/1", "refused"
    said = await sync_titles(library)
    assert said.startswith("0 changed at TMDB; 0 read; 90 not read: TMDB answered 401")
    assert fake.asked.total() < 40
    fake.faulty_path = "/3/"
    assert (await sync_titles(library)).startswith("nothing: ")


async def test_what_is_missing_is_read_though_nobody_can_say_what_has_changed(library: Library, fake: FakeTmdb) -> None:
    await library.refresh_genres(["en"])
    await fill_list(library, SEEDED[0])
    fake.faulty_path, fake.fault = "/3/movie/changes", "server_error"
    assert await sync_titles(library) == "what has changed is not known: TMDB answered 500; 90 read"


async def test_a_season_without_names_is_put_off_and_keeps_nobody_waiting(library: Library, fake: FakeTmdb) -> None:
    await library.see_title("show", 1004)
    fake.faulty_path, fake.fault = "/3/tv/1004/season/1", "empty_strings"
    assert (await sync_incomplete_seasons(library)).startswith(
        "2 seasons to read; 1 read; 1 not read: TMDB's answer about season 1"
    )
    assert await sync_incomplete_seasons(library) == "0 seasons to read; 0 read"


async def test_seasons_are_read_again_when_a_language_is_new_in_the_house(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    await library.see_title("show", 1004)
    assert await sync_incomplete_seasons(library) == "2 seasons to read; 2 read"

    async def both(_self: Library) -> list[str]:
        return ["de", "en"]

    monkeypatch.setattr(Library, "languages", both)
    assert await sync_incomplete_seasons(library) == "2 seasons to read; 2 read"
    assert await sync_incomplete_seasons(library) == "0 seasons to read; 0 read"


async def test_seeding_fills_the_four_lists_and_again_asks_for_nothing(
    library: Library, any_database: Database, fake: FakeTmdb
) -> None:
    steps = await seeded(library)
    assert steps[-1].said.startswith("4 lists with 150 titles; 150 read")
    assert steps[0].what == "lists"
    asked = fake.asked.total()
    again = await seeded(library)
    assert again[-1].said.startswith("4 lists with 150 titles; 0 read")
    assert fake.asked.total() == asked


async def test_of_two_that_fill_one_catalogue_one_does_the_work(library: Library, fake: FakeTmdb) -> None:
    first, second = await asyncio.gather(seeded(library), seeded(library))
    lines = sorted(one[-1].said.rpartition("; ")[0] for one in (first, second))
    assert lines == ["4 lists with 150 titles; 0 read", "4 lists with 150 titles; 150 read"]
    assert {times for path, times in fake.asked.items() if path.rpartition("/")[2].isdigit()} == {1}


async def test_a_catalogue_is_filled_by_itself_once(library: Library, fake: FakeTmdb, clock: ManualClock) -> None:
    fake.fault = "html"
    assert (await seed_once(library)).startswith("nothing: ")
    fake.fault = None
    clock.advance(600)
    assert (await seed_once(library)).startswith("4 lists with 150 titles; 150 read")
    asked = fake.asked.total()
    clock.advance(timedelta(days=100).total_seconds())
    assert (await seed_once(library)).startswith("nothing: the catalogue was filled on ")
    assert fake.asked.total() == asked


async def test_how_far_it_is_stands_on_the_banner_and_what_is_missing_is_left_to_it(
    library: Library, any_database: Database, clock: ManualClock
) -> None:
    steps = seeding(library)
    async for step in steps:
        clock.advance(3)
        if step.what == "titles" and step.done >= 30:
            break
    (line,) = await turns.report(any_database, clock)
    assert (line.code, line.severity) == ("catalogue_filling", "info")
    assert " of 150 titles" in line.message
    assert str(line.values["how_far"]).endswith(" of 150")
    assert (await sync_titles(library)).startswith("nothing: ")
    await steps.aclose()
    assert await turns.report(any_database, clock) == []


async def test_who_dies_filling_it_keeps_nobody_from_going_on(
    library: Library, any_database: Database, clock: ManualClock
) -> None:
    assert await turns.Turn(any_database, clock).take()
    (line,) = await turns.report(any_database, clock)
    assert line.values == {"how_far": "just begun"}, "0 of 0 says nothing"
    other = turns.Turn(any_database, clock)
    assert not await other.take()
    clock.advance(16)
    assert await other.take()


async def test_seeding_that_was_cut_short_goes_on_where_it_was(
    library: Library, any_database: Database, fake: FakeTmdb
) -> None:
    steps = seeding(library)
    async for step in steps:
        if step.what == "titles" and step.done >= 30:
            break
    await steps.aclose()
    async with any_database.read() as session:
        before = await learning.detailed(session, "movie", fake.world.ids("movie"))
        before |= await learning.detailed(session, "show", fake.world.ids("tv"))
    assert len(before) >= 15
    fake.asked.clear()
    assert (await seeded(library))[-1].said.startswith("4 lists with 150 titles")
    again = {path for path, times in fake.asked.items() if times > 1}
    assert again == set()
