"""What is not known yet, or not any more: whom to ask TMDB about next."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement, Text, and_, exists, func, or_, select, update
from sqlalchemy import cast as as_type
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog.store.language import base_of, spoken
from miauflix.catalog.tables import (
    CreditRow,
    EpisodeRow,
    GenreRow,
    GenreTextRow,
    ListItemRow,
    ListRow,
    PersonRow,
    PersonTextRow,
    PictureRow,
    SeasonRow,
    TitleRow,
)
from miauflix.catalog.types import Kind
from miauflix.infra.db import upsert


@dataclass(frozen=True, slots=True)
class Known:
    """How much is known of a title, and since when."""

    id: str
    detailed_at: datetime | None
    changed_at: datetime | None
    languages: Sequence[str]


@dataclass(frozen=True, slots=True)
class IncompleteSeason:
    title_id: str
    show_id: int
    number: int


async def known(session: AsyncSession, kind: Kind, tmdb_id: int) -> Known | None:
    columns = (TitleRow.id, TitleRow.detailed_at, TitleRow.changed_at, TitleRow.languages)
    query = select(*columns).where(TitleRow.kind == kind, TitleRow.tmdb_id == tmdb_id)
    row = (await session.execute(query)).one_or_none()
    return Known(*row) if row else None


async def detailed(session: AsyncSession, kind: Kind, tmdb_ids: Collection[int]) -> set[int]:
    """Those of the titles whose details are known and have not changed since."""
    query = select(TitleRow.tmdb_id).where(
        TitleRow.kind == kind,
        TitleRow.tmdb_id.in_(tmdb_ids),
        TitleRow.detailed_at.is_not(None),
        TitleRow.changed_at.is_(None),
    )
    return set(await session.scalars(query))


async def to_learn(session: AsyncSession, *, below: int, limit: int) -> list[tuple[Kind, int]]:
    """Titles to read the details of: changed ones, then those on a list; the best known first.

    `below` keeps ids out that are our own and not TMDB's.
    """
    listed = exists().where(ListItemRow.title_id == TitleRow.id)
    changed = TitleRow.changed_at.is_not(None)
    missing = and_(TitleRow.detailed_at.is_(None), listed)
    query = (
        select(TitleRow.kind, TitleRow.tmdb_id)
        .where(TitleRow.tmdb_id < below, or_(changed, missing))
        .order_by(changed.desc(), TitleRow.popularity.desc(), TitleRow.id)
        .limit(limit)
    )
    return [(cast("Kind", kind), tmdb_id) for kind, tmdb_id in await session.execute(query)]


async def to_translate(session: AsyncSession, language: str, *, below: int, limit: int) -> list[tuple[Kind, int]]:
    """Titles whose details were read before anybody here spoke `language`; the best known first."""
    query = (
        select(TitleRow.kind, TitleRow.tmdb_id)
        .where(TitleRow.tmdb_id < below, TitleRow.detailed_at.is_not(None), ~_names(TitleRow, language))
        .order_by(TitleRow.popularity.desc(), TitleRow.id)
        .limit(limit)
    )
    return [(cast("Kind", kind), tmdb_id) for kind, tmdb_id in await session.execute(query)]


def _names(row: type[TitleRow] | type[SeasonRow], language: str) -> ColumnElement[bool]:
    """Whether it was read in this language.

    JSON has no operator that both engines share; the names of languages are plain enough for a comparison of text.
    """
    return as_type(row.languages, Text).like(f'%"{language}"%')


async def incomplete_seasons(
    session: AsyncSession, languages: Collection[str], *, now: datetime, old: datetime, below: int, limit: int
) -> list[IncompleteSeason]:
    """Seasons whose episodes are not all here: never read, fewer than TMDB counts, still running and read long ago, or
    not read in one of `languages`.

    Shows that people know come first.
    """
    have = (
        select(func.count())
        .select_from(EpisodeRow)
        .where(EpisodeRow.title_id == SeasonRow.title_id, EpisodeRow.season == SeasonRow.number)
        .scalar_subquery()
    )
    running = and_(TitleRow.in_production.is_(True), SeasonRow.detailed_at < old)
    partial = and_(SeasonRow.episode_count.is_not(None), have < SeasonRow.episode_count, SeasonRow.detailed_at < old)
    query = (
        select(SeasonRow.title_id, TitleRow.tmdb_id, SeasonRow.number)
        .join(TitleRow, TitleRow.id == SeasonRow.title_id)
        .where(
            TitleRow.kind == "show",
            TitleRow.tmdb_id < below,
            or_(SeasonRow.retry_at.is_(None), SeasonRow.retry_at <= now),
            or_(SeasonRow.detailed_at.is_(None), partial, running, *(~_names(SeasonRow, one) for one in languages)),
        )
        .order_by(SeasonRow.detailed_at.is_not(None), TitleRow.popularity.desc(), TitleRow.id, SeasonRow.number)
        .limit(limit)
    )
    return [IncompleteSeason(*row) for row in await session.execute(query)]


async def genre_names(session: AsyncSession, languages: Collection[str]) -> dict[tuple[Kind, int, str], str]:
    """Names by kind, id and language; in English, the genre's own."""
    found: dict[tuple[Kind, int, str], str] = {}
    for row in await session.execute(select(GenreRow.kind, GenreRow.tmdb_id, GenreRow.name)):
        found[row.kind, row.tmdb_id, "en"] = row.name
    texts = select(GenreTextRow.kind, GenreTextRow.genre_id, GenreTextRow.language, GenreTextRow.name)
    for row in await session.execute(texts.where(GenreTextRow.language.in_(languages))):
        found[row.kind, row.genre_id, row.language] = row.name
    return found


