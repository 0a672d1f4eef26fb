"""What the tables are asked, and how."""

from datetime import UTC, datetime

from sqlalchemy import insert

from miauflix.infra.db import Database
from miauflix.sources import refs_of_show
from miauflix.sources.tables import SourceRow
from tests.services.statements import statements_of

NOW = datetime(2026, 1, 1, tzinfo=UTC)


async def listed(database: Database, *refs: str) -> None:
    rows = [{"id": f"s{at}", "ref": ref, "provider": "demo", "added_at": NOW} for at, ref in enumerate(refs)]
    async with database.write() as session:
        await session.execute(insert(SourceRow), rows)


async def test_the_episodes_of_a_show_are_its_own_alone(any_database: Database) -> None:
    await listed(any_database, *(f"episode:{show}:1:2" for show in (13, 139, 1399, 13990, 14)), "episode:1399:10:1")
    async with any_database.read() as session:
        assert sorted(await refs_of_show(session, 1399)) == ["episode:1399:10:1", "episode:1399:1:2"]
        assert await refs_of_show(session, 1) == []


async def test_sqlite_reads_a_stretch_of_the_refs_and_not_all_of_them(database: Database) -> None:
    with statements_of(database) as noted:
        async with database.read() as session:
            await refs_of_show(session, 1399)
    [(statement, values)] = noted
    async with database.read() as session:
        connection = await session.connection()
        plan = [row.detail for row in await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
    assert any("ix_source_ref (ref>? AND ref<?)" in step for step in plan), plan
