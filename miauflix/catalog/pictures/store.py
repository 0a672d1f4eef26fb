"""All SQL about pictures."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog.tables import ListItemRow, ListRow, PictureRow, TitleRow


async def picture(session: AsyncSession, name: str) -> PictureRow | None:
    return await session.get(PictureRow, name)


async def know_pictures(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """Insert those that are new; of those that are not, only the words may change, and never to none."""
    if not rows:
        return
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = insert(PictureRow)
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


async def missing_posters(session: AsyncSession, limit: int) -> list[PictureRow]:
    """Posters of titles on lists that have not come yet, in the order in which the home page shows them."""
    place = select(
        TitleRow.poster.label("hash"),
        func.min(ListItemRow.position).label("position"),
        func.min(ListRow.rank).label("rank"),
    )
    first = (
        place.join(ListItemRow, ListItemRow.title_id == TitleRow.id)
        .join(ListRow, ListRow.slug == ListItemRow.slug)
        .group_by(TitleRow.poster)
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
