"""How long jobs are remembered once they have ended."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.infra.jobs import store


@dataclass(frozen=True, slots=True)
class Forgotten:
    """One batch; there may be more unless it `is_last`."""

    done: int
    dead: int

    @property
    def is_last(self) -> bool:
        return max(self.done, self.dead) < store.SWEEP_AT_MOST


async def forget_ended(session: AsyncSession, *, done_before: datetime, dead_before: datetime) -> Forgotten:
    """Forget jobs that were done, and such that died, before then; at most a thousand of each."""
    return Forgotten(*await store.forget(session, done_before=done_before, dead_before=dead_before))
