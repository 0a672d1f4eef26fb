"""Films that belong together: learned from TMDB, and never fewer than were known."""

from datetime import date, timedelta

import pytest

from miauflix.catalog import store
from miauflix.catalog.library import Library
from miauflix.infra.db import Database
from miauflix.kit.clock import ManualClock
from tests.fakes.tmdb import FAULTS, FakeTmdb, Fault, World
from tests.services.deadline import until

# Number 1272 has no poster.
COLLECTION, FILMS = 21, [1260, 1266, 1272, 1278, 1284, 1290, 1296, 1302, 1308, 1314]
ASKED = f"/3/collection/{COLLECTION}"


@pytest.fixture
def fake() -> FakeTmdb:
    return FakeTmdb(World(movies=320, shows=1))


async def films(library: Library, collection: int = COLLECTION) -> list[store.Card]:
    async with library.database.read() as session:
        return await store.cards_of_collection(session, collection, "en")


async def numbers(library: Library) -> list[int]:
    return [one.row.tmdb_id for one in await films(library)]


async def test_the_films_of_a_collection_stand_in_the_order_of_their_release(library: Library) -> None:
    await library.see_title("movie", 1266)
    assert await numbers(library) == [1266]
    await library.see_collection(COLLECTION)
    found = await films(library)
    assert sorted(one.row.tmdb_id for one in found) == FILMS
    days = [one.row.release_date or date.max for one in found]
    assert days == sorted(days)
    assert {one.row.collection_name for one in found} == {f"Collection {COLLECTION}"}


async def test_a_film_without_a_day_comes_last_and_one_without_a_poster_has_a_drawn_card(library: Library) -> None:
    await library.see_collection(COLLECTION)
    found = {one.row.tmdb_id: one for one in await films(library)}
    assert {number: one.poster.origin for number, one in found.items() if one.poster and number in {1266, 1272}} == {
        1266: "remote",
        1272: "drawn",
    }
    async with library.database.write() as session:
        row = await store.title_row(session, "movie", 1266)
        assert row is not None
        row.release_date = None
    assert (await numbers(library))[-1] == 1266


async def test_the_details_of_a_film_that_was_learned_so_are_read_when_somebody_looks(library: Library) -> None:
    await library.see_collection(COLLECTION)
    await library.see_title("movie", 1278)
    row = next(one.row for one in await films(library) if one.row.tmdb_id == 1278)
    assert row.detailed_at is not None
    assert sorted(await numbers(library)) == FILMS


async def test_it_is_asked_for_once_and_anew_after_a_week_behind_the_readers_back(
    library: Library, fake: FakeTmdb, clock: ManualClock
) -> None:
    await library.see_collection(COLLECTION)
    await library.see_collection(COLLECTION)
    assert fake.asked[ASKED] == 1
    clock.advance(timedelta(days=8).total_seconds())
    await library.see_collection(COLLECTION)
    await until("the second question", lambda: fake.asked[ASKED] == 2)


@pytest.mark.parametrize("fault", FAULTS)
async def test_whatever_tmdb_does_what_was_there_is_there(
    library: Library, fake: FakeTmdb, clock: ManualClock, fault: Fault
) -> None:
    fake.slow_until.set()  # slow is then a gateway that gave up; that waiting ends is the client's test
    await library.see_title("movie", 1266)
    fake.fault, fake.retry_after = fault, "3600"
    await library.see_collection(COLLECTION)
    assert await numbers(library) == [1266]
    fake.fault = None
    clock.advance(timedelta(days=1).total_seconds())
    await library.see_collection(COLLECTION)
    before = await numbers(library)
    assert sorted(before) == FILMS
    fake.fault = fault
    clock.advance(timedelta(days=30).total_seconds())
    asked = fake.asked[ASKED]
    await library.see_collection(COLLECTION)
    await until("another question", lambda: fake.asked[ASKED] > asked)
    await library.close()
    assert await numbers(library) == before


async def test_a_collection_that_tmdb_has_no_more_is_not_asked_for_every_time(library: Library, fake: FakeTmdb) -> None:
    await library.see_collection(5)
    await library.see_collection(5)
    assert fake.asked["/3/collection/5"] == 1
    assert await films(library, 5) == []


async def test_without_a_token_it_is_what_is_stored(any_database: Database, library: Library, fake: FakeTmdb) -> None:
    await library.see_title("movie", 1266)
    alone = Library(any_database, library.clock, None)
    await alone.see_collection(COLLECTION)
    assert await numbers(alone) == [1266]
    assert fake.asked[ASKED] == 0
