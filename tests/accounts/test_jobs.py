"""What the room does by itself."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from miauflix.accounts import jobs
from miauflix.accounts.rules import SESSION_LIFETIME
from miauflix.accounts.tables import RefreshTokenRow, SessionRow
from miauflix.infra.db import Base, Database
from tests.accounts.conftest import EMAIL, PASSWORD, Browser, ManualClock
from tests.infra.scheduler.house import TaskHouse


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
    await browser.post("/api/auth/setup", json={"email": EMAIL, "password": PASSWORD})
    clock.advance(SESSION_LIFETIME.total_seconds() / 2)
    await browser.post("/api/auth/login", json={"email": EMAIL, "password": PASSWORD})
    before = [await count(house.database, table) for table in (SessionRow, RefreshTokenRow)]
    async with house.running():
        await house.until_result("forgetExpired", "0 sessions and 0 tokens forgotten")
        assert [await count(house.database, table) for table in (SessionRow, RefreshTokenRow)] == before
        await house.advance(SESSION_LIFETIME / 2 / timedelta(hours=1) + 1)
        await house.until_result("forgetExpired", "1 sessions and 1 tokens forgotten")
    assert before == [2, 2]
    assert [await count(house.database, table) for table in (SessionRow, RefreshTokenRow)] == [1, 1]
