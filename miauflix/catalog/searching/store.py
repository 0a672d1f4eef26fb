"""All SQL of the search.

A broad query ("th") matches a fifth of all names. None of the statements looks at all of them: names are found in the
order of their ids, which begin with how well-known they are, and the first few hundred are enough to rank.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple, TypedDict, cast

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    String,
    Subquery,
    column,
    delete,
    func,
    literal,
    literal_column,
    null,
    or_,
    select,
    table,
    union,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog.searching.mistyping import Halves
from miauflix.catalog.searching.tables import SearchNameRow, SearchWordRow
from miauflix.catalog.searching.types import Filters, Term
from miauflix.catalog.store.upserting import upsert
from miauflix.catalog.tables import GenreRow, GenreTextRow, PersonRow, PictureRow, TitleGenreRow, TitleRow, TitleTextRow

Subject = Literal["title", "person"]

_AT_ONCE = 5_000
_FILTERED = 1_000
_FIRST_PERSON = 1 << 62
_LAST = "\U0010ffff"
_FTS = table("fts_name", column("rowid", BigInteger), column("fts_name"))


class NameFields(TypedDict):
    id: int
    title_id: str | int | None
    person_id: str | int | None
    name: str
    words: str


class NamedTitle(NamedTuple):
    """A title by one of its names."""

    kind: str
    tmdb_id: int
    popularity: float
    name: str
    words: str


class NamedPerson(NamedTuple):
    tmdb_id: int
    popularity: float
    name: str
    words: str


async def titles_to_index(
    session: AsyncSession, ids: Collection[str]
) -> Mapping[str | int, tuple[float, Iterable[str]]]:
    """Popularity and every name of these titles."""
    named: dict[str | int, tuple[float, list[str]]] = {}
    titles = select(TitleRow.id, TitleRow.popularity, TitleRow.name, TitleRow.original_name)
    for one in await session.execute(titles.where(TitleRow.id.in_(ids))):
        named[one.id] = (one.popularity, [one.name, *([one.original_name] if one.original_name else [])])
    texts = select(TitleTextRow.title_id, TitleTextRow.name).where(TitleTextRow.title_id.in_(ids))
    for one in await session.execute(texts.order_by(TitleTextRow.language)):
        if one.title_id in named:
            named[one.title_id][1].append(one.name)
    return named


async def people_to_index(
    session: AsyncSession, ids: Collection[int]
) -> Mapping[str | int, tuple[float, Iterable[str]]]:
    query = select(PersonRow.tmdb_id, PersonRow.popularity, PersonRow.name).where(PersonRow.tmdb_id.in_(ids))
    return {one.tmdb_id: (one.popularity, [one.name]) for one in await session.execute(query)}


async def indexed(session: AsyncSession, subject: Subject, ids: Collection[str | int]) -> set[int]:
    owner = SearchNameRow.title_id if subject == "title" else SearchNameRow.person_id
    return set(await session.scalars(select(SearchNameRow.id).where(owner.in_(ids))))


async def forget_names(session: AsyncSession, ids: Collection[int]) -> None:
    if ids:
        await session.execute(delete(SearchNameRow).where(SearchNameRow.id.in_(sorted(ids))))


async def add_names(session: AsyncSession, rows: Sequence[NameFields]) -> None:
    await upsert(session, SearchNameRow, cast("Sequence[Mapping[str, Any]]", rows), only_new=True)


async def add_words(session: AsyncSession, words: Iterable[str]) -> None:
    rows = [{"word": word, "reversed": word[::-1], "length": len(word)} for word in words]
    await upsert(session, SearchWordRow, rows, only_new=True)


async def titles_found(
    session: AsyncSession, name: str, terms: Sequence[Term], filters: Filters, limit: int
) -> list[NamedTitle]:
    """Titles that are called `name`, or begin so, or have all of these words in one of their names.

    Of each the well-known first, as many as can be ranked in a blink; of filtered ones as many as can be looked at.
    """
    most = _FILTERED if _conditions(filters) else limit
    begins = (SearchNameRow.name > name) & (SearchNameRow.name < name + _LAST)
    of_titles = select(SearchNameRow.id).where(SearchNameRow.id < _FIRST_PERSON)
    hits = union(
        select(_first("named", of_titles.where(SearchNameRow.name == name), limit).c.id),
        select(_first("beginning", of_titles.where(begins), most // 3).c.id),
        select(_first("matching", _matching(session, terms, people=False), most).c.id),
    )
    return await _titles(session, hits.subquery(), filters)


async def best_title_with(session: AsyncSession, terms: Sequence[Term], filters: Filters) -> NamedTitle | None:
    """The most well-known title with all of these words in one of its names."""
    hits = _first("matching", _matching(session, terms, people=False), _FILTERED if _conditions(filters) else 1)
    return next(iter(await _titles(session, hits, filters)), None)


async def people_with(session: AsyncSession, terms: Sequence[Term], limit: int) -> list[NamedPerson]:
    hits = _first("matching", _matching(session, terms, people=True), limit)
    query = (
        select(PersonRow.tmdb_id, PersonRow.popularity, SearchNameRow.name, SearchNameRow.words)
        .join(SearchNameRow, PersonRow.tmdb_id == SearchNameRow.person_id)
        .join(hits, hits.c.id == SearchNameRow.id)
    )
    return [NamedPerson(*row) for row in await session.execute(query)]


async def people_of(session: AsyncSession, ids: Sequence[int]) -> list[tuple[PersonRow, PictureRow | None]]:
    """These people with their pictures, in this order."""
    query = select(PersonRow, PictureRow).outerjoin(PictureRow, PictureRow.hash == PersonRow.picture)
    rows = {
        one.tmdb_id: (one, picture) for one, picture in await session.execute(query.where(PersonRow.tmdb_id.in_(ids)))
    }
    return [rows[one] for one in ids if one in rows]


async def words_known(session: AsyncSession, words: Collection[str]) -> set[str]:
    return set(await session.scalars(select(SearchWordRow.word).where(SearchWordRow.word.in_(words))))


async def word_begins(session: AsyncSession, word: str) -> bool:
    """Whether some word of the vocabulary begins so."""
    begins = (SearchWordRow.word >= word) & (SearchWordRow.word < word + _LAST)
    return await session.scalar(select(SearchWordRow.length).where(begins).limit(1)) is not None


async def words_like(session: AsyncSession, halves: Halves, *, may_be_longer: bool) -> list[str]:
    """Words that begin, or end, as one of the halves does; `may_be_longer` lets the former be of any length."""
    ending = halves.ending[::-1]
    fits = SearchWordRow.length.between(halves.shortest, halves.longest)
    begins = (SearchWordRow.word >= halves.beginning) & (SearchWordRow.word < halves.beginning + _LAST)
    ends = (SearchWordRow.reversed >= ending) & (SearchWordRow.reversed < ending + _LAST) & fits
    first = select(SearchWordRow.word).where(begins if may_be_longer else begins & fits).limit(_AT_ONCE)
    second = select(SearchWordRow.word).where(ends).limit(_AT_ONCE)
    found = dict.fromkeys(await session.scalars(first))
    return list(found | dict.fromkeys(await session.scalars(second)))


async def genre_names(session: AsyncSession) -> list[tuple[str, int, str, str | None]]:
    """(kind, TMDB id, name, language) of every genre; the language of the first name is None."""
    own = select(GenreRow.kind, GenreRow.tmdb_id, GenreRow.name, null())
    others = select(GenreTextRow.kind, GenreTextRow.genre_id, GenreTextRow.name, GenreTextRow.language)
    return [(kind, number, name, of) for kind, number, name, of in await session.execute(own.union_all(others))]


async def unindexed_titles(session: AsyncSession, after: str, limit: int, *, every: bool) -> list[str]:
    """Ids of titles behind `after` that the index has no name of, or of all."""
    query = select(TitleRow.id).where(TitleRow.id > after).order_by(TitleRow.id).limit(limit)
    if not every:
        query = query.where(~select(SearchNameRow.id).where(SearchNameRow.title_id == TitleRow.id).exists())
    return list(await session.scalars(query))


async def unindexed_people(session: AsyncSession, after: int, limit: int, *, every: bool) -> list[int]:
    query = select(PersonRow.tmdb_id).where(PersonRow.tmdb_id > after).order_by(PersonRow.tmdb_id).limit(limit)
    if not every:
        query = query.where(~select(SearchNameRow.id).where(SearchNameRow.person_id == PersonRow.tmdb_id).exists())
    return list(await session.scalars(query))


async def _titles(session: AsyncSession, hits: Subquery, filters: Filters) -> list[NamedTitle]:
    """The titles of these names that pass, the well-known first."""
    query = (
        select(TitleRow.kind, TitleRow.tmdb_id, TitleRow.popularity, SearchNameRow.name, SearchNameRow.words)
        .select_from(hits)
        .join(SearchNameRow, SearchNameRow.id == hits.c.id)
        .join(TitleRow, TitleRow.id == SearchNameRow.title_id)
        .where(*_conditions(filters))
        .order_by(hits.c.id)
    )
    return [NamedTitle(*row) for row in await session.execute(query)]


def _first(called: str, hits: Select[Any], limit: int) -> Subquery:
    """The first of the hits. PostgreSQL is kept from looking for them along the order, through every name there is."""
    found = hits.cte(called).prefix_with("MATERIALIZED", dialect="postgresql")
    return select(found.c.id).order_by(found.c.id).limit(limit).subquery()


def _matching(session: AsyncSession, terms: Sequence[Term], *, people: bool) -> Select[Any]:
    """The ids of names with these words."""
    if session.get_bind().dialect.name == "sqlite":
        # FTS5 hands its rows out in the order of their ids, and stops when nobody wants more.
        place = _FTS.c.rowid
        matches = _FTS.c.fts_name.op("MATCH")(_for_fts5(terms))
    else:
        place = SearchNameRow.id
        matches = literal_column("search_name.fts_vector").op("@@")(sql_cast(_for_tsquery(terms), TSQUERY))
    side = place >= _FIRST_PERSON if people else place < _FIRST_PERSON
    return cast("Select[Any]", select(place.label("id")).where(matches, side))


def _for_fts5(terms: Sequence[Term]) -> str:
    # Words hold letters and digits only, so nothing in them ends the quotes.
    each = ["(" + " OR ".join(f'"{one}"' + "*" * term.is_begun for one in term.choices) + ")" for term in terms]
    return " AND ".join(each)


def _for_tsquery(terms: Sequence[Term]) -> str:
    each = ["(" + " | ".join(f"'{one}'" + ":*" * term.is_begun for one in term.choices) + ")" for term in terms]
    return " & ".join(each)


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if filters.kind:
        # Not the bare column: SQLite would begin with every film there is, by the index that begins with the kind.
        asked.append(func.coalesce(TitleRow.kind, "") == filters.kind)
    if filters.year_from:
        asked.append(TitleRow.release_date >= date(filters.year_from, 1, 1))
    if filters.year_to:
        asked.append(TitleRow.release_date <= date(filters.year_to, 12, 31))
    if filters.rating is not None:
        asked.append(TitleRow.rating >= filters.rating)
    if filters.language:
        asked.append(func.coalesce(TitleRow.original_language, TitleRow.language) == filters.language)
    if filters.runtime_max:
        asked.append(TitleRow.runtime_min <= filters.runtime_max)
    if filters.genre:
        asked.append(_has_genre(filters.genre))
    return asked


def _has_genre(genre: str) -> ColumnElement[bool]:
    """By TMDB id; by name in any language, for titles of TMDB; by name as written, for those that nobody numbered."""
    numbered = select(TitleGenreRow.title_id).where(TitleGenreRow.title_id == TitleRow.id)
    if genre.isascii() and genre.isdigit():
        return numbered.where(TitleGenreRow.genre_id == int(genre[:9])).exists()
    same = func.lower(genre)
    own = select(GenreRow.tmdb_id).where(GenreRow.kind == TitleRow.kind, func.lower(GenreRow.name) == same)
    other = select(GenreTextRow.genre_id).where(
        GenreTextRow.kind == TitleRow.kind, func.lower(GenreTextRow.name) == same
    )
    by_name = numbered.where(TitleGenreRow.genre_id.in_(own.union(other))).exists()
    written = func.lower(sql_cast(TitleRow.genres, String)).contains(func.lower(literal(json.dumps(genre))))
    return or_(by_name, written)
