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
    slots, here = await slots_of(session, show), (playable.season, playable.number)
    after = following(slots, here, today)
    if after is None:  # only then: every press of Play comes by here, and the sources of a show are many
        stored = [parse_playable(ref) for ref in await refs_of_show(session, show)]
        at_hand = [(one.season, one.number) for one in stored if isinstance(one, Episode)]
        after = following(slots, here, today, at_hand=at_hand)
    return Episode(show, *after.place) if after else None
