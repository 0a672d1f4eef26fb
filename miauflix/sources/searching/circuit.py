"""When a provider in trouble is left alone, and for how long."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal

from miauflix.sources.providers.protocol import Failed, FailureKind, Outcome

_OPENS_AFTER: Final = 3
_FIRST_REST: Final = timedelta(seconds=30)
_LONGEST_REST: Final = timedelta(minutes=15)
_HOPELESS: Final[frozenset[FailureKind]] = frozenset({"auth_failed", "blocked"})

State = Literal["untried", "closed", "open", "half_open"]


@dataclass(frozen=True, slots=True)
class Circuit:
    """How a provider has done lately. `failures` counts those in a row; it is asked again from `open_until` on."""

    failures: int = 0
    open_until: datetime | None = None
    last_kind: FailureKind | None = None
    last_detail: str = ""
    last_ok_at: datetime | None = None
    last_failed_at: datetime | None = None
    last_elapsed_ms: int | None = None

    def state(self, now: datetime) -> State:
        """`half_open`: it has rested, and the next answer decides."""
        if self.open_until is not None:
            return "open" if now < self.open_until else "half_open"
        return "untried" if self.last_ok_at is None and self.last_failed_at is None else "closed"

    def rests(self, now: datetime) -> bool:
        """Whether it is left alone for failing, or was until nobody has asked it since."""
        return self.failures > 0 and self.state(now) in {"open", "half_open"}

    def after(self, outcome: Outcome, now: datetime, elapsed_ms: int) -> "Circuit":
        """How it stands after this outcome.

        It opens after three failures in a row, each time for twice as long; at once where the provider named a time, or
        where asking again is of no use. A search that found nothing is an answer like any other. A failure that is ours
        changes nothing.
        """
        if isinstance(outcome, Failed) and not outcome.was_asked:
            return self
        if not isinstance(outcome, Failed):
            return Circuit(last_ok_at=now, last_elapsed_ms=elapsed_ms, last_failed_at=self.last_failed_at)
        failures = self.failures + 1
        return replace(
            self,
            failures=failures,
            open_until=_rest_until(outcome, failures, now),
            last_kind=outcome.kind,
            last_detail=outcome.detail,
            last_failed_at=now,
            last_elapsed_ms=elapsed_ms,
        )


def _rest_until(failed: Failed, failures: int, now: datetime) -> datetime | None:
    if failed.retry_at is not None:
        return failed.retry_at
    if failed.kind in _HOPELESS:
        return now + _LONGEST_REST
    if failures < _OPENS_AFTER:
        return None
    doublings = min(failures - _OPENS_AFTER, 10)
    return now + min(_FIRST_REST * 2**doublings, _LONGEST_REST)
