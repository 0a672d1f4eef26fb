"""Titles, seasons and episodes: finding and reading them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from miauflix.catalog.errors import UnknownList, UnknownTitle
from miauflix.catalog.store.language import base_of, spoken
from miauflix.catalog.tables import (
    EpisodeRow,
    EpisodeTextRow,
    ListItemRow,
    ListRow,
    PictureRow,
    SeasonRow,
    SeasonTextRow,
    TitleRow,
    TitleTextRow,
)
from miauflix.catalog.types import KINDS, Kind
from miauflix.kit.playable import Episode, Media, Movie, Playable


@dataclass(frozen=True, slots=True)
class Card:
    """A title with its texts in the reader's language where there are any, and its two pictures."""

    row: TitleRow
    text: TitleTextRow | None
    poster: PictureRow | None
    backdrop: PictureRow | None


@dataclass(frozen=True, slots=True)
class EpisodeCard:
    row: EpisodeRow
    text: EpisodeTextRow | None
    still: PictureRow | None


_MOST_OF_COLLECTION = 200
_POSTER = aliased(PictureRow)
_BACKDROP = aliased(PictureRow)


def _cards(language: str):  # noqa: ANN202  the type of a four-entity select is longer than its body
    same = spoken(TitleTextRow, lambda text: text.title_id == TitleRow.id, language, base_of(language))
    return (
        select(TitleRow, TitleTextRow, _POSTER, _BACKDROP)
        .select_from(TitleRow)
        .outerjoin(TitleTextRow, same)
        .outerjoin(_POSTER, _POSTER.hash == func.coalesce(TitleTextRow.poster, TitleRow.poster))
        .outerjoin(_BACKDROP, _BACKDROP.hash == TitleRow.backdrop)
    )


async def cards_of_collection(session: AsyncSession, collection_id: int, language: str) -> list[Card]:
    """The films of a collection as they were released; those nobody knows the day of come last."""
    query = (
        _cards(language)
        .where(TitleRow.collection_id == collection_id, TitleRow.kind == "movie")
        .order_by(TitleRow.release_date.is_(None), TitleRow.release_date, TitleRow.tmdb_id)
        .limit(_MOST_OF_COLLECTION)
    )
    return [Card(*row) for row in await session.execute(query)]


async def title_row(session: AsyncSession, kind: Kind, tmdb_id: int) -> TitleRow | None:
    return await session.scalar(select(TitleRow).where(TitleRow.kind == kind, TitleRow.tmdb_id == tmdb_id))


async def title_ids(session: AsyncSession, kind: Kind, tmdb_ids: Collection[int]) -> dict[int, str]:
    """Row ids by TMDB id, for those that exist."""
    query = select(TitleRow.tmdb_id, TitleRow.id).where(TitleRow.kind == kind, TitleRow.tmdb_id.in_(tmdb_ids))
    return {row.tmdb_id: row.id for row in await session.execute(query)}


async def card(session: AsyncSession, kind: Kind, tmdb_id: int, language: str) -> Card:
    """The one title.

    Raises:
        UnknownTitle: the catalogue does not have it.
    """
    query = _cards(language).where(TitleRow.kind == kind, TitleRow.tmdb_id == tmdb_id)
    row = (await session.execute(query)).one_or_none()
    if row is None:
        raise UnknownTitle(f"The catalogue has no {kind} {tmdb_id}")
    return Card(*row)


async def movie_card(session: AsyncSession, tmdb_id: int, language: str) -> Card:
    return await card(session, "movie", tmdb_id, language)


async def cards_of(
    session: AsyncSession, keys: Collection[tuple[Kind, int]], language: str
) -> dict[tuple[Kind, int], Card]:
    """The titles of `keys` (kind, TMDB id) that exist: one statement a kind, however many keys."""
    found: dict[tuple[Kind, int], Card] = {}
    for kind in KINDS:
        numbers = [number for one, number in keys if one == kind]
        if not numbers:
            continue
        query = _cards(language).where(TitleRow.kind == kind, TitleRow.tmdb_id.in_(numbers))
        for row in await session.execute(query):
            key: tuple[Kind, int] = (kind, row[0].tmdb_id)
            found[key] = Card(*row)
    return found


async def lists(session: AsyncSession) -> list[tuple[ListRow, int]]:
    """Every list with the number of its titles, in the order of the home page."""
    return [(row, row.total) for row in await session.scalars(select(ListRow).order_by(ListRow.rank, ListRow.slug))]


async def list_row(session: AsyncSession, slug: str) -> ListRow | None:
    return await session.get(ListRow, slug)


async def list_named(session: AsyncSession, slug: str) -> tuple[ListRow, int]:
    """One list and the number of its titles.

    Raises:
        UnknownList: no list has this slug.
    """
    row = await session.get(ListRow, slug)
    if row is None:
        raise UnknownList(f"There is no list {slug[:80]!r}; GET /api/lists names them all")
    return row, row.total


async def page_of_list(session: AsyncSession, slug: str, page: int, page_size: int, language: str) -> list[Card]:
    first = (page - 1) * page_size
    query = (
        _cards(language)
        .join(ListItemRow, ListItemRow.title_id == TitleRow.id)
        .where(ListItemRow.slug == slug, ListItemRow.position > first, ListItemRow.position <= first + page_size)
        .order_by(ListItemRow.position)
    )
    return [Card(*row) for row in await session.execute(query)]


