"""Who is linked to Trakt, and the sealed tokens."""

from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, delete, null, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.infra.cipher import FieldCipher
from miauflix.infra.db import take_turn
from miauflix.viewing.tables import (
    HistoryRow,
    TraktAccountRow,
    TraktKnownRow,
    TraktLinkRow,
    TraktRemovalRow,
    TraktScrobbleRow,
    TraktWatchingRow,
)
from miauflix.viewing.trakt.types import Account, Generation, Pair

_ACCOUNT = "trakt_account"


async def account(session: AsyncSession, profile_id: str) -> Account | None:
    row = await session.get(TraktAccountRow, profile_id, populate_existing=True)
    if row is None:
        return None
    return Account(
        row.profile_id, row.username, row.trouble, row.is_broken, row.linked_at, row.synced_at, dict(row.activities)
    )


async def lock(session: AsyncSession, profile_id: str, *, linked_at: datetime | None = None) -> bool:
    """Whether the profile is linked, and if so nobody else's change of its link gets in before the transaction ends.

    With `linked_at`, whether by the link that was made then: the next one may be another account's.
    """
    mine = TraktAccountRow.profile_id == profile_id
    query = select(TraktAccountRow.profile_id).where(mine, TraktAccountRow.is_broken.is_(False))
    if linked_at is not None:
        query = query.where(TraktAccountRow.linked_at == linked_at)
    return await session.scalar(query.with_for_update()) is not None


async def linked(session: AsyncSession) -> list[str]:
    """The profiles whose link stands."""
    return [*await session.scalars(select(TraktAccountRow.profile_id).where(TraktAccountRow.is_broken.is_(False)))]


async def put(session: AsyncSession, cipher: FieldCipher, profile_id: str, username: str, pair: Pair) -> None:
    """Link the profile anew."""
    await session.execute(delete(TraktAccountRow).where(TraktAccountRow.profile_id == profile_id))
    session.add(
        TraktAccountRow(
            profile_id=profile_id,
            username=username,
            linked_at=pair.issued_at,
            activities={},
            generation=1,
            is_broken=False,
            **_sealed(cipher, profile_id, pair),
        )
    )
    await session.flush()


async def pair_of(session: AsyncSession, cipher: FieldCipher, profile_id: str) -> tuple[Pair, Generation] | None:
    """The present tokens and which they are; none for a profile without a link that stands."""
    row = await session.get(TraktAccountRow, profile_id, populate_existing=True)
    if row is None or row.is_broken:
        return None
    access, refresh = (
        cipher.decrypt(sealed, table=_ACCOUNT, column=column, row=profile_id).decode()
        for column, sealed in (("access_token", row.access_token), ("refresh_token", row.refresh_token))
    )
    return Pair(access, refresh, row.issued_at, row.expires_at), Generation(row.linked_at, row.generation)


async def begin_refresh(
    session: AsyncSession, profile_id: str, generation: Generation, *, now: datetime, until: datetime
) -> bool:
    """Take the right to exchange this generation's refresh token; nobody else gets it before `until`."""
    free = or_(TraktAccountRow.refreshing_until.is_(null()), TraktAccountRow.refreshing_until < now)
    return await _change(session, profile_id, generation, free, refreshing_until=until)


async def end_refresh(
    session: AsyncSession, cipher: FieldCipher, profile_id: str, generation: Generation, pair: Pair
) -> bool:
    values = _sealed(cipher, profile_id, pair) | {"generation": generation.number + 1, "refreshing_until": None}
    return await _change(session, profile_id, generation, **values)


async def let_go(session: AsyncSession, profile_id: str, generation: Generation) -> bool:
    """Give the right to exchange back: nothing came of it."""
    return await _change(session, profile_id, generation, refreshing_until=None)


async def mark_broken(session: AsyncSession, profile_id: str, generation: Generation, trouble: str) -> bool:
    return await _change(session, profile_id, generation, is_broken=True, trouble=trouble, refreshing_until=None)


async def note(session: AsyncSession, profile_id: str, **values: object) -> None:
    """Write down how synchronising went: `trouble`, `synced_at`, `activities`."""
    mine = update(TraktAccountRow).where(TraktAccountRow.profile_id == profile_id)
    await session.execute(mine.values(values), execution_options={"synchronize_session": False})


async def forget(session: AsyncSession, profile_id: str) -> None:
    """Unlink. What was imported stays; which of it Trakt knows is forgotten, for the next link may be another's."""
    for table in (
        TraktLinkRow, TraktAccountRow, TraktKnownRow, TraktRemovalRow, TraktScrobbleRow, TraktWatchingRow,
    ):  # fmt: skip
        await session.execute(delete(table).where(table.profile_id == profile_id))
    mine = update(HistoryRow).where(HistoryRow.profile_id == profile_id)
    await session.execute(mine.values(trakt_id=None, told_at=None), execution_options={"synchronize_session": False})


async def link(session: AsyncSession, profile_id: str, *, to_change: bool = False) -> TraktLinkRow | None:
    """What somebody has begun, if anything; one `to_change` is locked, always before the account."""
    return await session.get(TraktLinkRow, profile_id, populate_existing=True, with_for_update=to_change)


async def put_link(session: AsyncSession, row: TraktLinkRow) -> None:
    await take_turn(session, f"a code of Trakt's for {row.profile_id}")  # pressed twice, it is asked for twice
    await session.execute(delete(TraktLinkRow).where(TraktLinkRow.profile_id == row.profile_id))
    session.add(row)
    await session.flush()


async def end_link(session: AsyncSession, link_id: str, state: str | None) -> None:
    """Keep how the link ended, or (None) nothing of it: it has become an account."""
    mine = TraktLinkRow.id == link_id
    if state is None:
        await session.execute(delete(TraktLinkRow).where(mine))
    else:
        await session.execute(update(TraktLinkRow).where(mine).values(state=state))


def _sealed(cipher: FieldCipher, profile_id: str, pair: Pair) -> dict[str, Any]:
    return {
        "access_token": cipher.encrypt(pair.access.encode(), table=_ACCOUNT, column="access_token", row=profile_id),
        "refresh_token": cipher.encrypt(pair.refresh.encode(), table=_ACCOUNT, column="refresh_token", row=profile_id),
        "issued_at": pair.issued_at,
        "expires_at": pair.expires_at,
    }


async def _change(
    session: AsyncSession, profile_id: str, held: Generation, /, *conditions: Any, **values: object
) -> bool:
    """Change the account as long as these are still its tokens."""
    these = (TraktAccountRow.linked_at == held.linked_at, TraktAccountRow.generation == held.number)
    change = update(TraktAccountRow).where(TraktAccountRow.profile_id == profile_id, *these, *conditions).values(values)
    result = await session.execute(change, execution_options={"synchronize_session": False})
    return cast("CursorResult[Any]", result).rowcount > 0
