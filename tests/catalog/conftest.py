"""A library on a real database that asks the stand-in through the real client."""

from collections.abc import AsyncGenerator, Callable, Generator
from dataclasses import dataclass

import pytest
import stamina
from pydantic import SecretStr

from miauflix.catalog.library import Library
from miauflix.catalog.providers.tmdb import POLICY, Tmdb, TokenBucket
from miauflix.infra.db import Database
from miauflix.infra.outbound import Outbound
from miauflix.kit.clock import ManualClock
from tests.fakes.served import served
from tests.fakes.tmdb import TOKEN, FakeTmdb, World

MakeTmdb = Callable[..., Tmdb]


@pytest.fixture(autouse=True)
def no_waiting_between_attempts() -> Generator[None]:
    with stamina.set_testing(True, attempts=1):
        yield


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def fake() -> FakeTmdb:
    return FakeTmdb(World(movies=90, shows=60))


@dataclass(frozen=True)
class Site:
    app: FakeTmdb
    url: str


@pytest.fixture
async def site(fake: FakeTmdb) -> AsyncGenerator[Site]:
    async with served(fake) as url:
        yield Site(fake, url)
        fake.slow_until.set()


@pytest.fixture
async def outbound(site: Site, clock: ManualClock) -> AsyncGenerator[Outbound]:
    async def sleep(seconds: float) -> None:
        clock.advance(seconds)

    outbound = Outbound(clock, trusted=[site.url], policies={"127.0.0.1": POLICY}, sleep=sleep)
    yield outbound
    await outbound.aclose()


@pytest.fixture
def make_tmdb(any_database: Database, outbound: Outbound, site: Site, clock: ManualClock) -> MakeTmdb:
    """Clients on one database, as two processes or a restart would have them; nobody waits for real."""

    async def sleep(seconds: float) -> None:
        clock.advance(seconds)

    def make(token: str = TOKEN, *, base_url: str = f"{site.url}/3") -> Tmdb:
        bucket = TokenBucket(clock, sleep=sleep)
        return Tmdb(outbound, any_database, clock, base_url=base_url, token=SecretStr(token), bucket=bucket)

    return make


@pytest.fixture
def tmdb(make_tmdb: MakeTmdb) -> Tmdb:
    return make_tmdb()


@pytest.fixture
async def library(any_database: Database, clock: ManualClock, tmdb: Tmdb) -> AsyncGenerator[Library]:
    library = Library(any_database, clock, tmdb)
    yield library
    await library.close()
