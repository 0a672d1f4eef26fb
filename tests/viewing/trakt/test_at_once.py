"""What is done here while synchronising is under way."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import select

from miauflix.catalog import TitleFacts, put_movie
from miauflix.kit.playable import parse_title
from miauflix.viewing import store
from miauflix.viewing.store import history, trakt_links, watchlist
from miauflix.viewing.tables import (
    HistoryRow,
    ProgressRow,
    TraktAccountRow,
    TraktKnownRow,
    TraktLinkRow,
    TraktRemovalRow,
    TraktScrobbleRow,
    TraktWatchingRow,
    WatchlistRow,
)
from tests.fakes.trakt import FakeTrakt
from tests.services.postgres import until_waiting
from tests.viewing.trakt.conftest import House

FILM = "movie:603"
TABLES = (
    ProgressRow, WatchlistRow, HistoryRow, TraktAccountRow, TraktLinkRow, TraktKnownRow, TraktRemovalRow,
    TraktScrobbleRow, TraktWatchingRow,
)  # fmt: skip


async def want(house: House) -> None:
    await house.want(FILM)


async def unwant(house: House) -> None:
    await house.unwant(FILM)


async def play(house: House) -> None:
    await house.play(FILM, 50)


async def mark(house: House) -> None:
    await house.mark(FILM)


async def unmark(house: House) -> None:
    await house.mark(FILM, watched=False)


async def forget(house: House) -> None:
    async with house.database.write() as session:
        [viewed, *_] = await history.latest_of(session, house.profile, 1)
        await house.diary.forget(session, house.profile, viewed.id)


async def forget_title(house: House) -> None:
    async with house.database.write() as session:
        await house.diary.forget_title(session, house.profile, parse_title(FILM))


Act = Callable[[House], Awaitable[None]]


@pytest.mark.services
@pytest.mark.parametrize(
    ("before", "act"),
    [
        (None, want), (want, unwant), (None, play), (None, mark), (mark, unmark), (mark, forget), (mark, forget_title),
    ],
)  # fmt: skip
async def test_it_waits_for_what_is_imported_and_never_both_for_each_other(
    postgres_house: House, fake: FakeTrakt, before: Act | None, act: Act
) -> None:
    house = postgres_house
    await house.put_link(fake)
    if before:
        await before(house)

    async def acting() -> None:
        await act(house)

    async with house.database.write() as session:
        assert await trakt_links.lock(session, house.profile), "as synchronising begins"
        beside = asyncio.create_task(acting())
        await until_waiting(house.database, beside)
        await watchlist.add(session, house.profile, FILM, house.clock.now())
        await store.watched_elsewhere(session, house.profile, FILM, house.clock.now())
    await beside


async def relink(house: House, fake: FakeTrakt) -> None:
    """Another account takes the place of the first."""
    await house.unlink()
    house.clock.advance(1)
    fake.person.username = "leo"
    await house.put_link(fake)


async def everything(house: House) -> list[str]:
    """Every row of the room."""
    async with house.database.read() as session:
        rows = [row for table in TABLES for row in await session.execute(select(table.__table__))]
    return [repr(row) for row in rows]


@pytest.fixture
async def much_to_do(house: House, fake: FakeTrakt) -> House:
    """Linked, and whatever can change has changed on either side."""
    async with house.database.write() as session:
        await put_movie(session, TitleFacts(4, "Film", runtime_min=100), now=house.clock.now())
    fake.person.want("movie:2", house.clock.now())
    await house.want("movie:6")
    await house.mark("movie:8")
    await house.link(fake)
    await house.sync()
    fake.person.want("movie:1", house.clock.now())
    fake.person.unwant("movie:2", house.clock.now())
    fake.person.watch("movie:3", house.clock.now())
    fake.person.pause("movie:4", 50, house.clock.now())
    await house.want("movie:5")
    await house.unwant("movie:6")
    await house.mark("movie:7")
    await house.mark("movie:8", watched=False)
    await house.play("movie:9", 5)
    return house


@pytest.mark.parametrize("how", ["unlinked", "linked anew"])
@pytest.mark.parametrize(
    "asked",
    [
        "POST /scrobble/start", "GET /sync/last_activities", "GET /sync/watchlist/movies/rank/asc",
        "POST /sync/watchlist", "POST /sync/watchlist/remove", "GET /sync/history/movies", "POST /sync/history",
        "POST /sync/history/remove", "GET /sync/playback/movies",
    ],
)  # fmt: skip
async def test_a_link_that_is_gone_while_trakt_answers_takes_nothing_along(
    much_to_do: House, fake: FakeTrakt, asked: str, how: str
) -> None:
    house, left = much_to_do, list[str]()

    async def goes() -> None:
        await (house.unlink() if how == "unlinked" else relink(house, fake))
        left.extend(await everything(house))

    fake.meanwhile[asked] = goes
    await house.work()
    assert left, f"{asked} was not asked"
    assert await everything(house) == left
    assert all(state != "dead" for _, state, _ in await house.jobs_stored())


async def test_the_next_link_empties_no_list_that_the_last_one_was_about_to_fill(house: House, fake: FakeTrakt) -> None:
    await house.want("movie:1", "movie:2")
    fake.person.want("movie:2", house.clock.now())
    fake.meanwhile["GET /sync/watchlist/movies/rank/asc"] = house.unlink
    await house.link(fake)
    fake.person = type(fake.person)(username="leo")
    await house.link(fake)
    assert await house.wanted() == {"movie:1", "movie:2"}
    assert {*fake.person.watchlist} == {"movie:1", "movie:2"}


@pytest.mark.services
async def test_what_trakt_said_is_not_written_beside_unlinking(postgres_house: House, fake: FakeTrakt) -> None:
    house, has_begun = postgres_house, asyncio.Event()
    fake.person.want("movie:1", house.clock.now())
    await house.put_link(fake)

    async def unlink() -> None:
        async with house.database.write() as session:
            await house.linking.unlink(session, house.profile)
            has_begun.set()
            await until_waiting(house.database, synchronising)

    async def meanwhile() -> None:
        unlinking.append(asyncio.create_task(unlink()))
        await has_begun.wait()

    unlinking: list[asyncio.Task[None]] = []
    fake.meanwhile["GET /sync/watchlist/movies/rank/asc"] = meanwhile
    synchronising = asyncio.create_task(house.sync())
    await synchronising
    await unlinking[0]
    assert await everything(house) == []


@pytest.mark.services
async def test_asked_for_twice_at_once_the_later_code_is_the_one(postgres_house: House) -> None:
    house = postgres_house

    def code(link_id: str) -> TraktLinkRow:
        return TraktLinkRow(
            profile_id=house.profile, id=link_id, user_code="MEOW", verification_url="https://trakt.example/activate",
            interval_s=5, expires_at=house.clock.now(), state="pending", device_code=b"sealed",
        )  # fmt: skip

    async def again() -> None:
        async with house.database.write() as session:
            await trakt_links.put_link(session, code("2"))

    async with house.database.write() as session:
        await trakt_links.put_link(session, code("1"))
        beside = asyncio.create_task(again())
        await until_waiting(house.database, beside)
    await beside
    async with house.database.read() as session:
        assert [*await session.scalars(select(TraktLinkRow.id))] == ["2"]
