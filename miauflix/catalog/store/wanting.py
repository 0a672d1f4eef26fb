"""What of the catalogue somebody may want next, for those who look for it beforehand."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog.tables import EpisodeRow, ListItemRow, TitleRow
from miauflix.kit.playable import Episode


async def listed_movies(session: AsyncSession, limit: int) -> list[int]:
    """TMDB ids of films on any list, those nearest to a list's top first."""
    place = func.min(ListItemRow.position)
    query = (
        select(TitleRow.tmdb_id)
        .join(ListItemRow, ListItemRow.title_id == TitleRow.id)
        .where(TitleRow.kind == "movie")
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
