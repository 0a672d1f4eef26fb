"""Asking one provider: in its turn, with patience, more than once where that helps, and not while it rests."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import structlog

from miauflix.infra.limits import Denied, RateLimiter
from miauflix.kit.clock import Clock
from miauflix.sources.providers.kinds import Policy
from miauflix.sources.providers.protocol import (
    EpisodeOf,
    Failed,
    FailureKind,
    Film,
    Nothing,
    Outcome,
    Provider,
    Query,
    SearchesEpisodes,
    SearchesMovies,
)
from miauflix.sources.searching.circuit import Circuit

_log = structlog.get_logger(__name__)

_TRIES: Final = 3
_FIRST_WAIT_S: Final = 0.25
_AGAIN: Final[frozenset[FailureKind]] = frozenset({"timed_out", "unavailable"})

Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Told:
    """What came of asking one provider; `tries` is 0 where it was not asked at all."""

    outcome: Outcome
    tries: int
    elapsed_ms: int


@dataclass
class Member:
    """A provider as it takes part in searches: its limits, and how it has done."""

    provider: Provider
    policy: Policy
    knows_ours: bool = False
    circuit: Circuit = field(default_factory=Circuit)
    is_being_tried: bool = False
    _places: asyncio.Semaphore | None = None

    @property
    def name(self) -> str:
        return self.provider.name

    @property
    def places(self) -> asyncio.Semaphore:
        if self._places is None:
            self._places = asyncio.Semaphore(self.policy.concurrency)
        return self._places

    def can_answer(self, query: Query) -> bool:
        return isinstance(self.provider, SearchesMovies if isinstance(query, Film) else SearchesEpisodes)


class Asking:
    """Asks members. One for the process: the rate limits are counted here."""

    def __init__(self, clock: Clock, *, sleep: Sleep = asyncio.sleep) -> None:
        self._clock = clock
        self._sleep = sleep
        self._limiter = RateLimiter(clock)

    async def ask(self, member: Member, query: Query) -> Told:
        """The member's answer, within its policy's time whatever happens. Its circuit has learnt from it afterwards."""
        now = self._clock.now()
        if (resting := _resting(member, now)) is not None:
            return Told(resting, 0, 0)
        is_trial = member.circuit.state(now) == "half_open"
        member.is_being_tried = member.is_being_tried or is_trial
        began, tries = time.monotonic(), 0

        def counted() -> None:
            nonlocal tries
            tries += 1

        try:
            async with asyncio.timeout(member.policy.timeout_s):
                outcome = await self._in_turn(member, query, counted)
        except TimeoutError:
            outcome = Failed("timed_out", detail=f"The provider took longer than {member.policy.timeout_s:g} s")
        except Exception as error:  # noqa: BLE001  a fault in one adapter must not cost the others their search
            _log.error("provider.fault", provider=member.name, error=type(error).__name__)
            outcome = Failed("malformed", detail=f"The adapter has a fault ({type(error).__name__})")
        finally:
            if is_trial:
                member.is_being_tried = False
        elapsed_ms = round((time.monotonic() - began) * 1000)
        member.circuit = member.circuit.after(outcome, self._clock.now(), elapsed_ms)
        return Told(outcome, tries, elapsed_ms)

    async def _in_turn(self, member: Member, query: Query, counted: Callable[[], None]) -> Outcome:
        async with member.places:
            for attempt in range(_TRIES):
                await self._pace(member)
                counted()
                outcome = await _search(member.provider, query)
                is_last = attempt == _TRIES - 1
                if is_last or not isinstance(outcome, Failed) or outcome.kind not in _AGAIN or outcome.retry_at:
                    return outcome
                await self._sleep(_FIRST_WAIT_S * 2**attempt * random.uniform(0.5, 1.5))  # noqa: S311  jitter
        raise AssertionError("the last try returns")

    async def _pace(self, member: Member) -> None:
        while isinstance(told := await self._limiter.hit(member.name, member.policy.rule), Denied):
            await self._sleep(told.retry_after_s)


def _resting(member: Member, now: datetime) -> Failed | None:
    """Why a member is not asked now: it rests, or somebody is just finding out whether it is well again."""
    state = member.circuit.state(now)
    if state == "open" or (state == "half_open" and member.is_being_tried):
        kind = member.circuit.last_kind or "unavailable"
        return Failed(kind, member.circuit.open_until, "The provider is left alone after failing")
    return None


async def _search(provider: Provider, query: Query) -> Outcome:
    match query:
        case Film() if isinstance(provider, SearchesMovies):
            return await provider.search_movie(query)
        case EpisodeOf() if isinstance(provider, SearchesEpisodes):
            return await provider.search_episode(query)
        case _:
            return Nothing()
