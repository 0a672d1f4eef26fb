"""Titles that are no more."""

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.viewing.tables import (
    HistoryRow,
    ProgressRow,
    TraktKnownRow,
    TraktRemovalRow,
    TraktScrobbleRow,
    TraktWatchingRow,
    WatchlistRow,
)

_BY_REF = (ProgressRow, WatchlistRow, HistoryRow, TraktKnownRow, TraktRemovalRow, TraktScrobbleRow, TraktWatchingRow)


async def forget_everywhere(session: AsyncSession, ref: str) -> None:
    """Whatever any profile did with it: a film that is added later gets its number."""
    for table in _BY_REF:
        gone = delete(table).where(table.ref == ref)
        await session.execute(gone, execution_options={"synchronize_session": False})
