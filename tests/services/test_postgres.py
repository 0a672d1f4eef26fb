import subprocess
import sys
import time
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import URL, text

from miauflix.infra.db import Database

pytestmark = pytest.mark.services

_START_AND_SAY_WHERE = """
import sys
from tests.services.postgres import PostgresServer
server = PostgresServer()
print(server.home, flush=True)
sys.stdin.read()
"""


def test_the_server_and_its_folder_go_when_the_test_process_is_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _START_AND_SAY_WHERE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        home = Path(process.stdout.readline().strip())
        assert (home / ".s.PGSQL.5432").exists()
        process.kill()
    deadline = time.monotonic() + 30
    while home.exists():
        assert time.monotonic() < deadline, f"{home} is still there"
        time.sleep(0.02)


async def test_each_test_has_a_database_of_its_own(postgres_url: URL, empty_postgres_url: URL) -> None:
    one, other = Database(postgres_url), Database(empty_postgres_url)
    async with one.engine.begin() as connection:
        await connection.execute(text("CREATE TABLE mine (id integer)"))
    async with other.engine.connect() as connection:
        assert (await connection.execute(text("SELECT to_regclass('mine')"))).scalar() is None
    await one.close()
    await other.close()


async def test_the_server_listens_on_no_network_address(postgres_url: URL) -> None:
    connection = await asyncpg.connect(host=str(postgres_url.query["host"]), user="postgres", database="postgres")
    assert await connection.fetchval("SHOW listen_addresses") == ""
    await connection.close()
