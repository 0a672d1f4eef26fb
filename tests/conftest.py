"""What every test shares: asyncio as the only backend, a fresh database, and no silent skips."""

import asyncio
import shutil
from collections.abc import AsyncGenerator, Generator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from sqlalchemy import URL
from typing_extensions import override
from xdist.scheduler import LoadScopeScheduling

from miauflix.infra.db import Database, migrate
from tests.services.deadline import HANG_S

# Time is not what these tests are about, and a busy machine has little of it.
hypothesis.settings.register_profile("house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("house")

pytest_plugins = ["tests.services.postgres", "tests.services.fixtures"]


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session", autouse=True)
def _no_card_for_want_of_patience() -> Generator[None]:  # pyright: ignore[reportUnusedFunction]  pytest finds it
    """A picture that is slow to make is a drawn card after eight seconds, which a busy machine needs for some."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("miauflix.catalog.pictures.gallery._WAIT_S", HANG_S)
        yield


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a migrated SQLite database, to copy from."""
    file = tmp_path_factory.mktemp("sqlite") / "migrated.sqlite"

    async def make() -> None:
        database = Database(URL.create("sqlite+aiosqlite", database=str(file)))
        await migrate(database)
        await database.close()

    asyncio.run(make())
    return file


@pytest.fixture
def sqlite_url(tmp_path: Path, migrated_sqlite: Path) -> URL:
    """The address of a migrated SQLite database of this test's own."""
    file = shutil.copy(migrated_sqlite, tmp_path / "test.sqlite")
    return URL.create("sqlite+aiosqlite", database=str(file))


@pytest.fixture
async def database(sqlite_url: URL) -> AsyncGenerator[Database]:
    """A migrated SQLite database of this test's own."""
    database = Database(sqlite_url)
    yield database
    await database.close()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.services)])
def any_database(request: pytest.FixtureRequest, anyio_backend: str) -> Database:
    """A migrated database of this test's own, once on each engine."""
    return request.getfixturevalue("database" if request.param == "sqlite" else "postgres_database")


# Kept together, a file each. `flows`: its tests share a server, and every further process that got one of them would
# start its own, with a demo world of films to make. The rest wait, ten seconds at a time, for programs that are not
# ours: spread over all processes, they left the processor idle for five minutes.
_TOGETHER = ("tests/flows/", "tests/peers/test_other_clients.py", "tests/services/test_other_programs.py")


class _Spread(LoadScopeScheduling):
    """Each test goes where there is room, but those of some files stay together, and begin first.

    xdist's marks for groups do nothing on pytest 9: they are written to a field that is gone.
    """

    @override
    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file.startswith(_TOGETHER) else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    return _Spread(config, log)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A skipped test is a test that did not run: it fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if skipped and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
