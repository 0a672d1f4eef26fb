import asyncio
import re
import sys
from collections.abc import AsyncGenerator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import URL

from miauflix.infra.db import Database, migrate
from miauflix.infra.db.migrate import BrokenReferences, alembic_config, migrate_down, run_alembic


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> URL:
    return URL.create("sqlite+aiosqlite", database=str(tmp_path / "empty.sqlite"))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.services)])
def empty_url(request: pytest.FixtureRequest) -> URL:
    return request.getfixturevalue("empty_sqlite_url" if request.param == "sqlite" else "empty_postgres_url")


@pytest.fixture
async def empty(empty_url: URL) -> AsyncGenerator[Database]:
    database = Database(empty_url)
    yield database
    await database.close()


async def tables(database: Database) -> set[str]:
    async with database.engine.connect() as connection:
        return set(await connection.run_sync(lambda sync: sa.inspect(sync).get_table_names()))


def history() -> list[str]:
    """All revisions, oldest first."""
    return [script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()][::-1]


def test_the_history_is_one_line_of_numbered_files() -> None:
    scripts = [*ScriptDirectory.from_config(alembic_config()).walk_revisions()][::-1]
    numbers = [f"{number:04}" for number in range(1, len(scripts) + 1)]
    assert [script.revision for script in scripts] == numbers
    assert [script.down_revision for script in scripts] == [None, *numbers[:-1]]
    for script in scripts:
        assert re.fullmatch(rf"{script.revision}_[a-z]+(_[a-z0-9]+)*\.py", Path(script.path).name)


async def test_every_migration_can_be_taken_back_and_made_again(empty: Database) -> None:
    before = await tables(empty)
    for revision in history():
        await migrate(empty, revision)
        await migrate_down(empty, "-1")
        await migrate(empty, revision)
    await migrate_down(empty, "base")
    assert await tables(empty) - before == {"alembic_version"}
    await migrate(empty)


async def test_the_migrated_schema_is_the_one_the_tables_describe(any_database: Database) -> None:
    def check(config: Config) -> None:
        config.attributes["compares"] = True
        command.check(config)

    await run_alembic(any_database, check)


async def test_a_migration_that_fails_leaves_nothing_behind(empty: Database) -> None:
    def upgrade_then_fail(config: Config) -> None:
        command.upgrade(config, "head")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await run_alembic(empty, upgrade_then_fail)
    assert await tables(empty) == set()
    await migrate(empty)


_MIGRATE = """
import asyncio, sys
from sqlalchemy import make_url
from miauflix.infra.db import Database, migrate

async def main():
    database = Database(make_url(sys.argv[1]))
    print("ready", flush=True)
    sys.stdin.readline()
    await migrate(database)
    await database.close()

asyncio.run(main())
"""


async def test_processes_that_start_at_once_all_find_the_schema_in_place(empty: Database) -> None:
    pipe = asyncio.subprocess.PIPE
    url = empty.url.render_as_string(hide_password=False)
    starts = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", _MIGRATE, url, stdin=pipe, stdout=pipe, stderr=pipe)
        for _ in range(4)
    ]
    async with asyncio.timeout(120):
        for process in starts:
            assert process.stdout is not None
            assert await process.stdout.readline() == b"ready\n"
        outcomes = await asyncio.gather(*(process.communicate(b"go\n") for process in starts))
    assert [process.returncode for process in starts] == [0] * 4, outcomes
    async with empty.engine.connect() as connection:
        at = (await connection.exec_driver_sql("SELECT version_num FROM alembic_version")).scalars().all()
    assert at == [history()[-1]]


@pytest.fixture
async def family(empty_sqlite_url: URL) -> AsyncGenerator[Database]:
    """A parent with a child that is deleted with it."""
    database = Database(empty_sqlite_url)
    async with database.engine.begin() as connection:
        await connection.exec_driver_sql("CREATE TABLE parent (id INTEGER PRIMARY KEY, spare TEXT)")
        await connection.exec_driver_sql(
            "CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id REFERENCES parent ON DELETE CASCADE)"
        )
        await connection.exec_driver_sql("INSERT INTO parent (id) VALUES (1)")
        await connection.exec_driver_sql("INSERT INTO child VALUES (1, 1)")
    yield database
    await database.close()


