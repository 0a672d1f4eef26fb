"""Lists that people make, and where lists stand on the home page."""

from sqlalchemy import case, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog.tables import ListItemRow, ListRow


async def own_list(session: AsyncSession, slug: str, profile_id: str) -> ListRow | None:
    """The list, if it is this profile's; held against other writers until the transaction ends."""
    query = select(ListRow).where(ListRow.slug == slug, ListRow.owner == profile_id).with_for_update()
    return await session.scalar(query)


async def count_own(session: AsyncSession, profile_id: str) -> int:
    return await session.scalar(select(func.count()).select_from(ListRow).where(ListRow.owner == profile_id)) or 0


async def add_list(session: AsyncSession, row: ListRow) -> None:
    session.add(row)
    await session.flush()


async def remove_list(session: AsyncSession, slug: str) -> None:
    await session.execute(delete(ListItemRow).where(ListItemRow.slug == slug))
    await session.execute(delete(ListRow).where(ListRow.slug == slug))


async def position_of(session: AsyncSession, slug: str, title_id: str) -> int | None:
    query = select(ListItemRow.position).where(ListItemRow.slug == slug, ListItemRow.title_id == title_id)
    return await session.scalar(query)


async def slugs_with(session: AsyncSession, profile_id: str, title_id: str) -> list[str]:
    """The profile's lists that the title is on."""
    query = (
        select(ListRow.slug)
        .join(ListItemRow, ListItemRow.slug == ListRow.slug)
        .where(ListRow.owner == profile_id, ListItemRow.title_id == title_id)
        .order_by(ListRow.slug)
    )
    return [*await session.scalars(query)]


async def append_item(session: AsyncSession, row: ListRow, title_id: str) -> None:
    row.total += 1
    session.add(ListItemRow(slug=row.slug, position=row.total, title_id=title_id))
    await session.flush()


async def take_item(session: AsyncSession, row: ListRow, position: int) -> None:
    """Take an item out and close the gap, by way of negative positions: no two may be the same in between."""
    items = update(ListItemRow).where(ListItemRow.slug == row.slug)
    here = (ListItemRow.slug == row.slug) & (ListItemRow.position == position)
    await session.execute(delete(ListItemRow).where(here))
    behind = ListItemRow.position > position
    await session.execute(items.where(behind).values(position=-ListItemRow.position).execution_options(**_PLAIN))
    moved = items.where(ListItemRow.position < 0).values(position=-ListItemRow.position - 1)
    await session.execute(moved.execution_options(**_PLAIN))
    row.total -= 1
    await session.flush()


async def move_item(session: AsyncSession, slug: str, here: int, there: int) -> None:
    """Move an item and those in its way, by way of negative positions as above."""
    step = 1 if there < here else -1
    moved = case((ListItemRow.position == here, -there), else_=-ListItemRow.position - step)
    items = update(ListItemRow).where(ListItemRow.slug == slug).execution_options(**_PLAIN)
    between = ListItemRow.position.between(min(here, there), max(here, there))
    await session.execute(items.where(between).values(position=moved))
    await session.execute(items.where(ListItemRow.position < 0).values(position=-ListItemRow.position))


async def place_lists(session: AsyncSession, places: list[tuple[str, bool]]) -> list[str]:
    """Put everybody's lists in this order, shown or not; answers the slugs that are none of theirs."""
    shared = set(await session.scalars(select(ListRow.slug).where(ListRow.owner.is_(None))))
    unknown = [slug for slug, _ in places if slug not in shared]
    for rank, (slug, is_visible) in enumerate(places, start=1):
        await session.execute(update(ListRow).where(ListRow.slug == slug).values(rank=rank, is_visible=is_visible))
    left = shared - {slug for slug, _ in places}
    behind = update(ListRow).where(ListRow.slug.in_(left), ListRow.rank <= len(places))
    await session.execute(behind.values(rank=ListRow.rank + len(places)))
    return unknown


_PLAIN = {"synchronize_session": False}
