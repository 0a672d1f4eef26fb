"""What comes from Trakt and is not in the catalogue gets there, with a name and a poster."""

import asyncio
from collections.abc import AsyncGenerator

import pytest
from pydantic import SecretStr
from sqlalchemy import func, select

from miauflix.catalog import Library
from miauflix.catalog import store as catalog
from miauflix.catalog.providers.tmdb import POLICY, Tmdb, TokenBucket
from miauflix.infra.db import Database
from miauflix.infra.jobs import Jobs, LocalWakeUp, Registry
from miauflix.infra.jobs.tables import JobRow
from miauflix.infra.outbound import Outbound
from miauflix.kit.clock import ManualClock
from miauflix.viewing.trakt.unknown import UnknownTitles
from tests.fakes.served import served
from tests.fakes.tmdb import TOKEN, FakeTmdb, World
from tests.fakes.trakt import FakeTrakt
from tests.services.postgres import until_waiting
from tests.viewing.trakt.conftest import House


@pytest.fixture
def tmdb() -> FakeTmdb:
    return FakeTmdb(World(movies=20, shows=10))


@pytest.fixture
async def knowing(house: House, tmdb: FakeTmdb) -> AsyncGenerator[House]:
    """The house with TMDB behind its library."""

    async def sleep(seconds: float) -> None:
        house.clock.advance(seconds)

    async with served(tmdb) as url:
        outbound = Outbound(house.clock, trusted=[url], policies={"127.0.0.1": POLICY}, sleep=sleep)
        bucket = TokenBucket(house.clock, sleep=sleep)
        client = Tmdb(outbound, house.database, house.clock, base_url=f"{url}/3", token=SecretStr(TOKEN), bucket=bucket)
        library = Library(house.database, house.clock, client)
        yield House(house.database, house.clock, house.trakt, house.profile, library)
        await library.close()
        await outbound.aclose()


async def known(house: House) -> tuple[set[int], set[int]]:
    async with house.database.read() as session:
        numbers = range(1, 1_000_000)
        films = await catalog.title_ids(session, "movie", [*numbers][:2000])
        shows = await catalog.title_ids(session, "show", [*numbers][:2000])
    return {*films}, {*shows}


async def test_titles_of_the_watch_list_and_the_history_are_learned(
    knowing: House, fake: FakeTrakt, tmdb: FakeTmdb
) -> None:
    film, other = sorted(tmdb.world.by_popularity["movie"])[:2]
    show = min(tmdb.world.by_popularity["tv"])
    fake.person.want(f"movie:{film}", knowing.clock.now())
    fake.person.watch(f"episode:{show}:1:1", knowing.clock.now())
    fake.person.watch(f"movie:{other}", knowing.clock.now())
    tmdb.fault = "server_error"
    await knowing.link(fake)
    assert await known(knowing) == (set(), set())
    tmdb.fault = None
    await knowing.work(after_s=700)
    assert await known(knowing) == ({film, other}, {show})


async def test_what_tmdb_does_not_have_either_is_left_alone(knowing: House, fake: FakeTrakt) -> None:
    fake.person.want("movie:1999999", knowing.clock.now())
    await knowing.link(fake)
    await knowing.work(after_s=700)
    assert await knowing.wanted() == {"movie:1999999"}
    assert all(state == "done" for _, state, _ in await knowing.jobs_stored())


@pytest.mark.services
async def test_two_that_want_the_same_titles_at_once_both_have_them(
    postgres_database: Database, clock: ManualClock
) -> None:
    """In whatever order Trakt names them: else each could wait for a job of the other's."""
    tmdb = Tmdb(
        Outbound(clock), postgres_database, clock,
        base_url="http://tmdb.invalid/3", token=SecretStr(TOKEN), bucket=TokenBucket(clock),
    )  # fmt: skip
    unknown = UnknownTitles(Jobs(Registry(), LocalWakeUp(), clock), Library(postgres_database, clock, tmdb))

    async def want_two() -> None:
        async with postgres_database.write() as session:
            await unknown.want(session, ["movie:2", "movie:1"])

    async with postgres_database.write() as session:
        await unknown.want(session, ["movie:1"])
        wanting = asyncio.create_task(want_two())
        await until_waiting(postgres_database, wanting)
        await unknown.want(session, ["movie:2"])
    await wanting
    async with postgres_database.read() as session:
        assert await session.scalar(select(func.count()).select_from(JobRow)) == 2
