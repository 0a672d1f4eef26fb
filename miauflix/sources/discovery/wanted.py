"""Which titles are worth a search by themselves: begun, on a watch-list, watched, and what the lists show."""

from datetime import date
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog import latest_episodes, listed_movies
from miauflix.kit.playable import Movie
from miauflix.sources.discovery.rules import BY_REASON, listed_interest
from miauflix.viewing import interest

_MOST_OF_INTEREST: Final = 300
_MOST_LISTED: Final = 200
_EPISODES: Final = 3


async def wanted_titles(session: AsyncSession, today: date) -> dict[str, float]:
    """Interest by reference; of a show, its latest episodes that have aired."""
    found = {
        str(Movie(one)): listed_interest(place) for place, one in enumerate(await listed_movies(session, _MOST_LISTED))
    }
    for one in await interest(session, _MOST_OF_INTEREST):
        weight = BY_REASON[one.why]
        if isinstance(one.title, Movie):
            found[str(one.title)] = max(weight, found.get(str(one.title), 0))
        else:
            for episode in await latest_episodes(session, one.title.tmdb_id, today, _EPISODES):
                found[str(episode)] = weight
    return found
