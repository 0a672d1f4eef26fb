"""Writing what was learned of a title, a season or a person: a handful of statements each, however much it is."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, delete, false, insert, update
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog.tables import (
    CreditRow,
    EpisodeRow,
    EpisodeTextRow,
    PersonRow,
    PersonTextRow,
    SeasonRow,
    SeasonTextRow,
    TitleGenreRow,
    TitleRow,
    TitleTextRow,
)
from miauflix.catalog.types import Kind
from miauflix.infra.db import insert_into, upsert
from miauflix.kit.ids import new_id

Row = Mapping[str, Any]

_CONFLICT = ["kind", "tmdb_id"]
# What a list may change of a title whose details are known.
_LIVELY = ("popularity", "rating", "vote_count")


async def put_title(session: AsyncSession, row: Row, *, now: datetime) -> str:
    """Insert or overwrite a title by its kind and TMDB id; answers its row's id."""
    statement = insert_into(session, TitleRow).values({"id": new_id(), "added_at": now, "runtime_min": None, **row})
    new = {name: statement.excluded[name] for name in row if name not in _CONFLICT}
    saved = statement.on_conflict_do_update(index_elements=_CONFLICT, set_=new).returning(TitleRow.id)
    return (await session.execute(saved)).scalar_one()


async def put_brief_titles(session: AsyncSession, rows: Sequence[Row], *, now: datetime) -> None:
    """Insert titles as lists name them; of those that are there only votes and popularity change."""
    unique = {(row["kind"], row["tmdb_id"]): row for row in rows}
    if not unique:
        return
    fresh = [{"id": new_id(), "added_at": now, "runtime_min": None, **unique[one]} for one in sorted(unique)]
    statement = insert_into(session, cast("Table", TitleRow.__table__))
    new = {name: statement.excluded[name] for name in _LIVELY}
    await session.execute(statement.on_conflict_do_update(index_elements=_CONFLICT, set_=new), fresh)


async def put_genres_of(session: AsyncSession, title_id: str, genre_ids: Sequence[int]) -> None:
    """Make these, in this order, the title's genres."""
    gone = delete(TitleGenreRow).where(TitleGenreRow.title_id == title_id, TitleGenreRow.genre_id.not_in(genre_ids))
    await session.execute(gone)
    rows = [
        {"title_id": title_id, "genre_id": one, "position": position} for position, one in enumerate(genre_ids, start=1)
    ]
    await upsert(session, TitleGenreRow, rows)


async def put_brief_genres(session: AsyncSession, rows: Sequence[Row]) -> None:
    await upsert(session, TitleGenreRow, rows, only_new=True)


async def put_texts(session: AsyncSession, title_id: str, texts: Sequence[Row]) -> None:
    await upsert(session, TitleTextRow, [{"title_id": title_id, **text} for text in texts])


async def put_people(session: AsyncSession, people: Sequence[Row]) -> None:
    await upsert(session, PersonRow, people)


async def put_person_texts(session: AsyncSession, texts: Sequence[Row]) -> None:
    await upsert(session, PersonTextRow, texts)


async def put_credits(session: AsyncSession, title_id: str, parts: Sequence[Row]) -> None:
    """Make these the title's credits, in this order on each side."""
    await session.execute(delete(CreditRow).where(CreditRow.title_id == title_id))
    if parts:
        rows = [{"title_id": title_id, "position": at, **part} for at, part in enumerate(parts, start=1)]
        await session.execute(insert(cast("Table", CreditRow.__table__)), rows)


async def add_credits(session: AsyncSession, rows: Sequence[Row]) -> None:
    """Credits learned from a person's page; what the title's own page said stays."""
    await upsert(session, CreditRow, rows, only_new=True)


async def put_seasons(session: AsyncSession, title_id: str, seasons: Sequence[Row]) -> None:
    """The seasons as the show's page names them; those it does not name stay as they are."""
    await upsert(session, SeasonRow, [{"title_id": title_id, **season} for season in seasons])


async def put_season(
    session: AsyncSession, title_id: str, season: Row, texts: Sequence[Row], episodes: Sequence[Row]
) -> None:
    """A season with all of its episodes; episodes it no longer has are gone, unless it seems to have none at all."""
    number = season["number"]
    await upsert(session, SeasonRow, [{"title_id": title_id, **season}])
    await upsert(session, SeasonTextRow, [{"title_id": title_id, "number": number, **text} for text in texts])
    kept = [one["number"] for one in episodes]
    gone = EpisodeRow.number.not_in(kept) if kept else false()
    await session.execute(delete(EpisodeRow).where(EpisodeRow.title_id == title_id, EpisodeRow.season == number, gone))
    await upsert(session, EpisodeRow, [{"title_id": title_id, **one} for one in episodes])


async def put_episode_texts(session: AsyncSession, title_id: str, texts: Sequence[Row]) -> None:
    await upsert(session, EpisodeTextRow, [{"title_id": title_id, **text} for text in texts])


async def mark_changed(session: AsyncSession, kind: Kind, tmdb_ids: Collection[int], *, now: datetime) -> int:
    """Note that TMDB has changed these since we read them; answers how many of them we have."""
    known = 0
    ordered = sorted(tmdb_ids)
    for first in range(0, len(ordered), 1000):
        some = ordered[first : first + 1000]
        mine = (TitleRow.kind == kind) & TitleRow.tmdb_id.in_(some) & TitleRow.detailed_at.is_not(None)
        changed = await session.scalars(update(TitleRow).where(mine).values(changed_at=now).returning(TitleRow.id))
        known += len(changed.all())
    return known


async def put_off_season(session: AsyncSession, title_id: str, number: int, *, until: datetime) -> None:
    """Leave a season that failed out of the queue for a while."""
    mine = (SeasonRow.title_id == title_id) & (SeasonRow.number == number)
    await session.execute(update(SeasonRow).where(mine).values(retry_at=until))


async def forget_change(session: AsyncSession, kind: Kind, tmdb_id: int, *, now: datetime) -> None:
    """TMDB has it no more: what we know stays, and is not asked for again."""
    mine = (TitleRow.kind == kind) & (TitleRow.tmdb_id == tmdb_id)
    await session.execute(update(TitleRow).where(mine).values(changed_at=None, detailed_at=now))
