"""Whether TMDB answers, for the admin's banner and for not asking somebody who is down.

What has been found out is written to the database when it changes, so that every process shows the same banner and a
restart does not forget it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from miauflix.catalog.providers.tmdb.errors import TmdbError, Trouble
from miauflix.catalog.store import responses
from miauflix.infra.db import Database
from miauflix.infra.reports import Trouble as Reported
from miauflix.kit.clock import Clock

_log = structlog.get_logger(__name__)

_STATE = "tmdb"
_FAILURES_BEFORE_REST = 3
_FIRST_REST = timedelta(seconds=5)
_LONGEST_REST = timedelta(minutes=5)
# Another process may have noted something else since: how long one's own note is taken to stand.
_NOTE_STANDS = timedelta(minutes=1)

_WORDS: dict[Trouble, tuple[str, str]] = {
    "refused": (
        "TMDB refuses our token, so nothing new is learned",
        "Put the read access token (the long one) of your TMDB account into TMDB_API_ACCESS_TOKEN and restart",
    ),
    "limited": (
        "TMDB asks us to slow down; new facts come later",
        "Nothing: it passes by itself. If it does not, another program uses the same token",
    ),
    "unreachable": (
        "TMDB cannot be reached, so nothing new is learned",
        "Check this machine's connection. Where a provider blocks the host, set TMDB_API_URL to https://api.tmdb.org/3",
    ),
    "broken": (
        "What answers at TMDB's address is not TMDB",
        "Check TMDB_API_URL (it ends in /3), and whether something in between (a proxy, a hotel's login page) answers",
    ),
}


@dataclass(frozen=True, slots=True)
class _Standing:
    kind: Trouble
    detail: str
    since: datetime


class Health:
    """Told of every outcome; tells whether asking makes sense."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._trouble: _Standing | None = None
        self._noted_at: datetime | None = None
        self._failures = 0
        self._rests_until: datetime | None = None

    def check(self) -> None:
        """Raises:
        TmdbError: it has failed again and again, and its rest is not over.
        """
        if self._trouble and self._rests_until and self._clock.now() < self._rests_until:
            raise TmdbError(self._trouble.kind, self._trouble.detail, retry_at=self._rests_until)

    @property
    def trouble(self) -> str | None:
        """What is wrong, as this process knows it."""
        return self._trouble.detail if self._trouble else None

    async def is_well(self, *, with_nothing: bool = False) -> None:
        """It has answered. `with_nothing` that was "there is none", which others say too who are not TMDB."""
        if with_nothing and self._trouble is not None and self._trouble.kind == "broken":
            return
        self._failures, self._rests_until = 0, None
        if self._trouble is not None or not self._stands():
            await self._note(None)

    async def has_failed(self, error: TmdbError) -> None:
        self._failures += 1
        now = self._clock.now()
        if self._failures >= _FAILURES_BEFORE_REST or error.kind == "refused":
            rest = _FIRST_REST * 2 ** min(self._failures - 1, 10)
            self._rests_until = now + min(rest, _LONGEST_REST)
        since = self._trouble.since if self._trouble else now
        if self._trouble is None or self._trouble.kind != error.kind or not self._stands():
            await self._note(_Standing(error.kind, error.detail, since))

    async def report(self) -> list[Reported]:
        """The banner's line, if there is need for one."""
        async with self._database.read() as session:
            row = await responses.sync_state(session, _STATE)
        kind = row.value.get("kind") if row else None
        if row is None or kind not in _WORDS:
            return []
        message, fix = _WORDS[kind]
        severity = "error" if kind == "refused" else "warning"
        since = str(row.value["since"])
        return [Reported(f"tmdb_{kind}", severity, f"{message} (since {since})", fix, {"since": since})]

    async def _note(self, standing: _Standing | None) -> None:
        if standing and self._trouble is None:
            _log.warning("tmdb.trouble", kind=standing.kind, detail=standing.detail)
        elif standing is None and self._trouble:
            _log.info("tmdb.well_again")
        self._trouble, self._noted_at = standing, self._clock.now()
        value: dict[str, object] = {}
        if standing:
            value = {"kind": standing.kind, "detail": standing.detail, "since": f"{standing.since:%Y-%m-%d %H:%M} UTC"}
        async with self._database.read() as session:
            row = await responses.sync_state(session, _STATE)
        if row is not None and row.value == value:
            return
        async with self._database.write() as session:
            await responses.put_sync_state(session, _STATE, value, now=self._clock.now())

    def _stands(self) -> bool:
        return self._noted_at is not None and self._clock.now() < self._noted_at + _NOTE_STANDS
