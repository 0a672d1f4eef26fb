"""Search on both engines: what is found, in which order, and that nothing hostile gets through."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from miauflix.catalog import TitleFacts, put_movie, put_show, put_translation, store
from miauflix.catalog.searching import Filters, Findings, find, index_people, rebuild_index
from miauflix.catalog.searching.tables import SearchNameRow
from miauflix.catalog.tables import GenreRow, GenreTextRow, PersonRow, SyncStateRow, TitleGenreRow, TitleRow
from miauflix.infra.db import Database
from miauflix.kit.clock import ManualClock
from tests.services.statements import statements_of

NOW = datetime(2026, 11, 21, tzinfo=UTC)

FILMS = [
    TitleFacts(1, "The Matrix", popularity=90, release_date=date(1999, 3, 31), rating=8.2, runtime_min=136),
    TitleFacts(2, "The Matrix Reloaded", popularity=60, release_date=date(2003, 5, 15), rating=7.0, runtime_min=138),
    TitleFacts(3, "Matrix", popularity=1, release_date=date(1973, 1, 1), rating=4.0, runtime_min=50),
    TitleFacts(4, "Armitage III: Dual-Matrix", popularity=5, rating=6.0),
    TitleFacts(5, "Amélie", original_name="Le Fabuleux Destin d'Amélie Poulain", popularity=40, genres=("Comedy",)),
    TitleFacts(6, "Spirited Away", original_name="千と千尋の神隠し", popularity=80, genres=("Animation", "Family")),
    TitleFacts(7, "Spider-Man", popularity=70),
    TitleFacts(8, "Night of the Hunter", popularity=20),
    TitleFacts(9, "It", popularity=30),
    TitleFacts(10, "It Follows", popularity=50),
    TitleFacts(11, "Itch", popularity=85),
]


@pytest.fixture
async def library(any_database: Database) -> Database:
    async with any_database.write() as session:
        for facts in FILMS:
            await put_movie(session, facts, now=NOW)
        await put_show(session, TitleFacts(1, "Stranger Things", popularity=95), [], now=NOW)
        german = TitleFacts(8, "Die Nacht des Jägers", language="de")
        await put_translation(session, "movie", german)
        for number, name, popularity in ((1, "Keanu Reeves", 50.0), (2, "Carrie-Anne Moss", 20.0), (3, "Matt", 1.0)):
            session.add(PersonRow(tmdb_id=number, name=name, popularity=popularity))
        session.add_all([GenreRow(kind="movie", tmdb_id=16, name="Animation")])
        session.add_all([GenreTextRow(kind="movie", genre_id=16, language="de", name="Trickfilm")])
        await session.flush()
        await index_people(session, [1, 2, 3])
        away = await store.title_row(session, "movie", 6)
        assert away is not None
        session.add(TitleGenreRow(title_id=away.id, genre_id=16, position=1))
    return any_database


async def asked(database: Database, query: str, filters: Filters | None = None, language: str = "en") -> Findings:
    async with database.read() as session:
        return await find(session, query, filters, language=language)


def ids(findings: Findings) -> list[int]:
    return [one.tmdb_id for one in findings.titles]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("matrix", [1, 3, 2, 4]),
        ("MÁTRIX", [1, 3, 2, 4]),
        ("the matrix re", [2]),
        ("matrix the", [1, 2]),
        ("it", [9, 11, 10]),
        ("am", [5]),
        ("poulain", [5]),
        ("spiderman", [7]),
        ("spider man", [7]),
        ("千尋", [6]),
        ("神隠し", [6]),
        ("nacht des jag", [8]),
        ("JÄGERS", [8]),
        ("dual matrix", [4]),
    ],
)
async def test_titles_are_found_by_any_name_the_better_match_first(
    library: Database, query: str, expected: list[int]
) -> None:
    found = await asked(library, query)
    assert (ids(found), found.corrected) == (expected, None)


@pytest.mark.parametrize(
    ("query", "corrected", "first"),
    [
        ("matrxi reloaded", "matrix reloaded", 2),
        ("the matirx", "the matrix", 1),
        ("amelje", "amelie", 5),
        ("spirted away", "spirited away", 6),
        ("strnager thi", "stranger thi", 1),
        ("spidermna", "spiderman", 7),
    ],
)
async def test_one_wrong_letter_is_forgiven_and_told(library: Database, query: str, corrected: str, first: int) -> None:
    found = await asked(library, query)
    assert (found.corrected, ids(found)[0]) == (corrected, first)


@pytest.mark.parametrize("query", ["mtarxi", "zzzz", "1998", "xq matrix", "千本"])
async def test_two_wrong_letters_find_nothing(library: Database, query: str) -> None:
    assert await asked(library, query) == Findings()


async def test_what_matches_exactly_is_never_mended(library: Database) -> None:
    found = await asked(library, "matt")
    assert (found.people, found.corrected) == ([3], None)


async def test_people_are_found_by_any_of_their_names(library: Database) -> None:
    assert (await asked(library, "reev")).people == [1]
    assert (await asked(library, "carrie anne")).people == [2]
    mended = await asked(library, "keanu reevse")
    assert (mended.people, mended.corrected) == ([1], "keanu reeves")


async def test_genres_are_found_in_any_language_and_named_in_the_readers(library: Database) -> None:
    (found,) = (await asked(library, "trick", language="de")).genres
    assert (found.kind, found.tmdb_id, found.name) == ("movie", 16, "Trickfilm")
    (found,) = (await asked(library, "trick")).genres
    assert found.name == "Animation"


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(kind="movie"), [1, 3, 2, 4]),
        (Filters(kind="show"), []),
        (Filters(year_from=1999), [1, 2]),
        (Filters(year_to=1999), [1, 3]),
        (Filters(year_from=2000, year_to=2010), [2]),
        (Filters(rating=7.0), [1, 2]),
        (Filters(runtime_max=60), [3]),
        (Filters(language="en"), [1, 3, 2, 4]),
        (Filters(language="ja"), []),
        (Filters(genre="16"), []),
    ],
)
async def test_filters_hold(library: Database, filters: Filters, expected: list[int]) -> None:
    assert ids(await asked(library, "matrix", filters)) == expected


@pytest.mark.parametrize("genre", ["16", "animation", "Trickfilm", "Family", "family"])
async def test_a_genre_is_a_number_or_a_name(library: Database, genre: str) -> None:
    assert ids(await asked(library, "spirited", Filters(genre=genre))) == [6]
    assert ids(await asked(library, "amelie", Filters(genre=genre))) == []


@pytest.mark.parametrize(
    ("query", "filters", "most"),
    [
        ("matrix", None, 2),
        ("the matrix re", Filters(kind="movie", year_from=1990), 2),
        ("matrxi reloaded", None, 6),
        ("keanu reevse", None, 6),
        ("zzzz", None, 4),
    ],
)
async def test_a_search_is_two_statements_and_mending_four_more(
    library: Database, query: str, filters: Filters | None, most: int
) -> None:
    with statements_of(library) as noted:
        await asked(library, query, filters)
    assert 0 < len(noted) <= most


async def test_sqlite_reads_a_stretch_of_the_names_and_not_all_of_them(database: Database) -> None:
    with statements_of(database) as noted:
        await asked(database, "matrix")
    statement, values = next(one for one in noted if "fts_name" in one[0])
    async with database.read() as session:
        connection = await session.connection()
        plan = [row.detail for row in await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
    assert any("ix_search_name_name (name>? AND name<?)" in step for step in plan), plan
    assert not any("rowid<?" in step or step == "SCAN search_name" for step in plan), plan


@pytest.mark.services
async def test_postgresql_keeps_no_list_of_names_that_every_search_reads_through(postgres_database: Database) -> None:
    async with postgres_database.write() as session:
        for facts in FILMS:
            await put_movie(session, facts, now=NOW)
    async with postgres_database.write() as session:
        assert await session.scalar(select(func.gin_clean_pending_list("fts_vector_gin"))) == 0
    assert ids(await asked(postgres_database, "matrix")) == [1, 3, 2, 4]


async def put_and_fail(database: Database, facts: TitleFacts) -> None:
    async with database.write() as session:
        await put_movie(session, facts, now=NOW)
        raise ZeroDivisionError


async def test_the_index_follows_what_is_put_in_the_same_transaction(library: Database) -> None:
    async with library.write() as session:
        await put_movie(session, TitleFacts(1, "Die Matrix", popularity=90), now=NOW)
        assert ids(await find(session, "die matrix")) == [1]
    assert ids(await asked(library, "die matrix")) == [1]
    with pytest.raises(ZeroDivisionError):
        await put_and_fail(library, TitleFacts(1, "Something else"))
    assert ids(await asked(library, "something else")) == []
    assert ids(await asked(library, "die matrix")) == [1]


async def test_what_is_deleted_is_not_found(library: Database) -> None:
    async with library.write() as session:
        row = await store.title_row(session, "movie", 5)
        await session.delete(row)
    assert ids(await asked(library, "amelie")) == []
    async with library.read() as session:
        names = select(func.count()).select_from(SearchNameRow).join(TitleRow, TitleRow.id == SearchNameRow.title_id)
        assert await session.scalar(names.where(TitleRow.tmdb_id == 5)) == 0


async def test_popularity_that_changes_changes_the_order(library: Database) -> None:
    async with library.write() as session:
        await put_movie(session, TitleFacts(10, "It Follows", popularity=900), now=NOW)
    assert ids(await asked(library, "it")) == [9, 10, 11]


async def test_what_was_stored_before_the_index_is_indexed_once(library: Database) -> None:
    clock = ManualClock()
    async with library.write() as session:
        for row in await session.scalars(select(SearchNameRow)):
            await session.delete(row)
    assert ids(await asked(library, "matrix")) == []
    assert await rebuild_index(library, clock) == "12 titles and 3 people indexed"
    assert ids(await asked(library, "matrix")) == [1, 3, 2, 4]
    assert (await asked(library, "reeves")).people == [1]
    assert await rebuild_index(library, clock) == "0 titles and 0 people indexed"
    async with library.write() as session:
        await session.merge(SyncStateRow(name="search.edition", value={"edition": 0}, updated_at=clock.now()))
    assert await rebuild_index(library, clock) == "12 titles and 3 people indexed"
    assert await rebuild_index(library, clock, every=True) == "12 titles and 3 people indexed"


HOSTILE = [
    *(
        '"',
        '""',
        "'",
        "';--",
        "a' OR '1'='1",
        'matrix"*',
        "* OR name:*",
        "NEAR(a b)",
        "NOT matrix",
        "AND OR NOT",
        "a AND",
    ),
    *("-matrix", "^matrix", "{a b}: c", "(((", ")))", ":*", "a:b", "a & b | !c", "<-> <2>", "\\", "\\'", "%", "__"),
    *("\0\0", "ma\0trix", "\ud800\udfff", "\ud83d matrix", "\u202ematrix\u202c", "مرحبا بالعالم", "שלום עולם", "👻👻"),
    *(
        "é" * 150,
        "a\u0301" * 99,
        "matrix " * 28,
        "千" * 199,
        "\ufeffmatrix",
        "ﷺ" * 100,
        "\n\t\r ",
        "．．",
        "\U0010ffff",
    ),
    *("ꟲ ᏸ ꭓ 𞤀𞤢 \U0001e900", "a" * 200, "½ ² ①", "İI ıi ß ẞ", "[a-z]", "matrix\u200b", "a" * 10_000, "ab " * 3_000),
]


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
async def test_a_hostile_query_is_only_a_query(library: Database, query: str) -> None:
    found = await asked(library, query)
    assert isinstance(found, Findings)
    assert len(found.titles) <= len(FILMS) + 1


async def test_any_text_can_be_a_name_and_a_query(library: Database) -> None:
    @given(st.text(max_size=40), st.text(max_size=40))
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None)
    def try_one(name: str, query: str) -> None:
        tried.append((name.replace("\0", "").encode("utf-8", "replace").decode(), query))

    tried: list[tuple[str, str]] = []
    try_one()
    async with library.write() as session:
        for number, (name, query) in enumerate(tried):
            await put_movie(session, TitleFacts(1000 + number, name), now=NOW)
            await find(session, query)
            if await find(session, name) == Findings():
                assert not any(letter.isalnum() for letter in name), name
