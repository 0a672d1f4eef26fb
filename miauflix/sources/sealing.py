"""Which columns of this room are sealed, and how each looked in plain text."""

import base64
import binascii
import re
from typing import Final, cast

from sqlalchemy import Table
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.infra.cipher import IndexColumn, SealedColumn, SealedTable
from miauflix.peers import InvalidMetainfo, parse_magnet, parse_metainfo
from miauflix.sources import store
from miauflix.sources.tables import ProviderRow, SourceRow, TorrentRow

_ADDRESS = re.compile(rb"(?:https?|file)://\S+", re.IGNORECASE)


def _hash(value: bytes) -> bytes | None:
    """20 or 32 bytes, or their hexadecimal or base32 text."""
    if len(value) == 20:
        return value
    try:
        if len(value) in {40, 64}:
            return binascii.unhexlify(value)
        if len(value) == 32:
            return base64.b32decode(value.upper())
    except ValueError:
        pass
    return value if len(value) == 32 else None


def _magnet(value: bytes) -> bytes | None:
    try:
        parse_magnet(value.decode())
    except (InvalidMetainfo, UnicodeDecodeError):
        return None
    return value


def _metainfo(value: bytes) -> bytes | None:
    try:
        parse_metainfo(value)
    except InvalidMetainfo:
        return None
    return value


def _address(value: bytes) -> bytes | None:
    return value if _ADDRESS.fullmatch(value) else None


def _text(value: bytes) -> bytes | None:
    try:
        value.decode()
    except UnicodeDecodeError:
        return None
    return value


async def _merge(session: AsyncSession, kept: str, gone: str) -> None:
    await store.merge_torrents(session, kept, gone)


TORRENTS: Final = SealedTable(
    cast("Table", TorrentRow.__table__),
    "torrent",
    (
        SealedColumn("ih", _hash),
        SealedColumn("ml", _magnet),
        SealedColumn("file", _metainfo),
        SealedColumn("tu", _address),
        SealedColumn("name", _text),
        SealedColumn("gr", _text),
    ),
    (IndexColumn("ih_index", of="ih", purpose="torrent.ih"),),
    merge=_merge,
)
FILES: Final = SealedTable(
    cast("Table", SourceRow.__table__),
    "source",
    (SealedColumn("url", _address), SealedColumn("name", _text)),
    (IndexColumn("url_index", of="url", purpose="source.url"),),
)
PROVIDERS: Final = SealedTable(
    cast("Table", ProviderRow.__table__),
    "provider",
    (SealedColumn("base_url", _address), SealedColumn("api_key", _text)),
    key="name",
)
SEALED: Final = (TORRENTS, FILES, PROVIDERS)
"""All of the room."""
