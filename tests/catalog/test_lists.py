from collections import Counter
from datetime import timedelta

import pytest

from miauflix.catalog import put_list
from miauflix.catalog.errors import UnknownList
from miauflix.catalog.library import Library
from miauflix.catalog.lists import SEEDED, fill_list, genre_slug, refresh_lists
from miauflix.catalog.store import walls
from miauflix.infra.db import Database
from miauflix.kit.clock import ManualClock
from tests.fakes.tmdb import FAULTS, FakeTmdb, Fault

POPULAR = SEEDED[0]


async def ids_of(database: Database, slug: str, page: int = 1, language: str = "en") -> list[int]:
    async with database.read() as session:
        wall = await walls.wall(session, slug, page, 100, language, profile_id=None)
    return [one.tmdb_id for one in wall.posters]


async def test_every_list_is_filled_in_tmdbs_order_and_names_its_genre_in_the_readers_language(
    library: Library, any_database: Database, fake: FakeTmdb, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def both(_self: Library) -> list[str]:
        return ["de", "en"]

    monkeypatch.setattr(Library, "languages", both)
    said = await refresh_lists(library)
    async with any_database.read() as session:
        found = {one.slug: one for one in await walls.listed(session, "de", profile_id=None)}
    assert said == f"{len(found)} lists filled"
    assert found[genre_slug("movie", 18)].name == "Drama (de)"
    assert {one.slug for one in SEEDED} <= found.keys()
    assert found[POPULAR.slug].total == 90
    assert await ids_of(any_database, POPULAR.slug) == fake.world.by_popularity["movie"]


async def test_a_list_whose_page_is_missing_stays_as_it_was(
    library: Library, any_database: Database, fake: FakeTmdb, clock: ManualClock
) -> None:
    await fill_list(library, POPULAR)
    before = await ids_of(any_database, POPULAR.slug)
    clock.advance(timedelta(days=1).total_seconds())
    fake.fault = "html"
    said = await refresh_lists(library)
    assert said.startswith("nothing: ")
    assert await ids_of(any_database, POPULAR.slug) == before


async def test_a_list_is_asked_for_when_its_time_has_come_and_written_when_it_is_another(
    library: Library, any_database: Database, fake: FakeTmdb, clock: ManualClock
) -> None:
    """What moves is asked for every hour, the rest every six; a page that is kept stays kept while nothing is new."""
    all_of_them = int((await refresh_lists(library)).partition(" ")[0])
    pages, fake.asked = fake.asked, Counter[str]()
    before = any_database.changes.of(walls.TABLES)
    assert await refresh_lists(library) == f"0 lists filled; {all_of_them} too young to ask for"
    assert fake.asked.total() == 0
    clock.advance(timedelta(hours=1).total_seconds())
    said = f"0 lists filled; 4 asked for and still the same; {all_of_them - 4} too young to ask for"
    assert await refresh_lists(library) == said
    lively = {"/3/movie/popular", "/3/tv/popular", "/3/trending/movie/week", "/3/trending/tv/week"}
    assert fake.asked == {path: pages[path] for path in lively}
    assert any_database.changes.of(walls.TABLES) == before, "nothing was written that a page is made of"
    clock.advance(timedelta(hours=1).total_seconds())
    fake.world.by_popularity["movie"].reverse()
    assert (await refresh_lists(library)).startswith("2 lists filled; 2 asked for and still the same")
    assert await ids_of(any_database, POPULAR.slug) == fake.world.by_popularity["movie"]
    clock.advance(timedelta(hours=1).total_seconds())
    fake.fault = "html"
    said = await refresh_lists(library)
    assert said.startswith("0 lists filled")
    assert "from what was kept: The answer to " in said


@pytest.mark.parametrize("fault", FAULTS)
async def test_whatever_tmdb_does_a_full_list_is_never_emptied(
    library: Library, any_database: Database, fake: FakeTmdb, clock: ManualClock, fault: Fault
) -> None:
    fake.slow_until.set()  # slow is then a gateway that gave up; that waiting ends is the client's test
    await refresh_lists(library)
    before = await ids_of(any_database, POPULAR.slug)
    clock.advance(timedelta(days=3).total_seconds())
    fake.fault, fake.retry_after = fault, "3600"
    await refresh_lists(library)
    assert await ids_of(any_database, POPULAR.slug) == before


async def test_a_refreshed_list_keeps_the_place_an_admin_gave_it(library: Library, any_database: Database) -> None:
    await fill_list(library, POPULAR)
    async with any_database.write() as session:
        await put_list(session, POPULAR.slug, "Popular films", "movie", [1001], rank=999, is_visible=False)
    async with any_database.read() as session:
        (row,) = await walls.listed(session, "en", profile_id=None)
    assert (row.total, row.is_visible) == (1, True)


async def test_somebody_elses_list_does_not_exist(any_database: Database) -> None:
    async with any_database.read() as session:
        with pytest.raises(UnknownList):
            await walls.wall(session, "none", 1, 20, "en", profile_id=None)
