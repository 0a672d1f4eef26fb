"""What this room does by itself."""

from datetime import timedelta

from miauflix.accounts.store import sessions as store
from miauflix.infra.db import Database
from miauflix.infra.scheduler import Schedule, ScheduledTask, TaskContext
from miauflix.kit.clock import Clock
from miauflix.kit.sentences import Sentence

_FORGOTTEN = Sentence("sessions_forgotten", "{sessions} sessions and {tokens} tokens forgotten")


def register(schedule: Schedule, *, database: Database, clock: Clock) -> None:
    """Put this room's tasks into the schedule."""

    async def forget_expired(context: TaskContext) -> str:
        """Sessions and refresh tokens nobody can use any more: signing in forgets them too, if anybody does."""
        now = clock.now()
        async with database.write() as session:
            # Sessions first, as signing in takes them: their tokens go along, and the order of the locks is the same.
            sessions = await store.forget_expired(session, now)
            tokens = await store.forget_spent_tokens(session, now)
            result = _FORGOTTEN(sessions=sessions, tokens=tokens)
            await context.commit_in(session, result)
        return result

    schedule.add(ScheduledTask("forgetExpired", every=timedelta(hours=6), run=forget_expired))
