"""What is kept of answers: as long as nothing they were made of has changed, on both engines."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, select, update

from miauflix.catalog.tables import ListRow, SyncStateRow
from miauflix.infra.db import Changes, Database, KeptAnswers
from miauflix.kit.clock import ManualClock

LISTS = {"media_list"}


async def put_list(database: Database, slug: str) -> None:
    async with database.write() as session:
        session.add(ListRow(slug=slug, name=slug, kind="movie", rank=1))


async def test_a_transaction_counts_for_the_tables_it_wrote_to(any_database: Database) -> None:
    changes, clock = any_database.changes, ManualClock()
    before, others = changes.of(LISTS), changes.of({"sync_state"})
    await put_list(any_database, "one")
    assert changes.of(LISTS) > before
    assert changes.of({"sync_state"}) == others
    before = changes.of(LISTS)
    async with any_database.write() as session:
        row = {"name": "a", "value": {}, "updated_at": clock.now()}
        await session.execute(insert(SyncStateRow), [row, row | {"name": "b"}])
        await session.scalar(select(ListRow.slug).with_for_update())
    assert changes.of(LISTS) == before
    assert changes.of({"sync_state"}) > others


@pytest.mark.parametrize(
    "statement",
    [update(ListRow).values(rank=7), delete(ListRow), insert(ListRow).values(slug="x", name="", kind="show", rank=1)],
    ids=["update", "delete", "insert"],
)
async def test_statements_count_like_objects(any_database: Database, statement: object) -> None:
    before = any_database.changes.of(LISTS)
    async with any_database.write() as session:
        await session.execute(statement)  # pyright: ignore[reportCallIssue, reportArgumentType]  the parametrised statements are of three types
        assert any_database.changes.of(LISTS) == before, "it has not committed"
    assert any_database.changes.of(LISTS) > before


async def test_a_statement_nobody_understands_counts_for_every_table(any_database: Database) -> None:
    before = any_database.changes.of(LISTS)
    async with any_database.write() as session:
        connection = await session.connection()
        await connection.exec_driver_sql("WITH one AS (SELECT 'x' AS slug) DELETE FROM media_list")
    assert any_database.changes.of(LISTS) > before


async def test_reading_changes_nothing(any_database: Database) -> None:
    await put_list(any_database, "one")
    before = any_database.changes.of(LISTS)
    async with any_database.read() as session:
        assert await session.scalar(select(ListRow.slug)) == "one"
    assert any_database.changes.of(LISTS) == before


def test_an_answer_is_kept_until_its_tables_change() -> None:
    changes = Changes()
    kept = KeptAnswers(changes, ManualClock(), alone=True)
    kept.keep("page", changes.of(LISTS), b"what it was")
    assert kept.get("page", changes.of(LISTS)) == b"what it was"
    changes.committed({"title"})
    assert kept.get("page", changes.of(LISTS)) == b"what it was"
    changes.committed(LISTS)
    assert kept.get("page", changes.of(LISTS)) is None
    assert kept.memory_bytes == 0


def test_what_commits_while_an_answer_is_read_makes_it_worthless() -> None:
    changes = Changes()
    kept = KeptAnswers(changes, ManualClock(), alone=True)
    version = changes.of(LISTS)
    changes.committed(LISTS)
    kept.keep("page", version, b"from before")
    assert kept.get("page", changes.of(LISTS)) is None


@pytest.mark.parametrize(("alone", "after_two_seconds"), [(True, b"page"), (False, None)])
def test_among_other_processes_an_answer_is_kept_for_two_seconds(alone: bool, after_two_seconds: bytes | None) -> None:
    clock = ManualClock()
    kept = KeptAnswers(Changes(), clock, alone=alone)
    kept.keep("page", 0, b"page")
    clock.advance(1.9)
    assert kept.get("page", 0) == b"page"
    clock.advance(timedelta(seconds=0.2).total_seconds())
    assert kept.get("page", 0) == after_two_seconds


def test_what_was_asked_for_longest_ago_makes_room() -> None:
    kept = KeptAnswers(Changes(), ManualClock(), alone=True, memory_bytes=10)
    for key in "abc":
        kept.keep(key, 0, b"1234")
        kept.get("a", 0)
    assert [kept.get(key, 0) for key in "abc"] == [b"1234", None, b"1234"]
    kept.keep("a", 0, b"12345678901")
    assert [kept.get(key, 0) for key in "abc"] == [None, None, None]
    assert kept.memory_bytes == 0