async def playables_of(session: AsyncSession, kind: Kind, tmdb_id: int) -> list[Playable]:
    """Everything of a title that can be played: the film itself, or the show's episodes in order."""
    if kind == "movie":
        return [Movie(tmdb_id)]
    query = (
        select(EpisodeRow.season, EpisodeRow.number)
        .join(TitleRow, TitleRow.id == EpisodeRow.title_id)
        .where(TitleRow.kind == "show", TitleRow.tmdb_id == tmdb_id)
        .order_by(EpisodeRow.season, EpisodeRow.number)
    )
    return [Episode(tmdb_id, season, number) for season, number in await session.execute(query)]


async def seasons(
    session: AsyncSession, title_id: str, language: str = "en"
) -> list[tuple[SeasonRow, SeasonTextRow | None, PictureRow | None, int]]:
    """A show's seasons in order, each with its texts, its poster and the number of its episodes that are stored."""
    have = (
        select(func.count())
        .where(EpisodeRow.title_id == SeasonRow.title_id, EpisodeRow.season == SeasonRow.number)
        .scalar_subquery()
    )
    same = spoken(
        SeasonTextRow,
        lambda text: (text.title_id == SeasonRow.title_id) & (text.number == SeasonRow.number),
        language,
        base_of(language),
    )
    query = (
        select(SeasonRow, SeasonTextRow, PictureRow, have)
        .select_from(SeasonRow)
        .outerjoin(SeasonTextRow, same)
        .outerjoin(PictureRow, PictureRow.hash == SeasonRow.poster)
        .where(SeasonRow.title_id == title_id)
        .order_by(SeasonRow.number)
    )
    return [(row[0], row[1], row[2], row[3]) for row in await session.execute(query)]


def _episodes(language: str):  # noqa: ANN202  as _cards
    same = spoken(
        EpisodeTextRow,
        lambda text: and_(
            text.title_id == EpisodeRow.title_id, text.season == EpisodeRow.season, text.number == EpisodeRow.number
        ),
        language,
        base_of(language),
    )
    return (
        select(EpisodeRow, EpisodeTextRow, PictureRow)
        .select_from(EpisodeRow)
        .outerjoin(EpisodeTextRow, same)
        .outerjoin(PictureRow, PictureRow.hash == EpisodeRow.still)
    )


async def episode_cards(
    session: AsyncSession, keys: Collection[tuple[str, int, int]], language: str
) -> dict[tuple[str, int, int], EpisodeCard]:
    """The episodes of `keys` (title id, season, number) that exist; one statement, however many keys."""
    if not keys:
        return {}
    named = tuple_(EpisodeRow.title_id, EpisodeRow.season, EpisodeRow.number).in_(list(keys))
    found = [EpisodeCard(*row) for row in await session.execute(_episodes(language).where(named))]
    return {(one.row.title_id, one.row.season, one.row.number): one for one in found}


async def episodes(session: AsyncSession, title_id: str, season: int | None, language: str) -> list[EpisodeCard]:
    """The episodes of one season, or of all, in order."""
    query = _episodes(language).where(EpisodeRow.title_id == title_id).order_by(EpisodeRow.season, EpisodeRow.number)
    if season is not None:
        query = query.where(EpisodeRow.season == season)
    return [EpisodeCard(*row) for row in await session.execute(query)]


async def season_row(session: AsyncSession, title_id: str, number: int) -> SeasonRow | None:
    return await session.get(SeasonRow, (title_id, number))


async def highest_id(session: AsyncSession, kind: Kind, at_least: int) -> int | None:
    """The highest TMDB id in use from `at_least` on."""
    query = select(func.max(TitleRow.tmdb_id)).where(TitleRow.kind == kind, TitleRow.tmdb_id >= at_least)
    return await session.scalar(query)


async def name_of(session: AsyncSession, playable: Playable, language: str) -> str:
    """What to call it above the picture: "Sintel", or "Tides · S1 E2 · Low water".

    Raises:
        UnknownTitle: the catalogue does not have it.
    """
    match playable:
        case Movie(tmdb_id):
            found = await card(session, "movie", tmdb_id, language)
            return (found.text.name if found.text else "") or found.row.name
        case Episode(show_id, season, number):
            found = await card(session, "show", show_id, language)
            name = (found.text.name if found.text else "") or found.row.name
            for one in await episodes(session, found.row.id, season, language):
                if one.row.number == number:
                    return f"{name} · S{season} E{number} · {(one.text.name if one.text else '') or one.row.name}"
        case Media():
            pass
    raise UnknownTitle(f"The catalogue has no {playable}")


async def replace_list_items(session: AsyncSession, slug: str, title_ids: Sequence[str]) -> None:
    old = await session.scalars(select(ListItemRow).where(ListItemRow.slug == slug))
    kept = {row.position: row for row in old}
    for position, title_id in enumerate(title_ids, start=1):
        row = kept.pop(position, None)
        if row is None:
            session.add(ListItemRow(slug=slug, position=position, title_id=title_id))
        else:
            row.title_id = title_id
    for row in kept.values():
        await session.delete(row)
