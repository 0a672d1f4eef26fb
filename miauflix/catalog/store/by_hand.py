"""What a title leaves behind when it goes."""

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog.tables import ListItemRow, ListRow, TitleRow, TitleTextRow


async def forget_texts(session: AsyncSession, title_id: str) -> None:
    """What it is called in other languages than its own."""
    await session.execute(delete(TitleTextRow).where(TitleTextRow.title_id == title_id))


async def lists_holding(session: AsyncSession, title_id: str) -> list[tuple[ListRow, int]]:
    """Every list it is on, whosever it is, with its place there; held against other writers."""
    query = (
        select(ListRow, ListItemRow.position)
        .join(ListItemRow, ListItemRow.slug == ListRow.slug)
        .where(ListItemRow.title_id == title_id)
        .order_by(ListRow.slug)
        .with_for_update(of=ListRow)
    )
    return [(row[0], row[1]) for row in await session.execute(query)]


async def remove_title(session: AsyncSession, title_id: str) -> None:
    """With its texts and its names in the search, which the database takes along."""
    await session.execute(delete(TitleRow).where(TitleRow.id == title_id))
