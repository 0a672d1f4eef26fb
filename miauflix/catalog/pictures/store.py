"""All SQL about pictures."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CompoundSelect, Select, and_, func, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from miauflix.catalog.tables import ListItemRow, ListRow, PictureRow, TitleRow, TitleTextRow
from miauflix.infra.db import insert_into


async def picture(session: AsyncSession, name: str) -> PictureRow | None:
    return await session.get(PictureRow, name)


async def know_pictures(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """Insert those that are new; of those that are not, only the words may change, and never to none."""
    if not rows:
        return
    statement = insert_into(session, PictureRow)
    new = statement.excluded
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["hash"],
            set_={"words": new.words},
            where=(new.words != "") & (PictureRow.words != new.words),
        ),
        rows,
    )


async def picture_came(
    session: AsyncSession, name: str, size: tuple[int, int], thumbhash: str, fetched_at: datetime
) -> None:
    """A remote picture is here, `size` wide and high."""
    width, height = size
    values = {"width": width, "height": height, "thumbhash": thumbhash, "fetched_at": fetched_at}
    await session.execute(update(PictureRow).where(PictureRow.hash == name).values(values))


async def missing_posters(session: AsyncSession, languages: Collection[str], limit: int) -> list[PictureRow]:
    """Posters of titles on lists, as readers of these languages see them, that have not come yet, in the order in which
    the home page shows them.
    """
    own = _placed(TitleRow.poster)
    spoken = _placed(TitleTextRow.poster).join(
        TitleTextRow, and_(TitleTextRow.title_id == TitleRow.id, TitleTextRow.language.in_(languages))
    )
    return await _missing(session, union_all(own, spoken), limit)


async def missing_backdrops(session: AsyncSession, deep: int) -> list[PictureRow]:
    """Those of the first `deep` titles of every list that the home page shows: one of them fills its head."""
    heads = _placed(TitleRow.backdrop).where(ListItemRow.position <= deep, ListRow.is_visible, ListRow.owner.is_(None))
    return await _missing(session, heads, _MOST_BACKDROPS)


_MOST_BACKDROPS = 60


def _placed(picture: InstrumentedAttribute[str | None]) -> Select[str | None, int, int]:
    """A picture of each title on a list, with its place."""
    return (
        select(picture.label("hash"), ListItemRow.position.label("position"), ListRow.rank.label("rank"))
        .select_from(TitleRow)
        .join(ListItemRow, ListItemRow.title_id == TitleRow.id)
        .join(ListRow, ListRow.slug == ListItemRow.slug)
    )


async def _missing(
    session: AsyncSession, places: Select[str | None, int, int] | CompoundSelect[str | None, int, int], limit: int
) -> list[PictureRow]:
    place = places.subquery()
    columns = place.c
    first = (
        select(columns.hash, func.min(columns.position).label("position"), func.min(columns.rank).label("rank"))
        .group_by(columns.hash)
        .subquery()
    )
    query = (
        select(PictureRow)
        .join(first, first.c.hash == PictureRow.hash)
        .where(PictureRow.origin == "remote", PictureRow.fetched_at.is_(None))
        .order_by(first.c.position, first.c.rank, PictureRow.hash)
        .limit(limit)
    )
    return list(await session.scalars(query))
