"""What plays when this has come to its end."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.kit.playable import Episode, Playable, parse_playable
from miauflix.sources import refs_of_show
from miauflix.viewing import following, slots_of


async def next_of(session: AsyncSession, playable: Playable, today: date) -> Episode | None:
    """The episode after this one, if it has aired or can be had; None for everything that is no episode."""
    if not isinstance(playable, Episode):
        return None
    show = playable.show_id
    stored = [parse_playable(ref) for ref in await refs_of_show(session, show)]
    at_hand = [(one.season, one.number) for one in stored if isinstance(one, Episode)]
    slots = await slots_of(session, show)
    after = following(slots, (playable.season, playable.number), today, at_hand=at_hand)
    return Episode(show, *after.place) if after else None
