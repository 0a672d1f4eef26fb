"""Whose turn it is to fill the catalogue: of many who would on one database, one does.

The turn is a row that says until when it is held and how far its holder is. Who dies holding it loses it within
seconds, and what was done stays done.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from miauflix.catalog.store import responses
from miauflix.infra.db import Database
from miauflix.infra.reports import Trouble
from miauflix.kit.clock import Clock
from miauflix.kit.sentences import Sentence

_HOW_FAR = Sentence("filling_how_far", "{done} of {total}")
_BEGUN = Sentence("filling_begun", "just begun")

_FILLING, _FILLED = "filling", "seeded"
_HELD_FOR = timedelta(seconds=15)
_TOLD_EVERY = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Progress:
    what: str
    done: int
    total: int


class Turn:
    """One attempt at being the one who fills it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._until: datetime | None = None

    async def take(self) -> bool:
        now = self._clock.now()
        until = now + _HELD_FOR
        async with self._database.write() as session:
            if await responses.claim(session, _FILLING, {}, now=now, until=until):
                self._until = until
        return self._until is not None

    async def goes_on(self, progress: Progress) -> None:
        """Keep the turn and tell how far it is; cheap to say often."""
        until = self._clock.now() + _HELD_FOR
        if self._until is not None and until - self._until >= _TOLD_EVERY:
            told: dict[str, object] = {"what": progress.what, "done": progress.done, "total": progress.total}
            self._until = await self._hold(self._until, until, told)

    async def is_over(self, *, is_filled: bool) -> None:
        """Leave it to others; `is_filled` says that there is nothing left for them."""
        now = self._clock.now()
        if is_filled:
            async with self._database.write() as session:
                await responses.put_sync_state(session, _FILLED, {"at": now.isoformat()}, now=now)
        if self._until is not None:
            self._until = await self._hold(self._until, now - timedelta(seconds=1), {})

    async def _hold(self, held_until: datetime, until: datetime, value: dict[str, object]) -> datetime:
        async with self._database.write() as session:
            await responses.renew_claim(session, _FILLING, value, held_until=held_until, until=until)
        return until


async def filled_at(database: Database) -> datetime | None:
    """When the catalogue was filled whole for the first time, if it has been."""
    async with database.read() as session:
        row = await responses.sync_state(session, _FILLED)
    return row.updated_at if row else None


async def under_way(database: Database, clock: Clock) -> Progress | None:
    """How far somebody is who is filling it right now."""
    async with database.read() as session:
        row = await responses.sync_state(session, _FILLING)
    if row is None or row.updated_at < clock.now():
        return None
    value = row.value
    done, total = (one if isinstance(one := value.get(name), int) else 0 for name in ("done", "total"))
    return Progress(str(value.get("what", "lists")), done, total)


async def report(database: Database, clock: Clock) -> list[Trouble]:
    """For the admin's banner, while it is being filled."""
    progress = await under_way(database, clock)
    if progress is None:
        return []
    how = _HOW_FAR(done=progress.done, total=progress.total) if progress.total else _BEGUN()
    how_far = f": {progress.done} of {progress.total} {progress.what}" if progress.total else ""
    fix = "Nothing: films and shows appear as they come. A restart goes on where it was"
    message = f"The catalogue is being filled from TMDB{how_far}"
    return [Trouble("catalogue_filling", "info", message, fix, {"how_far": how})]
