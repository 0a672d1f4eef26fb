"""When to ask again. Pure."""

from datetime import timedelta
from typing import Final

_LONGEST: Final = timedelta(days=14)
_SEARCH_AGAIN: Final = timedelta(hours=12)
_SEARCH_URGENT: Final = timedelta(hours=3)
_STATS_AGAIN: Final = timedelta(hours=1)
_FILE_AGAIN: Final = timedelta(minutes=30)
_MOST_FILE_MISSES: Final = 8
UNANSWERED_AGAIN: Final = timedelta(minutes=15)
"""After a search in which nobody answered: it has told nothing of the title."""

URGENT: Final = 80.0
"""From here on somebody of the house is about to want it."""

BY_REASON: Final = {"watching": 100.0, "watchlist": 80.0, "watched": 30.0}
OPENED: Final = 60.0
"""Somebody has looked at its page; fades as all interest does that has no reason any more."""
LISTED: Final = 20.0
NEW: Final = 10.0
OLD: Final = 1.0
FADING: Final = 0.5 ** (5 / (3 * 24 * 60))
"""What is left of an interest without a reason after five minutes, one run: half of it after three days."""


def _doubled(base: timedelta, misses: int, most: timedelta = _LONGEST) -> timedelta:
    return min(base * 2 ** min(misses, 12), most)


def search_again(interest: float, misses: int) -> timedelta:
    """After a search; `misses` counts those in a row that brought nothing new."""
    return _doubled(_SEARCH_URGENT if interest >= URGENT else _SEARCH_AGAIN, misses)


def stats_again(misses: int, seeders: int | None) -> timedelta:
    """After a scrape; a swarm that nobody seeds is asked for less often."""
    return _doubled(_STATS_AGAIN if seeders else 6 * _STATS_AGAIN, misses, timedelta(days=7))


def file_again(misses: int) -> timedelta | None:
    """After a .torrent could not be had; `None`: give up."""
    return None if misses >= _MOST_FILE_MISSES else _doubled(_FILE_AGAIN, misses)


def by_place(most: float, position: int) -> float:
    """Of the title in this place of a list, from 0: the higher up, the more."""
    return most / (1 + position / 20)
