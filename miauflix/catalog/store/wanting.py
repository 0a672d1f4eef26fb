"""What of the catalogue somebody may want next, for those who look for it beforehand."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog.tables import EpisodeRow, ListItemRow, SeasonRow, TitleRow
from miauflix.catalog.types import Kind
from miauflix.kit.playable import Episode


async def listed_movies(session: AsyncSession, limit: int) -> list[int]:
    """TMDB ids of films on any list, those nearest to a list's top first."""
    return await _listed(session, "movie", limit)


async def listed_shows(session: AsyncSession, limit: int) -> list[int]:
    """TMDB ids of shows, as `listed_movies`."""
    return await _listed(session, "show", limit)


async def new_movies(session: AsyncSession, since: date, today: date, limit: int) -> list[int]:
    """TMDB ids of films that came out from `since` to `today`, the best known first."""
    return await _released(session, TitleRow.release_date.between(since, today), limit)


async def known_movies(session: AsyncSession, today: date, limit: int) -> list[int]:
    """TMDB ids of films that are out, the best known first."""
    return await _released(session, TitleRow.release_date <= today, limit)


async def new_episodes(session: AsyncSession, since: date, today: date, limit: int) -> list[Episode]:
    """Episodes that aired from `since` to `today`, those of the best known shows first; specials are left out."""
    query = (
        select(TitleRow.tmdb_id, EpisodeRow.season, EpisodeRow.number)
        .join(TitleRow, TitleRow.id == EpisodeRow.title_id)
        .where(TitleRow.kind == "show", EpisodeRow.season > 0, EpisodeRow.air_date.between(since, today))
        .order_by(TitleRow.popularity.desc(), EpisodeRow.air_date.desc(), EpisodeRow.number.desc())
        .limit(limit)
    )
    return [Episode(*row) for row in await session.execute(query)]


async def _released(session: AsyncSession, when: ColumnElement[bool], limit: int) -> list[int]:
    query = select(TitleRow.tmdb_id).where(TitleRow.kind == "movie", when)
    return list(await session.scalars(query.order_by(TitleRow.popularity.desc(), TitleRow.tmdb_id).limit(limit)))


async def _listed(session: AsyncSession, kind: Kind, limit: int) -> list[int]:
    place = func.min(ListItemRow.position)
    query = (
        select(TitleRow.tmdb_id)
        .join(ListItemRow, ListItemRow.title_id == TitleRow.id)
        .where(TitleRow.kind == kind)
        .group_by(TitleRow.tmdb_id)
        .order_by(place, TitleRow.tmdb_id)
        .limit(limit)
    )
    return list(await session.scalars(query))


async def latest_episodes(session: AsyncSession, show_id: int, today: date, limit: int) -> list[Episode]:
    """The show's episodes that have aired, the latest first; specials are left out."""
    query = (
        select(EpisodeRow.season, EpisodeRow.number)
        .join(TitleRow, TitleRow.id == EpisodeRow.title_id)
        .where(
            TitleRow.kind == "show", TitleRow.tmdb_id == show_id, EpisodeRow.season > 0, EpisodeRow.air_date <= today
        )
        .order_by(EpisodeRow.air_date.desc(), EpisodeRow.season.desc(), EpisodeRow.number.desc())
        .limit(limit)
    )
    return [Episode(show_id, season, number) for season, number in await session.execute(query)]


async def episode_days(
    session: AsyncSession, show_ids: Collection[int]
) -> dict[int, list[tuple[int, int, date | None]]]:
    """Season, number and day of every stored episode of these shows, in order; one statement."""
    found: dict[int, list[tuple[int, int, date | None]]] = {show_id: [] for show_id in show_ids}
    if not found:
        return found
    query = (
        select(TitleRow.tmdb_id, EpisodeRow.season, EpisodeRow.number, EpisodeRow.air_date)
        .join(TitleRow, TitleRow.id == EpisodeRow.title_id)
        .where(TitleRow.kind == "show", TitleRow.tmdb_id.in_(found))
        .order_by(EpisodeRow.season, EpisodeRow.number)
    )
    for show_id, season, number, day in await session.execute(query):
        found[show_id].append((season, number, day))
    return found


async def unread_seasons(session: AsyncSession, show_id: int) -> list[int]:
    """A show's seasons whose episodes nobody has read yet, in order; specials are left out."""
    query = (
        select(SeasonRow.number)
        .join(TitleRow, TitleRow.id == SeasonRow.title_id)
        .where(TitleRow.kind == "show", TitleRow.tmdb_id == show_id)
        .where(SeasonRow.number > 0, SeasonRow.detailed_at.is_(None))
        .order_by(SeasonRow.number)
    )
    return list(await session.scalars(query))


async def episodes_of(session: AsyncSession, show_id: int) -> list[tuple[int, int, int | None, date | None]]:
    """Season, number, number counted through and day of each episode of a show that is stored, in order.

    The count begins with the first season's first episode and breaks off where an episode is missing in between.
    """
    query = (
        select(EpisodeRow.season, EpisodeRow.number, EpisodeRow.air_date)
        .join(TitleRow, TitleRow.id == EpisodeRow.title_id)
        .where(TitleRow.kind == "show", TitleRow.tmdb_id == show_id)
        .order_by(EpisodeRow.season, EpisodeRow.number)
    )
    found: list[tuple[int, int, int | None, date | None]] = []
    count: int | None = 0
    last = (1, 0)
    for season, number, day in await session.execute(query):
        if season > 0:
            follows = (season, number) in {(last[0], last[1] + 1), (last[0] + 1, 1)}
            count, last = (count + 1 if follows and count is not None else None), (season, number)
        found.append((season, number, count if season > 0 else None, day))
    return found
