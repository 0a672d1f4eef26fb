"""Pictures get their hash before their bytes are here."""

import pytest

from miauflix.catalog import PictureKind, WantedPicture, picture_for, pictures_for
from miauflix.catalog.pictures import store
from miauflix.catalog.tables import PictureRow
from miauflix.infra.db import Database

PATH = "/kqjL17yufvn9OVLyXYpvtyrFfak.jpg"


async def row_of(database: Database, name: str) -> PictureRow:
    async with database.read() as session:
        row = await store.picture(session, name)
    assert row is not None
    return row


async def test_a_picture_at_the_image_host_has_one_hash_however_often_it_is_named(any_database: Database) -> None:
    async with any_database.write() as session:
        names = [await picture_for(session, PATH, "poster", "Harbour") for _ in range(2)]
        other = await picture_for(session, "/other.jpg", "poster", "Harbour")
    assert names[0] == names[1] != other
    row = await row_of(any_database, names[0])
    assert (row.origin, row.remote_path, row.words) == ("remote", PATH, "Harbour")
    assert (row.width, row.height, row.thumbhash, row.fetched_at) == (500, 750, "", None)


async def test_what_has_come_is_not_forgotten_when_it_is_named_again(any_database: Database) -> None:
    async with any_database.write() as session:
        name = await picture_for(session, PATH, "poster", "Harbour")
        row = await session.get_one(PictureRow, name)
        row.width, row.height, row.thumbhash = 2000, 3000, "abc"
    async with any_database.write() as session:
        await picture_for(session, PATH, "poster", "")
        await picture_for(session, PATH, "poster", "Harbour II")
    row = await row_of(any_database, name)
    assert (row.width, row.height, row.thumbhash, row.words) == (2000, 3000, "abc", "Harbour II")


@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "poster.jpg",
        "/../secret.jpg",
        "//elsewhere.example/a.jpg",
        "/a.jpg?x=1",
        "/a/b.jpg",
        "/a.svg",
        "/a.jpg\n",
        "/%2e%2e.jpg",
        "/" + "a" * 200 + ".jpg",
        "https://elsewhere.example/a.jpg",
    ],
)
async def test_what_is_no_path_of_the_image_host_becomes_a_card(database: Database, path: str | None) -> None:
    async with database.write() as session:
        name = await picture_for(session, path, "poster", "  Harbour\n II ")
    row = await row_of(database, name)
    assert (row.origin, row.remote_path, row.words) == ("drawn", None, "Harbour II")


@pytest.mark.parametrize("words", ["nul\0led", "lone \ud800 surrogate", "x" * 5000, "👩‍🚀 العربية"])
async def test_any_words_can_be_kept(any_database: Database, words: str) -> None:
    async with any_database.write() as session:
        name = await picture_for(session, None, "poster", words)
    assert 0 < len((await row_of(any_database, name)).words) <= 200


async def test_many_are_named_in_one_statement_and_in_order(any_database: Database) -> None:
    kinds: list[PictureKind] = ["poster", "backdrop", "still", "profile", "logo"]
    wanted = [WantedPicture(f"/{kind}.png", kind, kind) for kind in kinds]
    async with any_database.write() as session:
        names = await pictures_for(session, [*wanted, *reversed(wanted)])
        assert names[:5] == list(reversed(names[5:]))
        assert await pictures_for(session, []) == []
    assert [(await row_of(any_database, name)).kind for name in names[:5]] == kinds
