"""All SQL of the search.

A broad query ("th") matches a fifth of all names. None of the statements looks at all of them: names are found in the
order of their ids, which begin with how well-known they are, and the first few hundred are enough to rank.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Literal, NamedTuple, TypedDict, cast

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    String,
    Subquery,
    bindparam,
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
    union_all,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog.searching.mistyping import Halves
from miauflix.catalog.searching.tables import SearchNameRow, SearchWordRow
from miauflix.catalog.searching.types import Filters, Term
from miauflix.catalog.tables import GenreRow, GenreTextRow, PersonRow, PictureRow, TitleGenreRow, TitleRow, TitleTextRow
from miauflix.catalog.types import Kind
from miauflix.infra.db import upsert

Subject = Literal["title", "person"]
_Shape = frozenset[str]

_AT_ONCE = 5_000
_FILTERED = 1_000
_FIRST_PERSON = 1 << 62
_LAST = "\U0010ffff"
_REVERSED = SearchWordRow.reversed
_NAME = (SearchNameRow.name, SearchNameRow.words, SearchNameRow.id.label("place"))
_FTS = table("fts_name", column("rowid", BigInteger), column("fts_name"))


class NameFields(TypedDict):
    id: int
    title_id: str | int | None
    person_id: str | int | None
    name: str
    words: str


class Named(NamedTuple):
    """A title or a person by one of the names."""

    kind: Kind | Literal["person"]
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


async def names_found(
    session: AsyncSession, name: str, terms: Sequence[Term], filters: Filters, *, titles: int, people: int
) -> list[Named]:
    """Titles that are called `name`, or begin so, or have all of these words in one of their names; people who do.

    Of each the well-known first, as many as can be ranked in a blink; of filtered ones as many as can be looked at.
    """
    engine, shape = _engine(session), _shape(filters)
    most = _FILTERED if shape else titles
    asked = {"name": name, "last": name + _LAST, "limit": titles, "most": most, "third": most // 3, "people": people}
    asked |= _values(filters) | {"terms": _FULL_TEXT[engine](terms)}
    return [Named(*row[:-1]) for row in await session.execute(_names_found(engine, shape), asked)]


async def best_name_with(session: AsyncSession, terms: Sequence[Term], filters: Filters) -> Named | None:
    """The name of the most well-known title that has all of these words in it, else of the best-known person."""
    engine, shape = _engine(session), _shape(filters)
    asked = {"most": _FILTERED if shape else 1, "people": 1, "terms": _FULL_TEXT[engine](terms)}
    row = (await session.execute(_best_name(engine, shape), asked | _values(filters))).first()
    return Named(*row[:-1]) if row else None


async def people_of(session: AsyncSession, ids: Sequence[int]) -> list[tuple[PersonRow, PictureRow | None]]:
    """These people with their pictures, in this order."""
    query = select(PersonRow, PictureRow).outerjoin(PictureRow, PictureRow.hash == PersonRow.picture)
    rows = {
        one.tmdb_id: (one, picture) for one, picture in await session.execute(query.where(PersonRow.tmdb_id.in_(ids)))
    }
    return [rows[one] for one in ids if one in rows]


async def words_known(session: AsyncSession, words: Sequence[str]) -> tuple[set[str], bool]:
    """Those of the words that the vocabulary has, and whether one of its words begins as the last of them does."""
    rows = await session.scalars(_WORDS_KNOWN, {"words": words, "last": words[-1], "end": words[-1] + _LAST})
    found = set(rows)
    return found & set(words), any(one.startswith(words[-1]) for one in found)


async def words_like(session: AsyncSession, wanted: Sequence[Halves]) -> list[list[str]]:
    """For each of the halves the words that begin, or end, as it does."""
    asked: dict[str, object] = {}
    for at, one in enumerate(wanted):
        ending = one.ending[::-1]
        asked |= {f"begin{at}": one.beginning, f"begin_end{at}": one.beginning + _LAST}
        asked |= {f"ending{at}": ending, f"ending_end{at}": ending + _LAST}
        asked |= {f"shortest{at}": one.shortest, f"longest{at}": one.longest, f"longest_begun{at}": one.longest_begun}
    found: list[dict[str, None]] = [{} for _ in wanted]
    for word, at in await session.execute(_words_like(len(wanted)), asked):
        found[at][word] = None
    return [list(one) for one in found]


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


_BEGINS = (SearchWordRow.word >= bindparam("last")) & (SearchWordRow.word < bindparam("end"))
_WORDS_KNOWN = (
    select(SearchWordRow.word)
    .where(SearchWordRow.word.in_(bindparam("words", expanding=True)))
    .union_all(select(select(SearchWordRow.word).where(_BEGINS).limit(1).subquery().c.word))
)

# Putting these statements together takes several times as long as running them, so each is made once, for each engine
# and set of filters.


@cache
def _names_found(engine: str, shape: _Shape) -> CompoundSelect[*tuple[Any, ...]]:
    begins = (SearchNameRow.name > bindparam("name")) & (SearchNameRow.name < bindparam("last"))
    # Not the bare id: SQLite would read every name there is along it, to spare itself the sorting of a few.
    place = SearchNameRow.id + 0
    of_titles = select(place.label("id")).where(place < _FIRST_PERSON)
    hits = union(
        select(_first("named", of_titles.where(SearchNameRow.name == bindparam("name")), "limit").c.id),
        select(_first("beginning", of_titles.where(begins), "third").c.id),
        select(_first("matching", _matching(engine, people=False), "most").c.id),
    )
    return union_all(_titles(hits.subquery(), shape), _people(engine)).order_by("place")


@cache
def _best_name(engine: str, shape: _Shape) -> CompoundSelect[*tuple[Any, ...]]:
    titles = _titles(_first("matching", _matching(engine, people=False), "most"), shape)
    return union_all(titles, _people(engine)).order_by("place").limit(1)


def _titles(hits: Subquery, shape: _Shape) -> Select[*tuple[Any, ...]]:
    """The titles of these names that pass, the well-known first."""
    return (
        select(TitleRow.kind, TitleRow.tmdb_id, TitleRow.popularity, *_NAME)
        .select_from(hits)
        .join(SearchNameRow, SearchNameRow.id == hits.c.id)
        .join(TitleRow, TitleRow.id == SearchNameRow.title_id)
        .where(*(_CONDITIONS[one]() for one in sorted(shape)))
    )


def _people(engine: str) -> Select[*tuple[Any, ...]]:
    hits = _first("called", _matching(engine, people=True), "people")
    return (
        select(literal("person"), PersonRow.tmdb_id, PersonRow.popularity, *_NAME)
        .select_from(hits)
        .join(SearchNameRow, SearchNameRow.id == hits.c.id)
        .join(PersonRow, PersonRow.tmdb_id == SearchNameRow.person_id)
    )


@cache
def _words_like(many: int) -> CompoundSelect[*tuple[Any, ...]]:
    return union_all(*(one for at in range(many) for one in _halves_like(at)))


def _halves_like(at: int) -> Iterator[Select[*tuple[Any, ...]]]:
    """The words that begin like the halves of this number, and those that end so."""
    which, shortest = literal_column(str(at)).label("at"), bindparam(f"shortest{at}", type_=Integer)
    for side, begin, longest in ((SearchWordRow.word, "begin", "longest_begun"), (_REVERSED, "ending", "longest")):
        fits = SearchWordRow.length.between(shortest, bindparam(f"{longest}{at}", type_=Integer))
        begins = (side >= bindparam(f"{begin}{at}")) & (side < bindparam(f"{begin}_end{at}"))
        some = select(SearchWordRow.word).where(begins, fits).limit(_AT_ONCE).subquery()
        yield select(some.c.word, which)


def _first(called: str, hits: Select[Any], limit: str) -> Subquery:
    """The first of the hits. PostgreSQL is kept from looking for them along the order, through every name there is."""
    found = hits.cte(called).prefix_with("MATERIALIZED", dialect="postgresql")
    return select(found.c.id).order_by(found.c.id).limit(bindparam(limit, type_=Integer)).subquery()


def _matching(engine: str, *, people: bool) -> Select[Any]:
    """The ids of names with these words."""
    terms = bindparam("terms", type_=String)
    if engine == "sqlite":
        # FTS5 hands its rows out in the order of their ids, and stops when nobody wants more.
        place = _FTS.c.rowid
        matches = _FTS.c.fts_name.op("MATCH")(terms)
    else:
        place = SearchNameRow.id
        matches = literal_column("search_name.fts_vector").op("@@")(sql_cast(terms, TSQUERY))
    side = place >= _FIRST_PERSON if people else place < _FIRST_PERSON
    return cast("Select[Any]", select(place.label("id")).where(matches, side))


def _engine(session: AsyncSession) -> str:
    return session.get_bind().dialect.name


def _for_fts5(terms: Sequence[Term]) -> str:
    # Words hold letters and digits only, so nothing in them ends the quotes.
    each = ["(" + " OR ".join(f'"{one}"' + "*" * term.is_begun for one in term.choices) + ")" for term in terms]
    return " AND ".join(each)


def _for_tsquery(terms: Sequence[Term]) -> str:
    each = ["(" + " | ".join(f"'{one}'" + ":*" * term.is_begun for one in term.choices) + ")" for term in terms]
    return " & ".join(each)


_FULL_TEXT = {"sqlite": _for_fts5, "postgresql": _for_tsquery}


def _values(filters: Filters) -> dict[str, object]:
    """What is asked for, by what it is called in the statements; a genre by its number or by its name."""
    asked: dict[str, object] = {
        "kind": filters.kind,
        "year_from": filters.year_from and date(filters.year_from, 1, 1),
        "year_to": filters.year_to and date(filters.year_to, 12, 31),
        "rating": filters.rating,
        "language": filters.language,
        "runtime_max": filters.runtime_max,
    }
    if filters.genre and filters.genre.isascii() and filters.genre.isdigit():
        asked["genre_id"] = int(filters.genre[:9])
    elif filters.genre:
        asked |= {"genre": filters.genre, "genre_written": json.dumps(filters.genre)}
    return {name: value for name, value in asked.items() if value is not None}


def _shape(filters: Filters) -> _Shape:
    """Which conditions there are, whatever their values."""
    return frozenset(_values(filters).keys() & _CONDITIONS.keys())


def _has_genre_id() -> ColumnElement[bool]:
    return _numbered().where(TitleGenreRow.genre_id == bindparam("genre_id")).exists()


def _has_genre() -> ColumnElement[bool]:
    """By name in any language, for titles of TMDB; by name as written, for those that nobody numbered."""
    same = func.lower(bindparam("genre", type_=String))
    own = select(GenreRow.tmdb_id).where(GenreRow.kind == TitleRow.kind, func.lower(GenreRow.name) == same)
    other = select(GenreTextRow.genre_id).where(
        GenreTextRow.kind == TitleRow.kind, func.lower(GenreTextRow.name) == same
    )
    by_name = _numbered().where(TitleGenreRow.genre_id.in_(own.union(other))).exists()
    written = func.lower(sql_cast(TitleRow.genres, String))
    return or_(by_name, written.contains(func.lower(bindparam("genre_written", type_=String))))


def _numbered() -> Select[Any]:
    return select(TitleGenreRow.title_id).where(TitleGenreRow.title_id == TitleRow.id)


_CONDITIONS: Mapping[str, Callable[[], ColumnElement[bool]]] = {
    # Not the bare column: SQLite would begin with every film there is, by the index that begins with the kind.
    "kind": lambda: func.coalesce(TitleRow.kind, "") == bindparam("kind"),
    "year_from": lambda: TitleRow.release_date >= bindparam("year_from"),
    "year_to": lambda: TitleRow.release_date <= bindparam("year_to"),
    "rating": lambda: TitleRow.rating >= bindparam("rating"),
    "language": lambda: func.coalesce(TitleRow.original_language, TitleRow.language) == bindparam("language"),
    "runtime_max": lambda: TitleRow.runtime_min <= bindparam("runtime_max"),
    "genre_id": _has_genre_id,
    "genre": _has_genre,
}
