"""Which columns of a room are sealed: what a change of keys must seal anew, and what a grep of a dump must not find."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy import Table
from sqlalchemy.ext.asyncio import AsyncSession

Merge = Callable[[AsyncSession, str, str], Awaitable[None]]


def not_plain(_value: bytes, /) -> bytes | None:
    """Of a column that was never in plain text: whatever is there and no envelope is damaged."""
    return None


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """`read_plain` tells a value that was stored before there was encryption: the bytes to seal, `None` for none."""

    name: str
    read_plain: Callable[[bytes], bytes | None] = not_plain


@dataclass(frozen=True, slots=True)
class IndexColumn:
    """The blind index of another, sealed column of the row."""

    name: str
    of: str
    purpose: str


@dataclass(frozen=True, slots=True)
class SealedTable:
    """A table whose `key` column (text) is the row that its envelopes are bound to.

    `merge(session, kept, gone)` is for rows that turn out to be one, because their plain values are equal.
    """

    table: Table
    name: str
    columns: tuple[SealedColumn, ...]
    indexes: tuple[IndexColumn, ...] = ()
    key: str = "id"
    merge: Merge | None = None
