"""Torrents in a database by the thousand, each sealed, and what they must read as."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from sqlalchemy import Table, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.infra.cipher import FieldCipher, Roots, open_roots
from miauflix.infra.db import Database
from miauflix.kit.clock import ManualClock
from miauflix.kit.ids import new_id
from miauflix.sources import TORRENTS
from miauflix.sources.tables import TorrentRow

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PLACES = tuple(column.name for column in TORRENTS.columns)


def plain(number: int) -> dict[str, bytes]:
    """The fields of torrent `number`."""
    digest = hashlib.sha1(b"%d" % number, usedforsecurity=False)
    return {
        "ih": digest.digest(),
        "ml": f"magnet:?xt=urn:btih:{digest.hexdigest()}&dn=Some.Film.{number}".encode(),
        "name": f"Some.Film.{number}.2026.1080p.WEB.h264-CAT".encode(),
        "gr": b"CAT",
    }


async def cipher_of(database: Database, data_dir: Path) -> FieldCipher:
    """With the keys as a start would find them."""
    return FieldCipher(await open_roots(database, Roots(data_dir), ManualClock()))


async def fill(database: Database, cipher: FieldCipher, count: int, first: int = 0) -> None:
    async with database.write() as session:
        await put(session, cipher, count, first)


async def put(session: AsyncSession, cipher: FieldCipher, count: int, first: int = 0) -> None:
    """Torrents from number `first` on."""
    rows: list[dict[str, object]] = []
    for number in range(first, first + count):
        row_id, fields = new_id(), plain(number)
        sealed = {
            name: cipher.encrypt(value, table="torrent", column=name, row=row_id) for name, value in fields.items()
        }
        index = cipher.blind_index(fields["ih"], "torrent.ih")
        rows.append({"id": row_id, "ih_index": index, "added_at": NOW, **sealed})
    await session.execute(insert(cast("Table", TorrentRow.__table__)), rows)


async def read(database: Database, cipher: FieldCipher, number: int) -> dict[str, bytes]:
    """Torrent `number`, found by the blind index of its hash."""
    indexes = cipher.blind_indexes(plain(number)["ih"], "torrent.ih")
    async with database.read() as session:
        row = await session.scalar(select(TorrentRow).where(TorrentRow.ih_index.in_(indexes)))
    assert row is not None, f"torrent {number} is not found by its hash"
    return {
        name: cipher.decrypt(value, table="torrent", column=name, row=row.id)
        for name in PLACES
        if (value := getattr(row, name)) is not None
    }


async def headers(database: Database) -> set[bytes]:
    """The beginnings of all envelopes: one for each key that something is sealed with."""
    found: set[bytes] = set()
    async with database.read() as session:
        for name in PLACES:
            column = cast("Table", TorrentRow.__table__).c[name]
            found |= {one for one in await session.scalars(select(func.substr(column, 1, 5)).distinct()) if one}
    return found
