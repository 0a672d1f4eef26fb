"""Accounts of the stand-in and what they hold."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any, Literal

Json = dict[str, Any]
CodeState = Literal["waiting", "allowed", "denied", "used"]

_SCROBBLED_FROM = 80
_SAME_SCROBBLE = timedelta(hours=1)


@dataclass
class Code:
    """A device code and what somebody did with it."""

    device_code: str
    user_code: str
    expires_at: datetime
    state: CodeState = "waiting"
    polled_at: datetime | None = None


@dataclass
class Play:
    id: int
    ref: str
    watched_at: datetime


@dataclass
class Pause:
    id: int
    ref: str
    progress: float
    paused_at: datetime


@dataclass
class Person:
    """One account; refs are ours: movie:<id>, show:<id>, episode:<show>:<season>:<number>."""

    username: str = "mia"
    most_items: int = 250
    unknown: set[str] = field(default_factory=set[str])
    watchlist: dict[str, datetime] = field(default_factory=dict[str, datetime])
    history: list[Play] = field(default_factory=list[Play])
    paused: list[Pause] = field(default_factory=list[Pause])
    scrobbles: list[tuple[str, str, float]] = field(default_factory=list[tuple[str, str, float]])
    activities: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    _ids: "count[int]" = field(default_factory=lambda: count(9_000_000_001))

    def touch(self, group: str, what: str, now: datetime) -> None:
        self.activities.setdefault(group, {})[what] = stamp(now) + f"#{next(self._ids)}"

    def want(self, ref: str, now: datetime) -> None:
        self.watchlist[ref] = now
        self.touch("watchlist", "updated_at", now)

    def unwant(self, ref: str, now: datetime) -> None:
        self.watchlist.pop(ref, None)
        self.touch("watchlist", "updated_at", now)

    def watch(self, ref: str, watched_at: datetime, now: datetime | None = None) -> int:
        """Without looking whether it is there already: neither does Trakt."""
        play = Play(next(self._ids), ref, watched_at.replace(microsecond=0))
        self.history.append(play)
        self.touch("movies" if ref.startswith("movie") else "episodes", "watched_at", now or watched_at)
        return play.id

    def pause(self, ref: str, progress: float, now: datetime) -> int:
        self.paused = [one for one in self.paused if one.ref != ref]
        self.paused.append(Pause(next(self._ids), ref, progress, now))
        self.touch("movies" if ref.startswith("movie") else "episodes", "paused_at", now)
        return self.paused[-1].id

    def scrobble(self, action: str, ref: str, progress: float, now: datetime) -> tuple[int, Json]:
        """Status and body."""
        if ref in self.unknown:
            return 404, {}
        if action != "start" and progress < 1:
            return 422, {"errors": {"progress": ["should be at least 1.0% to pause"]}}
        self.scrobbles.append((action, ref, progress))
        if action == "start":
            return 201, {"id": 0, "action": "start", "progress": progress}
        if action == "pause" or progress < _SCROBBLED_FROM:
            return 201, {"id": self.pause(ref, progress, now), "action": "pause", "progress": progress}
        recent = [one for one in self.history if one.ref == ref and now - one.watched_at < _SAME_SCROBBLE]
        if recent:
            at = recent[-1].watched_at
            return 409, {"watched_at": stamp(at), "expires_at": stamp(at + _SAME_SCROBBLE)}
        self.paused = [one for one in self.paused if one.ref != ref]
        return 201, {"id": self.watch(ref, now), "action": "scrobble", "progress": progress}


def stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def shown(ref: str) -> Json:
    """What an entry about this has for members."""
    kind, _, rest = ref.partition(":")
    numbers = [int(one) for one in rest.split(":")]
    ids = {"trakt": numbers[0] + 1, "slug": f"{kind}-{numbers[0]}", "imdb": None, "tmdb": numbers[0]}
    work = {"title": f"Work {numbers[0]}", "year": 2020, "ids": ids}
    match kind:
        case "movie":
            return {"type": "movie", "movie": work}
        case "show":
            return {"type": "show", "show": work}
        case _:
            episode = {"season": numbers[1], "number": numbers[2], "title": "Part", "ids": {"trakt": 5, "tmdb": 6}}
            return {"type": "episode", "episode": episode, "show": work}


def refs_in(body: Json) -> list[tuple[str, Json]]:
    """What a body of films, shows, seasons and episodes names, each with the members of its own."""
    found: list[tuple[str, Json]] = [(f"movie:{one['ids']['tmdb']}", one) for one in body.get("movies", [])]
    for show in body.get("shows", []):
        number = show["ids"]["tmdb"]
        episodes = [
            (f"episode:{number}:{season['number']}:{one['number']}", one)
            for season in show.get("seasons", [])
            for one in season.get("episodes", [])
        ]
        found += episodes or [(f"show:{number}", show)]
    return found
