"""What works are like, for whoever compares them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog.tables import CreditRow, TitleRow
from miauflix.catalog.types import Kind

_LEADS = 3


@dataclass(frozen=True, slots=True)
class Traits:
    """`features` are words such as genre:drama, person:31, collection:10, decade:1990, language:en."""

    kind: Kind
    tmdb_id: int
    features: frozenset[str]
    rating: float | None
    votes: int


async def best_known(session: AsyncSession, most: int) -> list[Traits]:
    """The traits of the most popular titles."""
    return await _traits(session, select(TitleRow).order_by(TitleRow.popularity.desc(), TitleRow.id).limit(most))


async def traits_of(session: AsyncSession, keys: Collection[tuple[Kind, int]]) -> list[Traits]:
    """The traits of these titles, as far as they exist."""
    if not keys:
        return []
    return await _traits(session, select(TitleRow).where(tuple_(TitleRow.kind, TitleRow.tmdb_id).in_([*keys])))


async def _traits(session: AsyncSession, titles: Select[TitleRow]) -> list[Traits]:
    """Two statements, however many titles."""
    columns = (
        TitleRow.id, TitleRow.kind, TitleRow.tmdb_id, TitleRow.genres, TitleRow.collection_id, TitleRow.release_date,
        TitleRow.original_language, TitleRow.language, TitleRow.rating, TitleRow.vote_count,
    )  # fmt: skip
    wanted = titles.with_only_columns(TitleRow.id).subquery()
    people: defaultdict[str, set[str]] = defaultdict(set)
    leads = or_(CreditRow.position < _LEADS, CreditRow.role.in_(("Director", "Creator")))
    parts = select(CreditRow.title_id, CreditRow.person_id).where(leads, CreditRow.title_id.in_(select(wanted.c.id)))
    for row in await session.execute(parts):
        people[row.title_id].add(f"person:{row.person_id}")
    found: list[Traits] = []
    for row in await session.execute(titles.with_only_columns(*columns)):
        features = {f"genre:{name.casefold()}" for name in row.genres} | people[row.id]
        features.add(f"language:{row.original_language or row.language}")
        if row.collection_id:
            features.add(f"collection:{row.collection_id}")
        if row.release_date:
            features.add(f"decade:{row.release_date.year // 10 * 10}")
        found.append(Traits(row.kind, row.tmdb_id, frozenset(features), row.rating, row.vote_count))
    return found
