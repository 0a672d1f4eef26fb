"""The shapes in which this room hands out what it knows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from miauflix.kit.playable import Title

Origin = Literal["here", "trakt"]
PlayerState = Literal["playing", "paused", "stopped"]


@dataclass(frozen=True, slots=True)
class Viewed:
    """One entry of the history."""

    id: str
    profile_id: str
    ref: str
    watched_at: datetime
    origin: Origin


@dataclass(frozen=True, slots=True)
class Interest:
    """A title somebody of the house is about to want: `why` in falling order of urgency, `at` since when."""

    title: Title
    why: Literal["watching", "watchlist", "watched"]
    at: datetime
