"""TMDB adds to what is found, and takes nothing from it whatever it does."""

import pytest

from miauflix.catalog.library import Library
from miauflix.catalog.searching import find
from miauflix.catalog.searching.asking import ask_tmdb
from miauflix.infra.db import Database
from miauflix.kit.clock import ManualClock
from tests.fakes.tmdb import FAULTS, FakeTmdb, Fault
from tests.fakes.tmdb.world import name_of


def some_film(fake: FakeTmdb) -> str:
    """The name of a film that the stand-in knows."""
    return name_of("movie", fake.world.ids("movie")[0], "en")


async def test_what_tmdb_finds_is_found_here_from_then_on(library: Library, fake: FakeTmdb) -> None:
    name = some_film(fake)
    async with library.database.read() as session:
        assert (await find(session, name)).titles == []
    keys = await ask_tmdb(library, name)
    assert keys
    async with library.database.read() as session:
        found = await find(session, name)
    assert {(one.kind, one.tmdb_id) for one in found.titles} >= {keys[0]}
    assert await ask_tmdb(library, name) == keys


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_tmdb_in_trouble_adds_nothing_and_breaks_nothing(
    library: Library, fake: FakeTmdb, fault: Fault
) -> None:
    name = some_film(fake)
    fake.fault = fault
    keys = await ask_tmdb(library, name)
    async with library.database.read() as session:
        found = await find(session, name)
    if fault in {"wrong_types", "empty_strings", "no_members"}:
        assert keys is not None, "an odd answer is an answer"
        assert {(one.kind, one.tmdb_id) for one in found.titles} <= set(keys)
    else:
        assert (keys, found.titles) == (None, [])


async def test_without_a_token_nobody_is_asked(any_database: Database) -> None:
    assert await ask_tmdb(Library(any_database, ManualClock(), None), "matrix") is None


@pytest.mark.parametrize("query", ["\0\0", "\ud800\udfff", "a" * 200, "%2e%2e/", "&api_key=x", "👻👻"])
async def test_any_query_can_be_asked(library: Library, query: str) -> None:
    assert await ask_tmdb(library, query) in ([], None)
