"""What the room does by itself."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.accounts import Client, jobs
from miauflix.accounts.rules import SESSION_LIFETIME
from miauflix.accounts.store import sessions as store
from miauflix.accounts.tables import RefreshTokenRow, SessionRow
from miauflix.accounts.types import Grant
from miauflix.infra.db import Base, Database
from miauflix.kit.clock import ManualClock
from tests.accounts.conftest import EMAIL, PASSWORD, Browser, log_in, make_accounts, refresh, set_up
from tests.infra.scheduler.house import TaskHouse
from tests.services.deadline import until
from tests.services.postgres import until_waiting


async def count(database: Database, table: type[Base]) -> int:
    async with database.read() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


@pytest.fixture
def house(any_database: Database, clock: ManualClock) -> TaskHouse:
    house = TaskHouse(any_database, clock)
    jobs.register(house.schedule, database=any_database, clock=clock)
    return house


async def test_sessions_and_tokens_that_nobody_can_use_are_forgotten_and_others_stay(
    house: TaskHouse, browser: Browser, clock: ManualClock
) -> None:
    await set_up(browser)
    await log_in(browser)
    clock.advance(SESSION_LIFETIME.total_seconds() / 2)
    await refresh(browser)
    before = [await count(house.database, table) for table in (SessionRow, RefreshTokenRow)]
    async with house.running():
        await house.until_result("forgetExpired", "0 sessions and 0 tokens forgotten")
        assert [await count(house.database, table) for table in (SessionRow, RefreshTokenRow)] == before
        await house.advance(SESSION_LIFETIME / 2 / timedelta(hours=1) + 1)
        await house.until_result("forgetExpired", "1 sessions and 1 tokens forgotten")
    assert before == [2, 3]
    assert [await count(house.database, table) for table in (SessionRow, RefreshTokenRow)] == [1, 1]


@pytest.mark.services
async def test_a_login_beside_it_forgets_the_same_sessions_in_the_same_order(
    postgres_database: Database, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each would wait for what the other holds, tokens and sessions, and PostgreSQL would end one of them."""
    accounts, house = make_accounts(postgres_database, clock), TaskHouse(postgres_database, clock)
    jobs.register(house.schedule, database=postgres_database, clock=clock)
    mia = Client("192.0.2.1")
    await accounts.sign_in.setup(EMAIL, PASSWORD, "Mia", mia)
    clock.advance(SESSION_LIFETIME.total_seconds() + 1)
    logins: list[asyncio.Task[Grant]] = []
    forget_tokens = store.forget_spent_tokens

    async def forget_tokens_as_somebody_logs_in(session: AsyncSession, now: datetime) -> int:
        forgotten = await forget_tokens(session, now)
        logins.append(asyncio.create_task(accounts.sign_in.login(EMAIL, PASSWORD, mia)))
        await until_waiting(postgres_database, logins[0])
        return forgotten

    monkeypatch.setattr(store, "forget_spent_tokens", forget_tokens_as_somebody_logs_in)
    async with house.running():
        await until("a login", lambda: logins)
        assert (await logins[0]).user.email == EMAIL
        await house.until_result("forgetExpired", "1 sessions and 0 tokens forgotten")
    assert [await count(postgres_database, table) for table in (SessionRow, RefreshTokenRow)] == [1, 1]
