"""What a film or an episode is known by outside this house: names, year, ids and numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog.errors import UnknownTitle
from miauflix.catalog.store.titles import title_row
from miauflix.catalog.tables import EpisodeRow, TitleRow, TitleTextRow
from miauflix.kit.playable import Episode, Movie, Playable


@dataclass(frozen=True, slots=True)
class Identity:
    """`titles` are all names in any language, English or the original first; `year` is a show's first.

    The ids are the film's or the show's. `absolute` counts an episode through all seasons before it, and is None where
    one of those is not known.
    """

    titles: tuple[str, ...]
    year: int | None
    tmdb_id: int
    imdb_id: str | None
    country: str | None
    air_date: date | None = None
    absolute: int | None = None
    tvdb_id: int | None = None


async def identity_of(session: AsyncSession, playable: Playable) -> Identity:
    """See `Identity`.

    Raises:
        UnknownTitle: the catalogue does not have it.
    """
    match playable:
        case Movie(tmdb_id) if row := await title_row(session, "movie", tmdb_id):
            return await _identity(session, row)
        case Episode(show_id, season, number) if row := await title_row(session, "show", show_id):
            key = {"title_id": row.id, "season": season, "number": number}
            if (episode := await session.get(EpisodeRow, key)) is not None:
                absolute = await _absolute(session, row.id, season, number)
                return await _identity(session, row, air_date=episode.air_date, absolute=absolute)
        case _:
            pass
    raise UnknownTitle(f"The catalogue has no {playable}")


async def _identity(
    session: AsyncSession, row: TitleRow, *, air_date: date | None = None, absolute: int | None = None
) -> Identity:
    texts = await session.scalars(select(TitleTextRow.name).where(TitleTextRow.title_id == row.id))
    names: Sequence[str | None] = (row.name, row.original_name, *texts)
    return Identity(
        titles=tuple(dict.fromkeys(name.strip() for name in names if name and name.strip())),
        year=row.release_date.year if row.release_date else None,
        tmdb_id=row.tmdb_id,
        imdb_id=row.imdb_id,
        country=row.countries[0] if len(row.countries or []) == 1 else None,
        air_date=air_date,
        absolute=absolute,
        tvdb_id=row.tvdb_id,
    )


async def _absolute(session: AsyncSession, title_id: str, season: int, number: int) -> int | None:
    earlier = (
        select(EpisodeRow.season, func.count())
        .where(EpisodeRow.title_id == title_id, EpisodeRow.season >= 1, EpisodeRow.season < season)
        .group_by(EpisodeRow.season)
    )
    counts = {row[0]: row[1] for row in await session.execute(earlier)}
    return sum(counts.values()) + number if season >= 1 and len(counts) == season - 1 else None


async def titles_called(session: AsyncSession, name: str, *, limit: int = 10) -> list[TitleRow]:
    """The titles with this name in any language, else those with it in their name; the best known first."""
    lowered = name.strip().lower()
    escaped = lowered.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    texts = select(TitleTextRow.title_id)
    for exactly in (True, False):
        found = [func.lower(column) == lowered if exactly else func.lower(column).like(f"%{escaped}%", escape="\\")
                 for column in (TitleRow.name, TitleRow.original_name, TitleTextRow.name)]  # fmt: skip
        query = select(TitleRow).where(found[0] | found[1] | TitleRow.id.in_(texts.where(found[2])))
        rows = list(await session.scalars(query.order_by(TitleRow.popularity.desc(), TitleRow.id).limit(limit)))
        if rows:
            return rows
    return []
