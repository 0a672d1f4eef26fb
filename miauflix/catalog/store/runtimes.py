"""How long things take and what is spoken in them, as far as TMDB says."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog.tables import EpisodeRow, TitleRow
from miauflix.kit.playable import Episode, Media, Movie, parse_playable


async def running_time_s(session: AsyncSession, ref: str) -> float | None:
    """Seconds; an episode that says nothing of its own takes as long as its show's usually do."""
    match parse_playable(ref):
        case Movie(tmdb_id):
            film = select(TitleRow.runtime_min).where(TitleRow.kind == "movie", TitleRow.tmdb_id == tmdb_id)
            minutes = await session.scalar(film)
        case Episode(show_id, season, number):
            show = select(TitleRow.id, TitleRow.runtime_min).where(TitleRow.kind == "show", TitleRow.tmdb_id == show_id)
            found = (await session.execute(show)).one_or_none()
            episode = await session.get(EpisodeRow, (found.id, season, number)) if found else None
            minutes = (episode.runtime_min if episode else None) or (found.runtime_min if found else None)
        case Media():
            minutes = None
    return 60.0 * minutes if minutes else None


async def original_language(session: AsyncSession, ref: str) -> str | None:
    """What a release speaks that does not say; an episode's is its show's."""
    match parse_playable(ref):
        case Movie(tmdb_id):
            kind = "movie"
        case Episode(tmdb_id, _, _):
            kind = "show"
        case Media():
            return None
    return await session.scalar(
        select(TitleRow.original_language).where(TitleRow.kind == kind, TitleRow.tmdb_id == tmdb_id)
    )
