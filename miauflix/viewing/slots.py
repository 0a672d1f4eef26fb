"""The episodes of a show, as `next_up` weighs them."""

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog import episode_days
from miauflix.viewing.next_up import Slot


async def slots_of(session: AsyncSession, show_id: int) -> list[Slot]:
    """All that are known, specials too."""
    return [Slot(*one) for one in (await episode_days(session, [show_id]))[show_id]]
