"""Rows of posters: many titles at once, each with what its poster needs and no more.

These are columns and not objects of the mapper: a wall asks for 400 titles, and building 1,600 objects for it costs
several times what the database does. Every answer is one statement, whatever it holds.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from miauflix.catalog.errors import UnknownList
from miauflix.catalog.store.language import Tag, base_of, spoken
from miauflix.catalog.tables import (
    GenreTextRow,
    ListItemRow,
    ListRow,
    PictureRow,
    TitleRow,
    TitleTextRow,
)

Poster = Row[Any]
"""One title of a wall, its columns named as in `_TITLE`."""

_POSTER = aliased(PictureRow)
_BACKDROP = aliased(PictureRow)
_TITLE = (
    TitleRow.kind, TitleRow.tmdb_id, TitleRow.release_date, TitleRow.runtime_min, TitleRow.rating,
    func.coalesce(func.nullif(TitleTextRow.name, ""), TitleRow.name).label("name"),
    func.coalesce(func.nullif(TitleTextRow.overview, ""), TitleRow.overview).label("overview"),
    TitleRow.genres, TitleTextRow.genres.label("text_genres"),
    _POSTER.hash.label("poster"), _POSTER.width.label("poster_width"), _POSTER.height.label("poster_height"),
    _POSTER.thumbhash.label("poster_thumbhash"),
    _BACKDROP.hash.label("backdrop"), _BACKDROP.width.label("backdrop_width"),
    _BACKDROP.height.label("backdrop_height"), _BACKDROP.thumbhash.label("backdrop_thumbhash"),
)  # fmt: skip

TABLES: frozenset[str] = frozenset(
    one.__tablename__ for one in (GenreTextRow, ListItemRow, ListRow, PictureRow, TitleRow, TitleTextRow)
)
"""What a wall is made of."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as a reader sees it; `name` is in their language where it is a genre's."""

    slug: str
    name: str
    kind: str
    total: int
    is_visible: bool
    owner: str | None
    genre_id: int | None


@dataclass(frozen=True, slots=True)
class Wall:
    of: Listed
    posters: list[Poster]


def _listed(language: Tag, base: Tag | None) -> Select[*tuple[Any, ...]]:
    """Lists with their names; the columns of `Listed` in order."""
    named = spoken(
        GenreTextRow,
        lambda text: (text.kind == ListRow.kind) & (text.genre_id == ListRow.genre_id),
        language,
        base,
    )
    return (
        select(
            ListRow.slug,
            func.coalesce(GenreTextRow.name, ListRow.name).label("list_name"),
            ListRow.kind.label("list_kind"),
            ListRow.total,
            ListRow.is_visible,
            ListRow.owner,
            ListRow.genre_id,
        )
        .select_from(ListRow)
        .outerjoin(GenreTextRow, named)
    )


_OF_LIST = 7  # so many columns of `_listed`


async def listed(session: AsyncSession, language: str, *, profile_id: str | None) -> list[Listed]:
    """Everybody's lists and the profile's own, in the order of the home page; own ones last."""
    mine = ListRow.owner.is_(None) if profile_id is None else or_(ListRow.owner.is_(None), ListRow.owner == profile_id)
    query = (
        _listed(language, base_of(language))
        .where(mine)
        .order_by(ListRow.owner.is_not(None), ListRow.rank, ListRow.slug)
    )
    return [Listed(*row) for row in await session.execute(query)]


async def wall(
    session: AsyncSession, slug: str, page: int, page_size: int, language: str, *, profile_id: str | None
) -> Wall:
    """A page of a list, empty behind its last. Somebody else's own list does not exist.

    Raises:
        UnknownList: no list of this slug is there for this profile.
    """
    first = (page - 1) * page_size
    base = base_of(language)
    asked = {"slug": slug, "first": first, "last": first + page_size, "language": language, "base": base}
    rows = (await session.execute(_PAGE if base is None else _REGIONAL_PAGE, asked)).all()
    if not rows or rows[0].owner not in {None, profile_id}:
        raise UnknownList(f"There is no list {slug[:80]!r}; GET /api/lists names them all")
    return Wall(_listed_of(rows[0]), [row for row in rows if row.tmdb_id is not None])


async def walls(session: AsyncSession, slugs: Collection[str], length: int, language: str) -> dict[str, list[Poster]]:
    """The first titles of each of these lists, in one statement."""
    here = and_(ListItemRow.slug == ListRow.slug, ListItemRow.position <= length)
    query = (
        _with_titles(select(ListRow.slug), here, language, base_of(language))
        .where(ListRow.slug.in_(slugs))
        .order_by(ListRow.slug, ListItemRow.position)
    )
    found: dict[str, list[Poster]] = {slug: [] for slug in slugs}
    for row in await session.execute(query):
        if row.tmdb_id is not None:
            found[row.slug].append(row)
    return found


def _with_titles(query: Select[Any], here: Any, language: Tag, base: Tag | None) -> Select[Any]:
    same = spoken(TitleTextRow, lambda text: text.title_id == TitleRow.id, language, base)
    return (
        query.outerjoin(ListItemRow, here)
        .outerjoin(TitleRow, TitleRow.id == ListItemRow.title_id)
        .outerjoin(TitleTextRow, same)
        .outerjoin(_POSTER, _POSTER.hash == func.coalesce(TitleTextRow.poster, TitleRow.poster))
        .outerjoin(_BACKDROP, _BACKDROP.hash == TitleRow.backdrop)
        .add_columns(*_TITLE)
    )


def _page(base: Tag | None) -> Select[Any]:
    language = bindparam("language")
    here = and_(
        ListItemRow.slug == ListRow.slug,
        ListItemRow.position > bindparam("first"),
        ListItemRow.position <= bindparam("last"),
    )
    query = _with_titles(_listed(language, base), here, language, base)
    return query.where(ListRow.slug == bindparam("slug")).order_by(ListItemRow.position)


# Built once: putting these statements together takes as long as running them.
_PAGE, _REGIONAL_PAGE = _page(None), _page(bindparam("base"))


def _listed_of(row: Sequence[Any]) -> Listed:
    return Listed(*row[:_OF_LIST])