async def test_making_a_table_anew_keeps_the_rows_that_refer_to_it(family: Database) -> None:
    def make_anew(config: Config) -> None:
        operations = Operations(MigrationContext.configure(config.attributes["connection"]))
        with operations.batch_alter_table("parent", recreate="always") as batch:
            batch.drop_column("spare")

    await run_alembic(family, make_anew)

    async with family.engine.begin() as connection:
        assert (await connection.exec_driver_sql("SELECT id, parent_id FROM child")).all() == [(1, 1)]
        await connection.exec_driver_sql("DELETE FROM parent")
        assert (await connection.exec_driver_sql("SELECT * FROM child")).all() == [], "foreign keys count again"


async def test_a_migration_that_leaves_rows_referring_to_nothing_is_rolled_back(family: Database) -> None:
    def orphan(config: Config) -> None:
        config.attributes["connection"].exec_driver_sql("DELETE FROM parent")

    with pytest.raises(BrokenReferences, match="1 rows refer to nothing: child → parent"):
        await run_alembic(family, orphan)
    async with family.engine.connect() as connection:
        assert (await connection.exec_driver_sql("SELECT id FROM parent")).all() == [(1,)]


async def test_every_migration_goes_up_and_down_with_rows_in_every_table(empty: Database) -> None:
    """An empty table forgives what a full one does not: a new column without a default, a constraint."""
    before = await tables(empty)
    for revision in history():
        await migrate(empty, revision)
        async with empty.engine.begin() as connection:
            await connection.run_sync(fill, before)
    for revision in history()[::-1]:
        await migrate_down(empty, "-1")
        if revision != history()[0]:
            await migrate(empty, revision)
            await migrate_down(empty, "-1")
    assert await tables(empty) - before == {"alembic_version"}


def fill(connection: sa.Connection, foreign: set[str]) -> None:
    """One row for each table that has none; what a row points to is there before it."""
    metadata = sa.MetaData()
    metadata.reflect(connection, only=lambda name, _: name not in foreign | {"alembic_version"} and "fts_" not in name)
    for table in metadata.sorted_tables:
        if connection.scalar(sa.select(sa.func.count()).select_from(table)) == 0:
            connection.execute(table.insert().values(row_of(connection, table)))


def row_of(connection: sa.Connection, table: sa.Table) -> dict[str, object]:
    needed = [column for column in table.columns if not column.nullable or column.foreign_keys]
    return {column.name: value_of(connection, column) for column in needed if column.computed is None}


VALUES: tuple[tuple[type[sa.types.TypeEngine[Any]], object], ...] = (
    (sa.Boolean, True),
    (sa.Integer, 1),
    (sa.Numeric, 1),
    (sa.Float, 1.0),
    (sa.DateTime, datetime(2026, 1, 1, tzinfo=UTC)),
    (sa.Date, date(2026, 1, 1)),
    (sa.LargeBinary, b"x"),
    (sa.JSON, []),
)


def value_of(connection: sa.Connection, column: sa.Column[Any]) -> object:
    for key in column.foreign_keys:
        if key.column.table is column.table:
            return None
        return connection.scalar(sa.select(key.column).limit(1))
    return next((value for kind, value in VALUES if isinstance(column.type, kind)), allowed(connection, column))


def allowed(connection: sa.Connection, column: sa.Column[Any]) -> str:
    """A word that the table's checks let in: the first of those they list."""
    for check in sa.inspect(connection).get_check_constraints(column.table.name):
        text = str(check["sqltext"])
        words = re.findall(r"'([^']+)'", text)
        if words and re.search(rf"\b{column.name}\b", text):
            return words[0]
    return "x"
