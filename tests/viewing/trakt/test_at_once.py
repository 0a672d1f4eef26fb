"""What is done here while synchronising is under way."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from miauflix.infra.db import Database
from miauflix.kit.clock import ManualClock
from miauflix.kit.playable import parse_title
from miauflix.viewing import store
from miauflix.viewing.store import history, trakt_links, watchlist
from miauflix.viewing.trakt.client import Trakt
from tests.fakes.trakt import FakeTrakt
from tests.services.postgres import until_waiting
from tests.viewing.test_service import first_profile
from tests.viewing.trakt.conftest import House

FILM = "movie:603"


@pytest.fixture
async def postgres_house(postgres_database: Database, clock: ManualClock, trakt: Trakt) -> House:
    return House(postgres_database, clock, trakt, await first_profile(postgres_database))


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
