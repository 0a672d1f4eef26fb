"""Databases with plain rows: sealed once, backed up before, and no plain text left behind."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, cast, delete, insert, select, text

from miauflix.infra.cipher import Adoption, FieldCipher, Keyring
from miauflix.infra.db import Database
from miauflix.infra.settings import SettingsError
from miauflix.sources import TORRENTS
from miauflix.sources.tables import SourceRow, TorrentRow
from tests.services.swarm import LabTorrent, make_film, make_torrent
from tests.sources.sealed_rows import NOW, fill, plain, read

CIPHER = FieldCipher(Keyring(b"k" * 32))


@pytest.fixture
def torrent(tmp_path: Path) -> LabTorrent:
    return make_torrent(make_film(tmp_path / "A.Film.2026.1080p.WEB.x264-CAT.mp4", size_bytes=400_000, seed=1))


def adoption(database: Database) -> Adoption:
    return Adoption(database, CIPHER, (TORRENTS,))


async def put_plain(database: Database, number: int, row_id: str, **fields: object) -> None:
    """A row as it was before there was encryption; hash and link are text where it is SQLite."""
    known = plain(number)
    values = {
        "ih": known["ih"].hex().encode(), "ih_index": known["ih"], "ml": known["ml"], "name": known["name"],
        "gr": None, "tu": b"https://example.org/a.torrent?key=0123", "file": None,
    } | fields  # fmt: skip
    async with database.write() as session:
        await session.execute(insert(TorrentRow), {"id": row_id, "added_at": NOW, **values})
        if database.is_sqlite:
            as_text = text("UPDATE torrent SET ih = CAST(ih AS TEXT), ml = CAST(ml AS TEXT) WHERE id = :id")
            await session.execute(as_text, {"id": row_id})
        source = {"id": f"s-{row_id}", "ref": "movie:1", "torrent_id": row_id, "provider": "old", "added_at": NOW}
        await session.execute(insert(SourceRow), source)


async def test_plain_rows_are_sealed_and_found_and_a_second_run_has_nothing_to_do(
    any_database: Database, torrent: LabTorrent
) -> None:
    await fill(any_database, CIPHER, 3)
    await put_plain(any_database, 10, "old-1", file=torrent.metainfo)
    await put_plain(any_database, 11, "old-2", tu=None)
    done = await adoption(any_database).run(has_backup=True)
    assert (done.rows, done.sealed, done.valid, done.damaged, done.unreadable) == (5, 8, 9 + 3, 0, 0)
    assert await read(any_database, CIPHER, 2) == plain(2)
    assert await read(any_database, CIPHER, 11) == {name: plain(11)[name] for name in ("ih", "ml", "name")}
    found = await read(any_database, CIPHER, 10)
    assert (found["file"], found["tu"]) == (torrent.metainfo, b"https://example.org/a.torrent?key=0123")
    again = await adoption(any_database).run(has_backup=True)
    assert (again.sealed, again.valid, again.backup) == (0, 20, None)


async def test_sqlite_is_copied_before_and_keeps_no_plain_text_after(database: Database) -> None:
    await put_plain(database, 10, "old-1")
    async with database.write() as session:  # deleted text stays in free pages until the file is rewritten
        gone = {"id": "x", "ih": plain(9)["ih"], "ih_index": b"9", "name": b"x", "added_at": NOW}
        await session.execute(insert(TorrentRow), gone)
        await session.execute(delete(TorrentRow).where(TorrentRow.id == "x"))
    done = await adoption(database).run()
    file = Path(database.url.database or "")
    assert done.backup is not None
    assert done.backup == file.with_name("test_before_encrypt.sqlite")
    with sqlite3.connect(done.backup) as copy:
        assert copy.execute("SELECT ih FROM torrent").fetchall() == [(plain(10)["ih"].hex(),)]
    copy.close()
    dump = b"".join(path.read_bytes() for path in file.parent.glob("test.sqlite*"))
    for secret in (*plain(10).values(), plain(10)["ih"].hex().encode(), b"magnet:", b"example.org", plain(9)["ih"]):
        assert secret == b"CAT" or secret not in dump
    assert "delete it once all is well" in done.lines()[-1]
    kept = done.backup.read_bytes()
    await put_plain(database, 12, "old-3")
    assert (await adoption(database).run()).sealed == 4
    assert done.backup.read_bytes() == kept, "the copy from before the first change is the one that counts"


async def test_a_run_that_was_broken_off_is_finished_by_the_next(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        await put_plain(database, number, f"old-{number}")
    monkeypatch.setattr("miauflix.infra.cipher.adoption._BATCH", 1)
    seal, calls = CIPHER.encrypt, 0

    def breaks_off(value: bytes, *, table: str, column: str, row: str) -> bytes:
        nonlocal calls
        calls += 1
        if calls > 16:  # twelve to look, four for the first row, and then the second
            raise ConnectionError
        return seal(value, table=table, column=column, row=row)

    monkeypatch.setattr(CIPHER, "encrypt", breaks_off)
    with pytest.raises(ConnectionError):
        await adoption(database).run()
    monkeypatch.undo()
    done = await adoption(database).run()
    assert (done.sealed, done.valid) == (8, 4)
    assert [(await read(database, CIPHER, number))["ih"] for number in range(3)] == [plain(n)["ih"] for n in range(3)]


async def test_rows_that_turn_out_to_be_one_torrent_become_one(any_database: Database) -> None:
    await put_plain(any_database, 1, "old-1")
    await put_plain(any_database, 1, "old-2", ih=plain(1)["ih"], ih_index=b"another")
    done = await adoption(any_database).run(has_backup=True)
    assert done.merged == 1
    async with any_database.read() as session:
        assert [*(await session.scalars(select(TorrentRow.id)))] == ["old-1"]
        assert [*(await session.scalars(select(SourceRow.torrent_id)))] == ["old-1"]


async def test_damage_is_counted_and_never_sealed_a_second_time(any_database: Database) -> None:
    await put_plain(any_database, 1, "old-1", ml=CIPHER.header + bytes(50), tu=b"no address")
    done = await adoption(any_database).run(has_backup=True)
    assert (done.sealed, done.damaged, done.unreadable) == (2, 1, 1)
    async with any_database.read() as session:
        raw = await session.scalar(select(cast(TorrentRow.ml, LargeBinary)))
    assert raw == CIPHER.header + bytes(50)


@pytest.mark.services
async def test_postgres_wants_a_dump_first(postgres_database: Database) -> None:
    await put_plain(postgres_database, 1, "old-1")
    with pytest.raises(SettingsError, match="pg_dump"):
        await adoption(postgres_database).run()
    assert (await adoption(postgres_database).run(has_backup=True)).sealed == 4
    assert (await adoption(postgres_database).run()).sealed == 0