async def put_genres(session: AsyncSession, kind: Kind, names: dict[int, str]) -> None:
    rows = [{"kind": kind, "tmdb_id": number, "name": name} for number, name in names.items()]
    await upsert(session, GenreRow, rows)


async def put_genre_texts(session: AsyncSession, kind: Kind, language: str, names: dict[int, str]) -> None:
    rows = [{"kind": kind, "genre_id": number, "language": language, "name": name} for number, name in names.items()]
    await upsert(session, GenreTextRow, rows)


async def genres(session: AsyncSession, kind: Kind | None, language: str) -> list[tuple[Kind, int, str]]:
    """Kind, id and name in the reader's language, by name."""
    same = spoken(
        GenreTextRow,
        lambda text: (text.kind == GenreRow.kind) & (text.genre_id == GenreRow.tmdb_id),
        language,
        base_of(language),
    )
    name = func.coalesce(GenreTextRow.name, GenreRow.name)
    query = select(GenreRow.kind, GenreRow.tmdb_id, name).select_from(GenreRow).outerjoin(GenreTextRow, same)
    query = query.order_by(name, GenreRow.kind)
    if kind is not None:
        query = query.where(GenreRow.kind == kind)
    return [(cast("Kind", row[0]), row[1], row[2]) for row in await session.execute(query)]


async def describe_list(session: AsyncSession, slug: str, *, genre_id: int | None, now: datetime) -> None:
    await session.execute(update(ListRow).where(ListRow.slug == slug).values(genre_id=genre_id, filled_at=now))


async def person(
    session: AsyncSession, tmdb_id: int, language: str = "en"
) -> tuple[PersonRow, PersonTextRow | None, PictureRow | None] | None:
    """Somebody with what is written of them in the reader's language, where anything is."""
    same = spoken(PersonTextRow, lambda text: text.person_id == PersonRow.tmdb_id, language, base_of(language))
    query = (
        select(PersonRow, PersonTextRow, PictureRow)
        .select_from(PersonRow)
        .outerjoin(PersonTextRow, same)
        .outerjoin(PictureRow, PictureRow.hash == PersonRow.picture)
        .where(PersonRow.tmdb_id == tmdb_id)
    )
    row = (await session.execute(query)).one_or_none()
    return (row[0], row[1], row[2]) if row else None


async def credits_of(session: AsyncSession, title_id: str) -> list[tuple[CreditRow, PersonRow, PictureRow | None]]:
    """Cast and crew of a title, in the order of its page."""
    query = (
        select(CreditRow, PersonRow, PictureRow)
        .join(PersonRow, PersonRow.tmdb_id == CreditRow.person_id)
        .outerjoin(PictureRow, PictureRow.hash == PersonRow.picture)
        .where(CreditRow.title_id == title_id)
        .order_by(CreditRow.position)
    )
    return [(row[0], row[1], row[2]) for row in await session.execute(query)]


async def titles_of_person(session: AsyncSession, tmdb_id: int, limit: int) -> list[tuple[Kind, int]]:
    """What somebody had a part in, the best known first."""
    query = (
        select(TitleRow.kind, TitleRow.tmdb_id)
        .join(CreditRow, CreditRow.title_id == TitleRow.id)
        .where(CreditRow.person_id == tmdb_id)
        .group_by(TitleRow.id)
        .order_by(TitleRow.popularity.desc(), TitleRow.id)
        .limit(limit)
    )
    return [(cast("Kind", kind), number) for kind, number in await session.execute(query)]
