"""Asking one provider: in its turn, with patience, more than once where that helps, and not while it rests."""

import asyncio
import random
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import structlog

from miauflix.infra.limits import Denied, RateLimiter
from miauflix.kit.clock import Clock
from miauflix.kit.sentences import Sentence
from miauflix.sources.providers.kinds import Policy
from miauflix.sources.providers.patience import patience
from miauflix.sources.providers.protocol import (
    AsksNobody,
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
from miauflix.sources.providers.saying import SILENT
from miauflix.sources.searching.circuit import Circuit

_log = structlog.get_logger(__name__)

_OTHERS_AHEAD: Final = Sentence("other_searches_ahead", "Other searches are ahead of this one")
_FAULT: Final = Sentence("adapter_fault", "The adapter has a fault ({error})")
_LEFT_ALONE: Final = Sentence("provider_left_alone", "The provider is left alone after failing")
_FIRST_WAIT_S: Final = 0.25
_AGAIN: Final[frozenset[FailureKind]] = frozenset({"timed_out", "unavailable"})
_NO_TURN: Final = Failed("timed_out", detail=_OTHERS_AHEAD(), was_asked=False)

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

    @property
    def is_of_this_house(self) -> bool:
        return isinstance(self.provider, AsksNobody) and self.provider.is_of_this_house

    def can_answer(self, query: Query) -> bool:
        return isinstance(self.provider, SearchesMovies if isinstance(query, Film) else SearchesEpisodes)


class Asking:
    """Asks members. One for the process: the rate limits are counted here."""

    def __init__(self, clock: Clock, *, sleep: Sleep = asyncio.sleep) -> None:
        self._clock = clock
        self._sleep = sleep
        self._limiter = RateLimiter(clock)

    async def ask(self, member: Member, query: Query) -> Told:
        """The member's answer, within its policy's time from when its turn came. Its circuit has learnt from it then.

        Its turn is waited for as long; a turn that does not come is no failure of the provider.
        """
        now = self._clock.now()
        if (resting := _resting(member, now)) is not None:
            return Told(resting, 0, 0)
        is_trial = member.circuit.state(now) == "half_open"
        member.is_being_tried = member.is_being_tried or is_trial
        try:
            async with self._turn(member) as has_come:
                if not has_come:
                    return Told(_NO_TURN, 0, 0)
                if member.circuit.state(self._clock.now()) == "open":  # by the searches that were ahead
                    return Told(_resting(member, self._clock.now()) or _NO_TURN, 0, 0)
                began = time.monotonic()
                outcome, tries = await self._tried(member, query)
        finally:
            if is_trial:
                member.is_being_tried = False
        elapsed_ms = round((time.monotonic() - began) * 1000)
        member.circuit = member.circuit.after(outcome, self._clock.now(), elapsed_ms)
        return Told(outcome, tries, elapsed_ms)

    @asynccontextmanager
    async def _turn(self, member: Member) -> AsyncGenerator[bool]:
        """Holds one of its places, at its pace; or says that there was none in time."""
        async with AsyncExitStack() as stack:
            has_come = True
            try:
                async with asyncio.timeout(member.policy.timeout_s):
                    await stack.enter_async_context(member.places)
                    await self._pace(member)
            except TimeoutError:
                has_come = False
            yield has_come

    async def _tried(self, member: Member, query: Query) -> tuple[Outcome, int]:
        """What came of it in the end, and how many times it was asked."""
        loop, policy = asyncio.get_running_loop(), member.policy
        until = loop.time() + policy.timeout_s
        for tried in range(1, policy.tries + 1):
            share_s = (until - loop.time()) / (policy.tries - tried + 1)
            outcome = await _once(member, query, share_s, until)
            left_s = until - loop.time()
            if tried == policy.tries or not _is_worth_another(outcome) or left_s <= 0:
                return outcome, tried
            wait_s = _FIRST_WAIT_S * 2 ** (tried - 1) * random.uniform(0.5, 1.5)  # noqa: S311  jitter
            await self._sleep(min(wait_s, left_s / 4))
            try:
                async with asyncio.timeout(policy.timeout_s):
                    until += await self._pace(member)  # keeping to our pace is not its time
            except TimeoutError:
                return outcome, tried
        raise AssertionError("the last try returns")

    async def _pace(self, member: Member) -> float:
        """Wait until it may be asked again; for how long, in seconds."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        while isinstance(told := await self._limiter.hit(member.name, member.policy.rule), Denied):
            await self._sleep(told.retry_after_s)
        return loop.time() - began


async def _once(member: Member, query: Query, share_s: float, until: float) -> Outcome:
    try:
        async with patience(share_s, until):
            return await _search(member.provider, query)
    except TimeoutError:
        return Failed("timed_out", detail=SILENT(seconds=f"{share_s:.2g}"))
    except Exception as error:  # noqa: BLE001  a fault in one adapter must not cost the others their search
        _log.error("provider.fault", provider=member.name, error=type(error).__name__)
        return Failed("malformed", detail=_FAULT(error=type(error).__name__))


def _is_worth_another(outcome: Outcome) -> bool:
    return isinstance(outcome, Failed) and outcome.kind in _AGAIN and outcome.retry_at is None


def _resting(member: Member, now: datetime) -> Failed | None:
    """Why a member is not asked now: it rests, or somebody is just finding out whether it is well again."""
    state = member.circuit.state(now)
    if state == "open" or (state == "half_open" and member.is_being_tried):
        kind = member.circuit.last_kind or "unavailable"
        return Failed(kind, member.circuit.open_until, _LEFT_ALONE())
    return None


async def _search(provider: Provider, query: Query) -> Outcome:
    match query:
        case Film() if isinstance(provider, SearchesMovies):
            return await provider.search_movie(query)
        case EpisodeOf() if isinstance(provider, SearchesEpisodes):
            return await provider.search_episode(query)
        case _:
            return Nothing()
