"""Sealing what was stored in plain text before there was encryption, or by somebody else's hand.

Only values without a valid envelope are touched, so it may be run again, and after a crash. Batches are transactions;
at the end SQLite is rewritten, because deleted text stays in free pages and in the log. Before the first change SQLite
is copied to `<name>_before_encrypt.sqlite`, which holds the plain text and is for the operator to delete.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

import aiosqlite
from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.infra.cipher import store
from miauflix.infra.cipher.field_cipher import FieldCipher, looks_sealed
from miauflix.infra.cipher.sealed import SealedTable
from miauflix.infra.db import Database
from miauflix.infra.settings import SettingsError

_BATCH: Final = 100


@dataclass(slots=True)
class Adopted:
    """What was found and done. `unreadable` values are neither envelopes nor what their column is for."""

    rows: int = 0
    sealed: int = 0
    valid: int = 0
    merged: int = 0
    damaged: int = 0
    unreadable: int = 0
    backup: Path | None = None

    def lines(self) -> list[str]:
        """A summary for the operator."""
        told = [
            f"{self.rows} rows looked at: {self.sealed} fields sealed, {self.valid} were sealed already",
            *([f"{self.merged} rows were the same torrent as another and became one with it"] if self.merged else []),
            *([f"{self.damaged} envelopes are damaged and were left as they are"] if self.damaged else []),
            *([f"{self.unreadable} values are not what their column is for and were left"] if self.unreadable else []),
        ]
        if self.backup is not None:
            told.append(f"The database as it was, in plain text: {self.backup}; delete it once all is well")
        return told


class Adoption:
    """Looks through the sealed columns of every room."""

    def __init__(self, database: Database, cipher: FieldCipher, tables: Sequence[SealedTable]) -> None:
        self._database = database
        self._cipher = cipher
        self._tables = tuple(tables)

    async def run(self, *, has_backup: bool = False) -> Adopted:
        """Seal what is plain, and tell what was found.

        Raises:
            SettingsError: there is something to seal on PostgreSQL, and nobody says that there is a backup.
        """
        found = await self._look()
        if not found.sealed:
            return found
        backup = await self._back_up(has_backup=has_backup)
        done = Adopted(backup=backup)
        for sealed in self._tables:
            after = ""
            while True:
                async with self._database.write() as session:
                    rows = await store.rows_behind(session, sealed, after=after, limit=_BATCH)
                    for row in rows:
                        await self._adopt(session, sealed, row, done)
                if not rows:
                    break
                after = str(rows[-1][sealed.key])
        await self._scrub()
        return done

    async def _look(self) -> Adopted:
        """What there is, without a change."""
        found = Adopted()
        async with self._database.write() as session:
            for sealed in self._tables:
                after = ""
                while rows := await store.rows_behind(session, sealed, after=after, limit=_BATCH):
                    for row in rows:
                        self._values(sealed, row, found)
                    after = str(rows[-1][sealed.key])
        return found

    async def _adopt(self, session: AsyncSession, sealed: SealedTable, row: RowMapping, done: Adopted) -> None:
        key, values = str(row[sealed.key]), self._values(sealed, row, done)
        if not values:
            return
        for index in sealed.indexes:
            if index.name in values and sealed.merge is not None:
                other = await store.row_with_index(session, sealed, index.name, [values[index.name]])
                if other is not None and other != key:
                    await sealed.merge(session, other, key)
                    done.merged += 1
                    return
        await store.change_rows(session, sealed, {key: values})

    def _values(self, sealed: SealedTable, row: RowMapping, seen: Adopted) -> dict[str, bytes]:
        """The columns of the row as they should be, where they are not."""
        key, values = str(row[sealed.key]), dict[str, bytes]()
        plain_of = {index.of: index for index in sealed.indexes}
        seen.rows += 1
        for column in sealed.columns:
            value: bytes | None = row[column.name]
            if value is None:
                continue
            place = {"table": sealed.name, "column": column.name, "row": key}
            if self._cipher.opens(value, **place):
                seen.valid += 1
                continue
            plain = None if looks_sealed(value) else column.read_plain(value)
            if plain is None:
                seen.damaged += looks_sealed(value)
                seen.unreadable += not looks_sealed(value)
                continue
            seen.sealed += 1
            values[column.name] = self._cipher.encrypt(plain, **place)
            if column.name in plain_of:
                index = plain_of[column.name]
                values[index.name] = self._cipher.blind_index(plain, index.purpose)
        return values

    async def _back_up(self, *, has_backup: bool) -> Path | None:
        if not self._database.is_sqlite:
            if not has_backup:
                raise SettingsError("Back the database up with pg_dump first, then say --has-backup")
            return None
        file = Path(self._database.url.database or "")
        backup = file.with_name(f"{file.stem}_before_encrypt.sqlite")
        if not backup.exists():  # one that is there is from before the first change, which is what counts
            draft = backup.with_suffix(".part")
            draft.unlink(missing_ok=True)
            await self._outside_a_transaction(f"VACUUM INTO '{str(draft).replace(chr(39), chr(39) * 2)}'")
            draft.chmod(0o600)
            draft.replace(backup)
        return backup

    async def _scrub(self) -> None:
        """Leave no plain text in free pages or in the log."""
        if self._database.is_sqlite:
            await self._outside_a_transaction("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")

    async def _outside_a_transaction(self, *statements: str) -> None:
        async with self._database.engine.connect() as connection:
            raw = await connection.get_raw_connection()
            driver = cast("aiosqlite.Connection", raw.driver_connection)
            for statement in statements:
                await driver.execute_fetchall(statement)
