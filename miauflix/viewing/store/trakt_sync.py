"""What Trakt knows of us, and what it still has to be told."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, delete, null, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.kit.ids import new_id
from miauflix.viewing.tables import (
    HistoryRow,
    TraktKnownRow,
    TraktRemovalRow,
    TraktScrobbleRow,
    TraktWatchingRow,
)
from miauflix.viewing.trakt.types import Action, Pending, Play, Removal, Scrobble

_AS_IT_STANDS = {"synchronize_session": False}


async def known(session: AsyncSession, profile_id: str) -> tuple[set[str], set[str]]:
    """The titles on Trakt's watch-list when we last looked, and those it would not take."""
    rows = [*await session.scalars(select(TraktKnownRow).where(TraktKnownRow.profile_id == profile_id))]
    return {row.ref for row in rows if not row.refused}, {row.ref for row in rows if row.refused}


async def set_known(session: AsyncSession, profile_id: str, refs: Iterable[str], refused: Iterable[str]) -> None:
    """From now on these are on Trakt's watch-list, and those it would not take."""
    wanted = dict.fromkeys(refs, False) | dict.fromkeys(refused, True)
    for row in await session.scalars(select(TraktKnownRow).where(TraktKnownRow.profile_id == profile_id)):
        if row.ref not in wanted:
            await session.delete(row)
        else:
            row.refused = wanted.pop(row.ref)
    session.add_all(TraktKnownRow(profile_id=profile_id, ref=ref, refused=one) for ref, one in wanted.items())
    await session.flush()


async def has_all_plays(session: AsyncSession, profile_id: str, trakt_ids: Collection[int]) -> bool:
    mine = (HistoryRow.profile_id == profile_id) & HistoryRow.trakt_id.in_(trakt_ids)
    return len({*await session.scalars(select(HistoryRow.trakt_id).where(mine))}) == len({*trakt_ids})


async def plays_known(session: AsyncSession, profile_id: str, trakt_ids: Sequence[int]) -> set[int]:
    found: set[int] = set()
    for first in range(0, len(trakt_ids), 500):
        some = HistoryRow.trakt_id.in_(trakt_ids[first : first + 500])
        rows = await session.scalars(select(HistoryRow.trakt_id).where(HistoryRow.profile_id == profile_id, some))
        found |= {one for one in rows if one is not None}
    return found


async def unmatched(session: AsyncSession, profile_id: str) -> list[tuple[Pending, bool]]:
    """Viewings whose number at Trakt is not known, and whether Trakt was told of them."""
    query = select(HistoryRow).where(HistoryRow.profile_id == profile_id, HistoryRow.trakt_id.is_(null()))
    return [(Pending(row.id, row.ref, row.watched_at), row.told_at is not None) for row in await session.scalars(query)]


async def untold(session: AsyncSession, profile_id: str) -> list[Pending]:
    """Viewings of ours that Trakt has to be told of, oldest first."""
    query = (
        select(HistoryRow)
        .where(HistoryRow.profile_id == profile_id, HistoryRow.origin == "here")
        .where(HistoryRow.trakt_id.is_(null()), HistoryRow.told_at.is_(null()))
        .order_by(HistoryRow.watched_at)
    )
    return [Pending(row.id, row.ref, row.watched_at) for row in await session.scalars(query)]


async def told(session: AsyncSession, ids: Collection[str], now: datetime, trakt_id: int | None = None) -> None:
    values: dict[str, object] = {"told_at": now}
    if trakt_id:
        values["trakt_id"] = trakt_id
    await _run(session, update(HistoryRow).where(HistoryRow.id.in_(ids)).values(values))


async def is_there_as(session: AsyncSession, entry_id: str, trakt_id: int, now: datetime) -> None:
    """Note the number that a viewing of ours has at Trakt, or one of ours that is about to be taken out there."""
    await told(session, [entry_id], now, trakt_id)
    await _run(session, update(TraktRemovalRow).where(TraktRemovalRow.id == entry_id).values(trakt_id=trakt_id))


async def import_plays(session: AsyncSession, profile_id: str, plays: Iterable[Play]) -> None:
    session.add_all(
        HistoryRow(
            id=new_id(), profile_id=profile_id, ref=play.ref, watched_at=play.watched_at, origin="trakt",
            trakt_id=play.trakt_id, told_at=play.watched_at,
        )
        for play in plays
    )  # fmt: skip
    await session.flush()


async def want_removed(
    session: AsyncSession, profile_id: str, *, ref: str | None = None, entry_id: str | None = None
) -> bool:
    """Remember what Trakt knows of the entries that are about to be taken out."""
    mine = select(HistoryRow).where(HistoryRow.profile_id == profile_id)
    mine = mine.where(HistoryRow.ref == ref) if ref else mine.where(HistoryRow.id == entry_id)
    rows = [row for row in await session.scalars(mine) if row.trakt_id is not None or row.told_at is not None]
    session.add_all(
        TraktRemovalRow(id=row.id, profile_id=profile_id, ref=row.ref, watched_at=row.watched_at, trakt_id=row.trakt_id)
        for row in rows
    )
    await session.flush()
    return bool(rows)


async def removals(session: AsyncSession, profile_id: str) -> list[Removal]:
    query = select(TraktRemovalRow).where(TraktRemovalRow.profile_id == profile_id).order_by(TraktRemovalRow.id)
    return [Removal(row.id, row.ref, row.watched_at, row.trakt_id) for row in await session.scalars(query)]


async def removed(session: AsyncSession, ids: Collection[str]) -> None:
    await _run(session, delete(TraktRemovalRow).where(TraktRemovalRow.id.in_(ids)))


async def watching(session: AsyncSession, profile_id: str) -> Scrobble | None:
    """What the profile's player did last."""
    row = await session.get(TraktWatchingRow, profile_id, populate_existing=True)
    return Scrobble("", row.ref, cast("Action", row.action), row.progress, row.at) if row else None


async def set_watching(session: AsyncSession, profile_id: str, event: Scrobble) -> None:
    await session.merge(
        TraktWatchingRow(
            profile_id=profile_id, ref=event.ref, action=event.action, progress=event.progress, at=event.at
        )
    )


async def left_open(session: AsyncSession, action: Action, before: datetime) -> list[tuple[str, Scrobble]]:
    """Players that did this last, before then, and have not been heard of since: somebody closed the lid."""
    query = select(TraktWatchingRow).where(TraktWatchingRow.action == action, TraktWatchingRow.at < before)
    return [
        (row.profile_id, Scrobble("", row.ref, action, row.progress, row.at)) for row in await session.scalars(query)
    ]


async def add_scrobble(session: AsyncSession, profile_id: str, event: Scrobble) -> None:
    session.add(
        TraktScrobbleRow(
            id=event.id, profile_id=profile_id, ref=event.ref, action=event.action, progress=event.progress, at=event.at
        )
    )
    await session.flush()


async def scrobbles(session: AsyncSession, profile_id: str) -> list[Scrobble]:
    query = select(TraktScrobbleRow).where(TraktScrobbleRow.profile_id == profile_id).order_by(TraktScrobbleRow.id)
    return [
        Scrobble(row.id, row.ref, cast("Action", row.action), row.progress, row.at)
        for row in await session.scalars(query)
    ]


async def drop_scrobble(session: AsyncSession, event_id: str) -> None:
    await _run(session, delete(TraktScrobbleRow).where(TraktScrobbleRow.id == event_id))


async def _run(session: AsyncSession, change: Any) -> int:
    result = await session.execute(change, execution_options=_AS_IT_STANDS)
    return cast("CursorResult[Any]", result).rowcount
