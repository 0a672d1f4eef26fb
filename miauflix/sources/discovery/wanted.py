"""Which titles are worth a search by themselves: begun, on a watch-list, watched, what the lists show, what is new, and
a few of the others.

A title whose page somebody opened is in the queue by the search that this began.
"""

from datetime import date, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog import known_movies, latest_episodes, listed_movies, listed_shows, new_episodes, new_movies
from miauflix.kit.playable import Movie
from miauflix.sources.discovery import store
from miauflix.sources.discovery.rules import BY_REASON, LISTED, NEW, OLD, by_place
from miauflix.viewing import interest

_MOST_OF_INTEREST: Final = 300
_MOST_LISTED: Final = 200
_LISTED_SHOWS: Final = 40
_EPISODES: Final = 3
_NEW_FOR: Final = timedelta(days=90)
_MOST_NEW: Final = 100
_OLD_AT_ONCE: Final = 20
_OLD_KNOWN: Final = 5_000


Wanted = list[tuple[str, float]]


async def wanted_titles(session: AsyncSession, today: date) -> dict[str, float]:
    """Interest by reference, for the strongest reason; of a show, its latest episodes that have aired."""
    found: dict[str, float] = {}
    for reason in (_of_interest, _listed, _new, _some_old):
        for ref, weight in await reason(session, today):
            found[ref] = max(weight, found.get(ref, 0))
    return found


async def _of_interest(session: AsyncSession, today: date) -> Wanted:
    found: Wanted = []
    for one in await interest(session, _MOST_OF_INTEREST):
        weight = BY_REASON[one.why]
        if isinstance(one.title, Movie):
            found.append((str(one.title), weight))
        else:
            latest = await latest_episodes(session, one.title.tmdb_id, today, _EPISODES)
            found += [(str(episode), weight) for episode in latest]
    return found


async def _listed(session: AsyncSession, today: date) -> Wanted:
    movies = enumerate(await listed_movies(session, _MOST_LISTED))
    found = [(str(Movie(one)), by_place(LISTED, place)) for place, one in movies]
    for place, show in enumerate(await listed_shows(session, _LISTED_SHOWS)):
        latest = await latest_episodes(session, show, today, 1)
        found += [(str(episode), by_place(LISTED, place)) for episode in latest]
    return found


async def _new(session: AsyncSession, today: date) -> Wanted:
    movies = [Movie(one) for one in await new_movies(session, today - _NEW_FOR, today, _MOST_NEW)]
    episodes = await new_episodes(session, today - _NEW_FOR, today, _MOST_NEW)
    return [(str(one), by_place(NEW, place)) for kind in (movies, episodes) for place, one in enumerate(kind)]


async def _some_old(session: AsyncSession, today: date) -> Wanted:
    """The best known of the films that nobody has asked for yet; a few at a time, for each of them costs a search."""
    known = [str(Movie(one)) for one in await known_movies(session, today, _OLD_KNOWN)]
    queued = await store.queued(session, known)
    return [(ref, OLD) for ref in known if ref not in queued][:_OLD_AT_ONCE]
