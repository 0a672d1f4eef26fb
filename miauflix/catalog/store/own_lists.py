"""Lists that people make, and where lists stand on the home page."""

from sqlalchemy import ColumnElement, and_, case, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog.tables import ListItemRow, ListRow
from miauflix.catalog.types import HOUSE_LISTS, Maker

_OF_THE_HOUSE = and_(ListRow.owner.is_(None), ListRow.slug.startswith(HOUSE_LISTS, autoescape=True))


def _made_by(maker: Maker) -> ColumnElement[bool]:
    mine = ListRow.owner == maker.profile_id
    return or_(mine, _OF_THE_HOUSE) if maker.is_admin else mine


async def own_list(session: AsyncSession, slug: str, maker: Maker) -> ListRow | None:
    """The list, if it is theirs to change; held against other writers until the transaction ends."""
    query = select(ListRow).where(ListRow.slug == slug, _made_by(maker)).with_for_update()
    return await session.scalar(query)


async def count_lists(session: AsyncSession, profile_id: str | None) -> int:
    """How many a profile has made, or how many were made for the house."""
    which = _OF_THE_HOUSE if profile_id is None else ListRow.owner == profile_id
    return await session.scalar(select(func.count()).select_from(ListRow).where(which)) or 0


async def add_list(session: AsyncSession, row: ListRow) -> None:
    session.add(row)
    await session.flush()


async def remove_list(session: AsyncSession, slug: str) -> None:
    await session.execute(delete(ListItemRow).where(ListItemRow.slug == slug))
    await session.execute(delete(ListRow).where(ListRow.slug == slug))


async def position_of(session: AsyncSession, slug: str, title_id: str) -> int | None:
    query = select(ListItemRow.position).where(ListItemRow.slug == slug, ListItemRow.title_id == title_id)
    return await session.scalar(query)


async def slugs_with(session: AsyncSession, maker: Maker, title_id: str) -> list[str]:
    """Of the lists that are theirs to change, those that the title is on."""
    query = (
        select(ListRow.slug)
        .join(ListItemRow, ListItemRow.slug == ListRow.slug)
        .where(_made_by(maker), ListItemRow.title_id == title_id)
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
