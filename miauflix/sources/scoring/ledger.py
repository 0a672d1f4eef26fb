"""The ledger: every candidate, every rule that had something to say, the winner, and what would change it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

from miauflix.sources.scoring.base import weigh
from miauflix.sources.scoring.profile import Policy
from miauflix.sources.scoring.rules import RULES, Hit, height_of
from miauflix.sources.scoring.types import Candidate, Wish

_MOST_SEEDERS: Final = 1_000_000
_GIVEN: Final = frozenset({"quality", "age"})
"""Rules about what no wish, device or time can change for the better."""


class Tier(IntEnum):
    """A lower tier ranks before a higher one whatever the scores."""

    FIRST = 0
    AFTER = 1
    """The device cannot decode it, or not without work."""
    OUT = 2
    """Plays only when it is chosen by hand."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One candidate in its place. `is_default` is true of one entry at most, the first of those not `OUT`."""

    candidate: Candidate
    tier: Tier
    score: float
    hits: tuple[Hit, ...]
    rank: int = 0
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """Something that would put a candidate first, or, said of the winner, take it from there.

    `what` is `more_seeders` or `fewer_seeders` (with how many there would have to be), or `without` the named rule.
    """

    what: str
    rule: str | None = None
    seeders: int | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """All candidates, best first."""

    entries: tuple[Entry, ...]
    wish: Wish
    policy: Policy

    @property
    def winner(self) -> Entry | None:
        return next((entry for entry in self.entries if entry.is_default), None)

    def changes(self, entry: Entry) -> tuple[Change, ...]:
        """What would put this candidate first; of the winner: what would take it from there."""
        winner = self.winner
        if winner is None:
            return ()
        if entry.rank == winner.rank:
            return self._losing(entry)
        return (*self._more_seeders(entry, winner), *self._without(entry, winner))

    def _losing(self, winner: Entry) -> tuple[Change, ...]:
        second = next((one for one in self.entries[winner.rank :] if one.tier is winner.tier), None)
        if second is None or winner.candidate.seeders is None or winner.candidate.is_on_server:
            return ()
        most = _last(lambda count: self._before(second, self._with_seeders(winner, count)), winner.candidate.seeders)
        return () if most is None else (Change("fewer_seeders", seeders=most),)

    def _more_seeders(self, entry: Entry, winner: Entry) -> tuple[Change, ...]:
        if entry.tier is not winner.tier or entry.candidate.is_on_server:
            return ()
        now = entry.candidate.seeders or 0
        least = _first(lambda count: self._before(self._with_seeders(entry, count), winner), now + 1)
        return () if least is None else (Change("more_seeders", seeders=least),)

    def _without(self, entry: Entry, winner: Entry) -> tuple[Change, ...]:
        changes: list[Change] = []
        for hit in entry.hits:
            is_against = hit.effect in {"after", "out"} or (hit.effect == "factor" and hit.value < 1)
            if is_against and hit.rule not in _GIVEN:
                others = [other for other in entry.hits if other is not hit]
                if self._before(_judged(entry.candidate, others), winner):
                    changes.append(Change("without", rule=hit.rule))
        return tuple(changes)

    def _with_seeders(self, entry: Entry, seeders: int) -> Entry:
        return judge(replace(entry.candidate, seeders=seeders), self.wish, self.policy)

    def _before(self, one: Entry, other: Entry) -> bool:
        return _place(one, self.wish, self.policy) < _place(other, self.wish, self.policy)


def judge(candidate: Candidate, wish: Wish, policy: Policy) -> Entry:
    """Apply every rule to one candidate."""
    return _judged(candidate, [hit for rule in RULES if (hit := rule(candidate, wish, policy)) is not None])


def rank(candidates: Iterable[Candidate], wish: Wish, policy: Policy) -> Ledger:
    """Put all candidates in order."""
    judged = in_order(candidates, wish, policy)
    is_default = bool(judged) and judged[0].tier is not Tier.OUT
    entries = tuple(
        Entry(one.candidate, one.tier, one.score, one.hits, place, is_default and place == 1)
        for place, one in enumerate(judged, start=1)
    )
    return Ledger(entries, wish, policy)


def in_order(candidates: Iterable[Candidate], wish: Wish, policy: Policy) -> list[Entry]:
    """As `rank`, without the bookkeeping."""
    return sorted((judge(one, wish, policy) for one in candidates), key=lambda entry: _place(entry, wish, policy))


def best(candidates: Iterable[Candidate], wish: Wish, policy: Policy) -> Entry | None:
    """The one that plays when none is named."""
    first = next(iter(in_order(candidates, wish, policy)), None)
    return None if first is None or first.tier is Tier.OUT else first


def _judged(candidate: Candidate, hits: Sequence[Hit]) -> Entry:
    score, tier = 0.0, Tier.FIRST
    for hit in hits:
        match hit.effect:
            case "points":
                score += hit.value
            case "factor":
                score = weigh(score, hit.value)
            case "after":
                tier = max(tier, Tier.AFTER)
            case "out":
                tier = Tier.OUT
    return Entry(candidate, tier, score, tuple(hits))


def _place(entry: Entry, wish: Wish, policy: Policy) -> tuple[int, float, int, int, str]:
    """Among equals the preferred providers go first, then the taller picture, then the one known longest."""
    preferred, one = policy.profile.preferred(wish.kind), entry.candidate
    favour = preferred.index(one.provider) if one.provider in preferred else len(preferred)
    return entry.tier, -entry.score, favour, -(height_of(one.resolution) or 0), one.id


def _first(holds: Callable[[int], bool], least: int) -> int | None:
    """The smallest count from `least` on for which it holds; once true it stays true."""
    if not holds(_MOST_SEEDERS):
        return None
    low, high = least, _MOST_SEEDERS
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


def _last(holds: Callable[[int], bool], below: int) -> int | None:
    """The largest count below `below` for which it holds; once true it stays true downwards."""
    if below == 0 or not holds(0):
        return None
    low, high = 0, below - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(middle) else (low, middle - 1)
    return low
