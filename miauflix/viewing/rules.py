"""When something counts as watched, and where to go on."""

from dataclasses import dataclass
from datetime import datetime, timedelta

WATCHED_FROM = 0.9  # credits take up to a tenth
NOT_BEGUN_S = 5.0  # a play that was closed at once leaves no trace in "continue watching"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a profile got: `watched` stays once it is true, a second viewing moves only the position."""

    ref: str
    position_s: float
    duration_s: float
    watched: bool
    updated_at: datetime


def is_watched(position_s: float, duration_s: float) -> bool:
    return duration_s > 0 and position_s >= WATCHED_FROM * duration_s


def is_new_viewing(
    before: Progress | None, *, position_s: float, duration_s: float, last_watched_at: datetime | None, now: datetime
) -> bool:
    """Whether this position ends a viewing: it is at the credits and the one before was not.

    Going back and forth there is one viewing; half a running time later it may be another.
    """
    if not is_watched(position_s, duration_s) or (before and is_watched(before.position_s, before.duration_s)):
        return False
    return last_watched_at is None or now - last_watched_at >= timedelta(seconds=duration_s / 2)


def is_under_way(progress: Progress) -> bool:
    """Begun and not at the credits: worth offering to go on with."""
    return progress.position_s >= NOT_BEGUN_S and not is_watched(progress.position_s, progress.duration_s)


def resume_at(progress: Progress | None) -> float:
    """The second to start from: where it stopped, or the beginning when it had not begun or was at the credits."""
    return progress.position_s if progress is not None and is_under_way(progress) else 0.0
