"""All SQL of the cipher: keys, salts, how far a change of keys is, and the sealed fields of every room."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, LargeBinary, RowMapping, bindparam, cast, delete, func, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.infra.cipher.keyring import Key
from miauflix.infra.cipher.sealed import SealedTable
from miauflix.infra.cipher.tables import CipherKeyRow, CipherSaltRow, KeyRotationRow

# Keys --------------------------------------------------------------------------------------------------------------


async def keys(session: AsyncSession) -> list[CipherKeyRow]:
    return [*(await session.scalars(select(CipherKeyRow).order_by(CipherKeyRow.id)))]


async def lock_keys(session: AsyncSession) -> None:
    """Let nobody else add a key before this transaction ends; SQLite has but one writer."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(text("LOCK TABLE cipher_key IN SHARE ROW EXCLUSIVE MODE"))


async def add_key(session: AsyncSession, key: Key, now: datetime) -> None:
    if await session.get(CipherKeyRow, key.id.hex()) is None:
        session.add(CipherKeyRow(id=key.id.hex(), check_value=key.check, first_used_at=now))
        await session.flush()


async def remove_other_keys(session: AsyncSession, kept: str) -> None:
    await session.execute(delete(CipherKeyRow).where(CipherKeyRow.id != kept))


async def salts(session: AsyncSession) -> list[tuple[bytes, int]]:
    """Salts and rounds, the newest first."""
    rows = await session.scalars(select(CipherSaltRow).order_by(CipherSaltRow.id.desc()))
    return [(row.salt, row.iterations) for row in rows]


async def add_salt(session: AsyncSession, salt_id: str, salt: bytes, iterations: int) -> None:
    session.add(CipherSaltRow(id=salt_id, salt=salt, iterations=iterations))
    await session.flush()


async def remove_old_salts(session: AsyncSession) -> None:
    newest = select(func.max(CipherSaltRow.id)).scalar_subquery()
    await session.execute(delete(CipherSaltRow).where(CipherSaltRow.id != newest))


# How far a change of keys is ---------------------------------------------------------------------------------------


async def rotation(session: AsyncSession, key_id: str) -> KeyRotationRow | None:
    return await session.get(KeyRotationRow, key_id)


async def rotation_in_turn(session: AsyncSession, key_id: str) -> KeyRotationRow | None:
    """The same, once no other process is at a batch of it: each would hold rows that the other waits for."""
    return await session.get(KeyRotationRow, key_id, with_for_update=True)


async def add_rotation(session: AsyncSession, key_id: str, now: datetime, total: int) -> KeyRotationRow:
    row = KeyRotationRow(id=key_id, started_at=now, done=0, total=total, damaged=0)
    session.add(row)
    await session.flush()
    return row


async def latest_rotation(session: AsyncSession) -> KeyRotationRow | None:
    return await session.scalar(select(KeyRotationRow).order_by(KeyRotationRow.started_at.desc()).limit(1))


# Sealed fields -----------------------------------------------------------------------------------------------------


async def count_rows(session: AsyncSession, sealed: SealedTable) -> int:
    """Rows with anything sealed in them: a change of keys has nothing to do with the others."""
    is_sealed = or_(*(sealed.table.c[one.name].is_not(None) for one in sealed.columns))
    return await session.scalar(select(func.count()).select_from(sealed.table).where(is_sealed)) or 0


async def rows_under_other_keys(
    session: AsyncSession, sealed: SealedTable, header: bytes, *, after: str, limit: int
) -> Sequence[RowMapping]:
    """Rows behind `after` with a field whose envelope does not begin with `header`, in the order of their keys."""
    key = sealed.table.c[sealed.key]
    begins = [func.substr(sealed.table.c[one.name], 1, len(header)) != header for one in sealed.columns]
    return await _rows(session, sealed, or_(*begins), key > after, limit=limit)


async def rows_behind(session: AsyncSession, sealed: SealedTable, *, after: str, limit: int) -> Sequence[RowMapping]:
    """Rows as they are stored: SQLite may keep text, even broken text, in a column of bytes."""
    key, *names = _names(sealed)
    raw = (cast(sealed.table.c[name], LargeBinary).label(name) for name in names)
    query = select(sealed.table.c[key], *raw)
    query = query.where(sealed.table.c[sealed.key] > after).order_by(sealed.table.c[sealed.key])
    return (await session.execute(query.limit(limit).with_for_update())).mappings().all()


async def change_rows(session: AsyncSession, sealed: SealedTable, changes: Mapping[str, Mapping[str, bytes]]) -> None:
    """Set the named columns of rows by their keys: one statement for all rows that change in the same columns."""
    alike: dict[tuple[str, ...], list[dict[str, str | bytes]]] = {}
    for row, values in changes.items():
        given = {f"_{name}": value for name, value in values.items()}
        alike.setdefault(tuple(sorted(values)), []).append({"_row": row, **given})
    for names, rows in alike.items():
        change = update(sealed.table).where(sealed.table.c[sealed.key] == bindparam("_row"))
        await session.execute(change.values({name: bindparam(f"_{name}") for name in names}), rows)


async def row_with_index(
    session: AsyncSession, sealed: SealedTable, column: str, values: Sequence[bytes]
) -> str | None:
    query = select(sealed.table.c[sealed.key]).where(sealed.table.c[column].in_(values)).limit(1)
    return await session.scalar(query)


async def _rows(
    session: AsyncSession, sealed: SealedTable, *conditions: ColumnElement[bool], limit: int
) -> Sequence[RowMapping]:
    query = (
        select(*(sealed.table.c[name] for name in _names(sealed)))
        .where(*conditions)
        .order_by(sealed.table.c[sealed.key])
        .limit(limit)
        .with_for_update()
    )
    return (await session.execute(query)).mappings().all()


def _names(sealed: SealedTable) -> list[str]:
    return [sealed.key, *(one.name for one in sealed.columns), *(one.name for one in sealed.indexes)]
