"""How often something may happen: at most so many times in any stretch of so many seconds.

The window moves with the caller, so the promise is exact: there is no boundary at which twice the rule gets through.
Hits live in this process. A refused hit is not counted, so `retry_after_s` is true and hammering does not prolong it.

The `limits` package would do the same. Its memory store reads the machine's clock by itself, so no test could hold
time still, and looks at every key in a worker thread after a hit: 3 to 17 times the processor time of this one.
"""

from collections import defaultdict, deque
from dataclasses import dataclass

from miauflix.kit.clock import Clock

_FEWEST_KEYS_TO_SWEEP = 1024


@dataclass(frozen=True, slots=True)
class Rule:
    """`times` hits in any `per_s` seconds."""

    times: int
    per_s: float

    def __post_init__(self) -> None:
        if self.times < 1 or self.per_s <= 0:
            raise ValueError(f"{self} lets nothing through, ever")


@dataclass(frozen=True, slots=True)
class Allowed:
    """`remaining` further hits would be allowed right now."""

    remaining: int


@dataclass(frozen=True, slots=True)
class Denied:
    """The next hit is allowed in `retry_after_s` seconds, if nobody else takes it."""

    retry_after_s: float


class RateLimiter:
    """Counts hits by key and rule; two rules on one key count separately."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._hits: defaultdict[tuple[str, Rule], deque[float]] = defaultdict(deque)
        self._sweep_above = _FEWEST_KEYS_TO_SWEEP

    async def hit(self, key: str, rule: Rule) -> Allowed | Denied:
        """Count one hit of `key`, unless the rule is used up."""
        now = self._clock.now().timestamp()
        if len(self._hits) > self._sweep_above:
            self._sweep(now)
        hits = self._hits[key, rule]
        _forget_outside(hits, rule, now)
        if len(hits) >= rule.times:
            return Denied(retry_after_s=hits[0] + rule.per_s - now)
        hits.append(now)
        return Allowed(remaining=rule.times - len(hits))

    async def forgive(self, key: str, rule: Rule) -> None:
        """Forget the hits of `key`: a right password pays for the wrong ones before it."""
        self._hits.pop((key, rule), None)

    def _sweep(self, now: float) -> None:
        for (key, rule), hits in list(self._hits.items()):
            _forget_outside(hits, rule, now)
            if not hits:
                del self._hits[key, rule]
        self._sweep_above = max(_FEWEST_KEYS_TO_SWEEP, 2 * len(self._hits))


def _forget_outside(hits: deque[float], rule: Rule, now: float) -> None:
    """Drop hits that have left the window, on either side: a clock set back must not lock anybody out."""
    while hits and hits[0] <= now - rule.per_s:
        hits.popleft()
    while hits and hits[-1] > now:
        hits.pop()
