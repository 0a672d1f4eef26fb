"""What every test shares: asyncio as the only backend, a fresh database, and no silent skips."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from sqlalchemy import URL

from miauflix.infra.db import Database, migrate


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def database(tmp_path: Path) -> AsyncGenerator[Database]:
    """A migrated SQLite database of this test's own."""
    database = Database(URL.create("sqlite+aiosqlite", database=str(tmp_path / "test.sqlite")))
    await migrate(database)
    yield database
    await database.close()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A skipped test is a test that did not run: it fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if skipped and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
