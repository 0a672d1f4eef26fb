"""What the household is likely to want next."""

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.kit.playable import Title, parse_playable, parse_title, title_of
from miauflix.viewing.store import history, under_way, watchlist
from miauflix.viewing.types import Interest

_MOST_OF_A_KIND = 500


async def interest(session: AsyncSession, limit: int = 100) -> list[Interest]:
    """The titles of all profiles, each once for its best reason: begun and not ended, put on a watch-list, watched
    (a show may go on); within a reason the latest first.
    """
    found: dict[Title, Interest] = {}

    def add(one: Interest) -> None:
        found.setdefault(one.title, one)

    for progress in await under_way(session, _MOST_OF_A_KIND):
        if title := title_of(parse_playable(progress.ref)):
            add(Interest(title, "watching", progress.updated_at))
    for ref, added_at in await watchlist.latest(session, _MOST_OF_A_KIND):
        add(Interest(parse_title(ref), "watchlist", added_at))
    for viewed in await history.latest(session, _MOST_OF_A_KIND):
        if title := title_of(parse_playable(viewed.ref)):
            add(Interest(title, "watched", viewed.watched_at))
    return [*found.values()][:limit]
