"""What plays when this has come to its end."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog import episode_days
from miauflix.kit.playable import Episode, Playable
from miauflix.viewing import Slot, following


async def next_of(session: AsyncSession, playable: Playable, today: date) -> Episode | None:
    """The episode after this one, if it has aired; None for everything that is no episode."""
    if not isinstance(playable, Episode):
        return None
    show = playable.show_id
    slots = [Slot(*one) for one in (await episode_days(session, [show]))[show]]
    after = following(slots, (playable.season, playable.number), today)
    return Episode(show, *after.place) if after else None
