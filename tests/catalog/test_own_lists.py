"""The order of a list that somebody made: dense from 1, whoever changes it at the same time."""

import asyncio
from random import Random

import pytest
from sqlalchemy import select

from miauflix.catalog import TitleFacts, own_lists, put_list, put_movie
from miauflix.catalog.errors import UnknownList, UnknownPosition, UnknownTitle
from miauflix.catalog.tables import ListItemRow, ListRow, TitleRow
from miauflix.catalog.types import Maker
from miauflix.infra.db import Database
from miauflix.kit.clock import SystemClock
from tests.viewing.test_service import first_profile

FILMS = [1, 2, 3, 4, 5]


class Lists:
    """A profile's list of these films."""

    def __init__(self, database: Database, profile: str, slug: str) -> None:
        self.database, self.maker, self.slug = database, Maker(profile), slug

    @classmethod
    async def of(cls, database: Database, films: list[int]) -> "Lists":
        profile = await first_profile(database)
        async with database.write() as session:
            slug = await own_lists.make_list(session, profile, "Rainy days")
            for number in films:
                await put_movie(session, TitleFacts(number, f"Film {number}"), now=SystemClock().now())
                await own_lists.put_item(session, Maker(profile), slug, "movie", number)
        return cls(database, profile, slug)

    async def place(self, film: int, position: int) -> None:
        async with self.database.write() as session:
            await own_lists.place_item(session, self.maker, self.slug, "movie", film, position)

    async def put(self, film: int) -> None:
        async with self.database.write() as session:
            await own_lists.put_item(session, self.maker, self.slug, "movie", film)

    async def take(self, film: int) -> None:
        async with self.database.write() as session:
            await own_lists.take_item(session, self.maker, self.slug, "movie", film)

    async def films(self) -> list[int]:
        """As they stand; no two at one place, no place empty, and as many as the list says it has."""
        query = (
            select(ListItemRow.position, TitleRow.tmdb_id)
            .join(TitleRow, TitleRow.id == ListItemRow.title_id)
            .where(ListItemRow.slug == self.slug)
            .order_by(ListItemRow.position)
        )
        async with self.database.read() as session:
            rows = (await session.execute(query)).all()
            total = await session.scalar(select(ListRow.total).where(ListRow.slug == self.slug))
        assert [position for position, _ in rows] == list(range(1, (total or 0) + 1))
        return [film for _, film in rows]


@pytest.mark.parametrize(
    ("film", "position", "wanted"),
    [
        (3, 1, [3, 1, 2, 4, 5]),
        (3, 2, [1, 3, 2, 4, 5]),
        (3, 3, [1, 2, 3, 4, 5]),
        (3, 4, [1, 2, 4, 3, 5]),
        (3, 5, [1, 2, 4, 5, 3]),
        (1, 5, [2, 3, 4, 5, 1]),
        (5, 1, [5, 1, 2, 3, 4]),
    ],
)
async def test_a_title_is_moved_and_those_between_make_room(
    any_database: Database, film: int, position: int, wanted: list[int]
) -> None:
    mine = await Lists.of(any_database, FILMS)
    await mine.place(film, position)
    assert await mine.films() == wanted


async def test_a_list_of_one_stays_as_it_is(any_database: Database) -> None:
    mine = await Lists.of(any_database, [1])
    await mine.place(1, 1)
    assert await mine.films() == [1]


@pytest.mark.parametrize("position", [-1, 0, 6])
async def test_there_is_no_place_beyond_the_ends(any_database: Database, position: int) -> None:
    mine = await Lists.of(any_database, FILMS)
    with pytest.raises(UnknownPosition):
        await mine.place(3, position)
    assert await mine.films() == FILMS


async def test_what_is_not_on_the_list_is_not_moved(any_database: Database) -> None:
    mine = await Lists.of(any_database, FILMS)
    async with any_database.write() as session:
        await put_movie(session, TitleFacts(6, "Not on it"), now=SystemClock().now())
    for film in (6, 7):
        with pytest.raises(UnknownTitle):
            await mine.place(film, 1)
    assert await mine.films() == FILMS


async def test_everybodys_lists_and_other_peoples_are_nobodys_to_order(any_database: Database) -> None:
    mine = await Lists.of(any_database, FILMS)
    async with any_database.write() as session:
        await put_list(session, "shared", "Everybody's", "movie", [1, 2])
    other = Maker("somebody else", is_admin=True)
    for slug, maker in (("shared", mine.maker), ("shared", other), (mine.slug, other), ("none", mine.maker)):
        async with any_database.write() as session:
            with pytest.raises(UnknownList):
                await own_lists.place_item(session, maker, slug, "movie", 1, 2)
    assert await mine.films() == FILMS


async def test_moving_putting_and_taking_at_the_same_time_lose_nothing(any_database: Database) -> None:
    films = list(range(1, 21))
    mine = await Lists.of(any_database, films)
    new = [21, 22, 23]
    async with any_database.write() as session:
        for number in new:
            await put_movie(session, TitleFacts(number, f"Film {number}"), now=SystemClock().now())
    chance = Random(5)  # noqa: S311 -- the same disorder every time, not a secret
    moves = [mine.place(chance.choice(films[:15]), chance.randint(1, 15)) for _ in range(40)]
    changes = [*moves, *(mine.take(film) for film in films[15:]), *(mine.put(film) for film in new)]
    chance.shuffle(changes)
    await asyncio.gather(*changes)
    assert sorted(await mine.films()) == [*films[:15], *new]
