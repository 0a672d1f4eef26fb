"""Lists that people make: a profile's own, which exist for nobody else, and those an admin makes for the house."""

import secrets
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog import store as catalog
from miauflix.catalog.errors import TooManyLists, UnknownList, UnknownPosition, UnknownTitle
from miauflix.catalog.store import own_lists as store
from miauflix.catalog.tables import ListRow
from miauflix.catalog.types import HOUSE_LISTS, Kind, Maker
from miauflix.kit.sentences import Sentence

_ENOUGH_LISTS = Sentence("enough_lists", "There can be {most} of these lists at most; remove one first")
_ENOUGH_ITEMS = Sentence("enough_items", "A list holds {most} titles at most")

_MOST_LISTS = 100
_MOST_ITEMS = 5_000


async def make_list(session: AsyncSession, profile_id: str, name: str) -> str:
    """A new, empty list of the profile's; answers its slug.

    Raises:
        TooManyLists: it has a hundred.
    """
    return await _make(session, name, "my-", profile_id)


async def make_house_list(session: AsyncSession, name: str) -> str:
    """A new, empty list for everybody, a row of home as soon as something is on it; answers its slug.

    Raises:
        TooManyLists: the house has a hundred.
    """
    return await _make(session, name, HOUSE_LISTS, None)


async def _make(session: AsyncSession, name: str, prefix: str, owner: str | None) -> str:
    if await store.count_lists(session, owner) >= _MOST_LISTS:
        raise TooManyLists(_ENOUGH_LISTS(most=_MOST_LISTS))
    slug = f"{prefix}{secrets.token_hex(8)}"
    is_row = owner is None
    row = ListRow(slug=slug, name=name, kind="mixed", rank=1000, owner=owner, total=0, is_visible=is_row)
    await store.add_list(session, row)
    return slug


async def rename_list(session: AsyncSession, maker: Maker, slug: str, name: str) -> None:
    (await _own(session, maker, slug)).name = name


async def remove_list(session: AsyncSession, maker: Maker, slug: str) -> None:
    await _own(session, maker, slug)
    await store.remove_list(session, slug)


async def put_item(session: AsyncSession, maker: Maker, slug: str, kind: Kind, tmdb_id: int) -> None:
    """Put a title at the end of the list; where it is already, it stays.

    Raises:
        UnknownList, UnknownTitle: the list is not theirs to change, the title not in the catalogue.
        TooManyLists: the list is full.
    """
    row = await _own(session, maker, slug)
    title = await catalog.title_row(session, kind, tmdb_id)
    if title is None:
        raise UnknownTitle(f"The catalogue has no {kind} {tmdb_id}")
    if await store.position_of(session, slug, title.id) is not None:
        return
    if row.total >= _MOST_ITEMS:
        raise TooManyLists(_ENOUGH_ITEMS(most=_MOST_ITEMS))
    await store.append_item(session, row, title.id)


async def take_item(session: AsyncSession, maker: Maker, slug: str, kind: Kind, tmdb_id: int) -> None:
    """Take a title off the list; where it is not, nothing happens.

    Raises:
        UnknownList: the list is not theirs to change.
    """
    row = await _own(session, maker, slug)
    title = await catalog.title_row(session, kind, tmdb_id)
    position = await store.position_of(session, slug, title.id) if title else None
    if position is not None:
        await store.take_item(session, row, position)


async def place_item(session: AsyncSession, maker: Maker, slug: str, kind: Kind, tmdb_id: int, position: int) -> None:
    """Put a title of the list at this place, counted from 1; those between here and there move up by one.

    Raises:
        UnknownList: the list is not theirs to change.
        UnknownTitle: the title is not on it.
        UnknownPosition: the list is shorter.
    """
    row = await _own(session, maker, slug)
    title = await catalog.title_row(session, kind, tmdb_id)
    here = await store.position_of(session, slug, title.id) if title else None
    if here is None:
        raise UnknownTitle(f"The list has no {kind} {tmdb_id}")
    if not 1 <= position <= row.total:
        raise UnknownPosition(f"The list has {row.total} titles; there is no place {position}")
    if position != here:
        await store.move_item(session, slug, here, position)


async def lists_with(session: AsyncSession, maker: Maker, kind: Kind, tmdb_id: int) -> list[str]:
    """Of the lists that are theirs to change, the slugs of those that the title is on.

    Raises:
        UnknownTitle: the title is not in the catalogue.
    """
    title = await catalog.title_row(session, kind, tmdb_id)
    if title is None:
        raise UnknownTitle(f"The catalogue has no {kind} {tmdb_id}")
    return await store.slugs_with(session, maker, title.id)


async def compose_home(session: AsyncSession, places: Sequence[tuple[str, bool]]) -> None:
    """Put everybody's lists in this order on the home page, shown or not; those not named come behind.

    Raises:
        UnknownList: one of them is none.
    """
    unknown = await store.place_lists(session, list(places))
    if unknown:
        raise UnknownList(f"There is no list {unknown[0][:80]!r}; GET /api/admin/home-rows names them all")


async def _own(session: AsyncSession, maker: Maker, slug: str) -> ListRow:
    row = await store.own_list(session, slug, maker)
    if row is None:
        raise UnknownList(f"There is no list {slug[:80]!r} that is yours to change")
    return row
