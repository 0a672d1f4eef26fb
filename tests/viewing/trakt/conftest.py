"""A profile, the house's jobs, and a stand-in for Trakt behind real HTTP; waits move the clock."""

from collections.abc import AsyncGenerator, Generator
from dataclasses import dataclass
from datetime import timedelta

import pytest
import stamina
from pydantic import SecretStr
from sqlalchemy import select

from miauflix.catalog import Library
from miauflix.infra.cipher import FieldCipher, Keyring
from miauflix.infra.db import Database
from miauflix.infra.jobs import Jobs, LocalWakeUp, Registry, Worker
from miauflix.infra.jobs.tables import JobRow
from miauflix.infra.outbound import Outbound
from miauflix.infra.scheduler import Schedule
from miauflix.kit.clock import ManualClock
from miauflix.kit.playable import parse_playable, parse_title
from miauflix.viewing import Diary, history_page, watchlist_of
from miauflix.viewing.jobs import register_trakt
from miauflix.viewing.store import trakt_links
from miauflix.viewing.tables import TraktLinkRow
from miauflix.viewing.trakt.client import POLICY, Trakt
from miauflix.viewing.trakt.linking import TraktLinking
from miauflix.viewing.trakt.outbox import TraktOutbox
from miauflix.viewing.trakt.types import Account, Pair
from miauflix.viewing.types import PlayerState
from tests.fakes.served import served
from tests.fakes.trakt import CLIENT_ID, CLIENT_SECRET, FakeTrakt
from tests.viewing.test_service import first_profile

CIPHER = FieldCipher(Keyring(b"k" * 32))


@pytest.fixture(autouse=True)
def no_waiting_between_attempts() -> Generator[None]:
    with stamina.set_testing(True, attempts=1):
        yield


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def fake(clock: ManualClock) -> FakeTrakt:
    return FakeTrakt(clock)


@pytest.fixture
async def trakt(fake: FakeTrakt, clock: ManualClock) -> AsyncGenerator[Trakt]:
    async def sleep(seconds: float) -> None:
        clock.advance(seconds)

    async with served(fake) as url:
        outbound = Outbound(clock, trusted=[url], policies={"127.0.0.1": POLICY}, sleep=sleep)
        yield Trakt(
            outbound,
            clock,
            client_id=CLIENT_ID,
            client_secret=SecretStr(CLIENT_SECRET),
            redirect_uri="https://localhost",
            api_url=url,
            auth_url=url,
            sleep=sleep,
        )
        fake.slow_until.set()
        await outbound.aclose()


@dataclass
class House:
    """One process with one profile; `again` is another process, or the same one after a restart."""

    database: Database
    clock: ManualClock
    trakt: Trakt
    profile: str
    library: Library | None = None

    def __post_init__(self) -> None:
        registry, bell = Registry(), LocalWakeUp()
        self.schedule = Schedule()
        self.jobs = Jobs(registry, bell, self.clock)
        self.outbox = TraktOutbox(self.jobs, self.clock)
        self.diary = Diary(self.clock, self.outbox)
        feature = register_trakt(
            registry, self.schedule, database=self.database, cipher=CIPHER, jobs=self.jobs, clock=self.clock,
            trakt=self.trakt, outbox=self.outbox, library=self.library or Library(self.database, self.clock, None),
        )  # fmt: skip
        assert feature.linking
        self.linking: TraktLinking = feature.linking
        self._worker = Worker(self.database, registry, bell, self.clock)

    def again(self) -> "House":
        return House(self.database, self.clock, self.trakt, self.profile, self.library)

    async def work(self, *, after_s: float = 0) -> None:
        """Do every job that is due, one after the other."""
        self.clock.advance(after_s)
        for _ in range(100):
            if (job := await self._worker._claim()) is None:
                return
            await self._worker._do(job)
        raise AssertionError("the jobs make more and more jobs")

    async def link(self, fake: FakeTrakt) -> None:
        row = await self.linking.begin(self.profile)
        fake.allow(row.user_code)
        await self.work(after_s=5)
        await self.work()

    async def put_link(self, fake: FakeTrakt) -> None:
        """Link at once, without a code and without a job."""
        access = f"access of {self.clock.now()}"
        pair = Pair(access, "refresh", self.clock.now(), self.clock.now() + timedelta(days=7))
        fake.access[access] = pair.expires_at
        async with self.database.write() as session:
            await trakt_links.put(session, CIPHER, self.profile, fake.person.username, pair)

    async def unlink(self) -> None:
        async with self.database.write() as session:
            assert await self.linking.unlink(session, self.profile)

    async def sync(self, *, after_s: float = 3600) -> None:
        """What the scheduled task does."""
        self.clock.advance(after_s)
        async with self.database.write() as session:
            await self.outbox.sync(session, self.profile)
        await self.work()

    async def account(self) -> Account | None:
        async with self.database.read() as session:
            return await trakt_links.account(session, self.profile)

    async def link_row(self) -> TraktLinkRow | None:
        async with self.database.read() as session:
            return await trakt_links.link(session, self.profile)

    async def want(self, *refs: str) -> None:
        async with self.database.write() as session:
            for ref in refs:
                await self.diary.want(session, self.profile, parse_title(ref))

    async def unwant(self, *refs: str) -> None:
        async with self.database.write() as session:
            for ref in refs:
                await self.diary.unwant(session, self.profile, parse_title(ref))

    async def mark(self, ref: str, *, watched: bool = True) -> None:
        async with self.database.write() as session:
            await self.diary.mark(session, self.profile, parse_playable(ref), watched=watched)

    async def play(self, ref: str, percent: float, state: PlayerState = "playing") -> None:
        async with self.database.write() as session:
            await self.diary.record_progress(
                session, self.profile, parse_playable(ref), position_s=percent * 60, duration_s=6000, state=state
            )

    async def wanted(self) -> set[str]:
        async with self.database.read() as session:
            return {*await watchlist_of(session, self.profile)}

    async def viewings(self) -> list[tuple[str, str]]:
        async with self.database.read() as session:
            viewed, _ = await history_page(session, self.profile, 1, 1000)
        return sorted((one.ref, one.origin) for one in viewed)

    async def jobs_stored(self) -> list[tuple[str, str, str | None]]:
        async with self.database.read() as session:
            rows = await session.execute(select(JobRow.kind, JobRow.state, JobRow.error))
            return [(row.kind, row.state, row.error) for row in rows]


@pytest.fixture
async def house(any_database: Database, clock: ManualClock, trakt: Trakt) -> House:
    return House(any_database, clock, trakt, await first_profile(any_database))


@pytest.fixture
async def postgres_house(postgres_database: Database, clock: ManualClock, trakt: Trakt) -> House:
    return House(postgres_database, clock, trakt, await first_profile(postgres_database))
