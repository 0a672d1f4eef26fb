"""What Trakt says and is told, in our words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Action = Literal["start", "pause", "stop"]


@dataclass(frozen=True, slots=True)
class DeviceCode:
    """How somebody links: they type `user_code` at `verification_url` before it expires."""

    device_code: str
    user_code: str
    verification_url: str
    expires_at: datetime
    interval_s: float


@dataclass(frozen=True, slots=True)
class Pair:
    """An access token and the refresh token that makes the next pair, once."""

    access: str
    refresh: str
    issued_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Generation:
    """Which of a link's pairs it is; each link counts anew, so the number alone says nothing."""

    linked_at: datetime
    number: int


@dataclass(frozen=True, slots=True)
class Ended:
    """Linking came to nothing: `how` is expired, denied, or failed."""

    how: Literal["expired", "denied", "failed"]


@dataclass(frozen=True, slots=True)
class NotYet:
    """Nobody has typed the code; ask again in `after_s` seconds."""

    after_s: float


@dataclass(frozen=True, slots=True)
class Play:
    """One entry of Trakt's history."""

    trakt_id: int
    ref: str
    watched_at: datetime


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry of Trakt's watch-list."""

    ref: str
    listed_at: datetime


@dataclass(frozen=True, slots=True)
class Paused:
    """Where somebody stopped, 0 to 100."""

    ref: str
    progress: float
    paused_at: datetime


@dataclass(frozen=True, slots=True)
class Scrobble:
    """One event of a player."""

    id: str
    ref: str
    action: Action
    progress: float
    at: datetime


@dataclass(frozen=True, slots=True)
class Pending:
    """A viewing of ours that Trakt has not heard of."""

    id: str
    ref: str
    watched_at: datetime


@dataclass(frozen=True, slots=True)
class Removal:
    """A viewing that was taken out here and still stands there."""

    id: str
    ref: str
    watched_at: datetime
    trakt_id: int | None


@dataclass(frozen=True, slots=True)
class Account:
    """A profile's link; tokens stay in the store."""

    profile_id: str
    username: str
    trouble: str | None
    is_broken: bool
    linked_at: datetime
    synced_at: datetime | None
    activities: dict[str, str]
