"""Lists that people make for themselves: each belongs to a profile and exists for nobody else."""

import secrets
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog import store as catalog
from miauflix.catalog.errors import TooManyLists, UnknownList, UnknownPosition, UnknownTitle
from miauflix.catalog.store import own_lists as store
from miauflix.catalog.tables import ListRow
from miauflix.catalog.types import Kind

_MOST_LISTS = 100
_MOST_ITEMS = 5_000


async def make_list(session: AsyncSession, profile_id: str, name: str) -> str:
    """A new, empty list of the profile's; answers its slug.

    Raises:
        TooManyLists: it has a hundred.
    """
    if await store.count_own(session, profile_id) >= _MOST_LISTS:
        raise TooManyLists(f"A profile has {_MOST_LISTS} lists at most; remove one first")
    slug = f"my-{secrets.token_hex(8)}"
    row = ListRow(slug=slug, name=name, kind="mixed", rank=1000, owner=profile_id, total=0, is_visible=False)
    await store.add_list(session, row)
    return slug


async def rename_list(session: AsyncSession, profile_id: str, slug: str, name: str) -> None:
    (await _own(session, profile_id, slug)).name = name


async def remove_list(session: AsyncSession, profile_id: str, slug: str) -> None:
    await _own(session, profile_id, slug)
    await store.remove_list(session, slug)


async def put_item(session: AsyncSession, profile_id: str, slug: str, kind: Kind, tmdb_id: int) -> None:
    """Put a title at the end of the list; where it is already, it stays.

    Raises:
        UnknownList, UnknownTitle: the list is not this profile's, the title not in the catalogue.
        TooManyLists: the list is full.
    """
    row = await _own(session, profile_id, slug)
    title = await catalog.title_row(session, kind, tmdb_id)
    if title is None:
        raise UnknownTitle(f"The catalogue has no {kind} {tmdb_id}")
    if await store.position_of(session, slug, title.id) is not None:
        return
    if row.total >= _MOST_ITEMS:
        raise TooManyLists(f"A list holds {_MOST_ITEMS} titles at most")
    await store.append_item(session, row, title.id)


async def take_item(session: AsyncSession, profile_id: str, slug: str, kind: Kind, tmdb_id: int) -> None:
    """Take a title off the list; where it is not, nothing happens.

    Raises:
        UnknownList: the list is not this profile's.
    """
    row = await _own(session, profile_id, slug)
    title = await catalog.title_row(session, kind, tmdb_id)
    position = await store.position_of(session, slug, title.id) if title else None
    if position is not None:
        await store.take_item(session, row, position)


async def place_item(
    session: AsyncSession, profile_id: str, slug: str, kind: Kind, tmdb_id: int, position: int
) -> None:
    """Put a title of the list at this place, counted from 1; those between here and there move up by one.

    Raises:
        UnknownList: the list is not this profile's.
        UnknownTitle: the title is not on it.
        UnknownPosition: the list is shorter.
    """
    row = await _own(session, profile_id, slug)
    title = await catalog.title_row(session, kind, tmdb_id)
    here = await store.position_of(session, slug, title.id) if title else None
    if here is None:
        raise UnknownTitle(f"The list has no {kind} {tmdb_id}")
    if not 1 <= position <= row.total:
        raise UnknownPosition(f"The list has {row.total} titles; there is no place {position}")
    if position != here:
        await store.move_item(session, slug, here, position)


async def lists_with(session: AsyncSession, profile_id: str, kind: Kind, tmdb_id: int) -> list[str]:
    """The slugs of the profile's lists that the title is on.

    Raises:
        UnknownTitle: the title is not in the catalogue.
    """
    title = await catalog.title_row(session, kind, tmdb_id)
    if title is None:
        raise UnknownTitle(f"The catalogue has no {kind} {tmdb_id}")
    return await store.slugs_with(session, profile_id, title.id)


async def compose_home(session: AsyncSession, places: Sequence[tuple[str, bool]]) -> None:
    """Put everybody's lists in this order on the home page, shown or not; those not named come behind.

    Raises:
        UnknownList: one of them is none.
    """
    unknown = await store.place_lists(session, list(places))
    if unknown:
        raise UnknownList(f"There is no list {unknown[0][:80]!r}; GET /api/admin/home-rows names them all")


async def _own(session: AsyncSession, profile_id: str, slug: str) -> ListRow:
    row = await store.own_list(session, slug, profile_id)
    if row is None:
        raise UnknownList(f"This profile has no list {slug[:80]!r}")
    return row
