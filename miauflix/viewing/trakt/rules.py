"""How our lists and Trakt's become one: pure decisions."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from miauflix.viewing.trakt.types import Action, Pending, Play, Scrobble

_SAME_MOMENT = timedelta(seconds=2)  # Trakt keeps no fractions
_SAME_VIEWING = timedelta(hours=3)  # it notes when a scrobble stopped, we when the credits began
_FRESH = timedelta(minutes=10)
SCROBBLED_FROM = 80.0


@dataclass(frozen=True, slots=True)
class WatchlistPlan:
    """What to do on either side; afterwards `known` is what Trakt holds."""

    add_here: frozenset[str]
    remove_here: frozenset[str]
    add_there: frozenset[str]
    remove_there: frozenset[str]


def plan_watchlist(
    here: Collection[str], known: Collection[str], refused: Collection[str], there: Collection[str]
) -> WatchlistPlan:
    """Three-way: what differs from `known`, the list both sides last agreed on, was changed on that side.

    A title added here and gone there is only ours to add; what Trakt refused once is not offered again.
    """
    ours, agreed, theirs = frozenset(here), frozenset(known), frozenset(there)
    return WatchlistPlan(
        add_here=theirs - agreed - ours,
        remove_here=(agreed - theirs) & ours,
        add_there=ours - agreed - theirs - frozenset(refused),
        remove_there=(agreed - ours) & theirs,
    )


@dataclass(frozen=True, slots=True)
class HistoryPlan:
    """Which viewings of ours are which of theirs, and which of theirs are new to us."""

    matches: dict[str, int]
    new: tuple[Play, ...]


def plan_history(ours: Iterable[tuple[Pending, bool]], theirs: Sequence[Play], known: Collection[int]) -> HistoryPlan:
    """`ours` are without a number at Trakt; True beside one says that Trakt was told of it, perhaps as a scrobble,
    which moves the time.
    """
    open_ones: dict[str, list[tuple[Pending, timedelta]]] = {}
    for one, was_told in ours:
        open_ones.setdefault(one.ref, []).append((one, _SAME_VIEWING if was_told else _SAME_MOMENT))
    matches: dict[str, int] = {}
    new: list[Play] = []
    for play in theirs:
        if play.trakt_id in known:
            continue
        near = [
            (abs(one.watched_at - play.watched_at), one, reach)
            for one, reach in open_ones.get(play.ref, [])
            if abs(one.watched_at - play.watched_at) <= reach
        ]
        if not near:
            new.append(play)
            continue
        _, best, reach = min(near, key=lambda pair: pair[0])
        matches[best.id] = play.trakt_id
        open_ones[play.ref].remove((best, reach))
    return HistoryPlan(matches, tuple({play.trakt_id: play for play in new}.values()))


def next_events(last: Scrobble | None, ref: str, state: str, progress: float) -> list[tuple[Action, str, float]]:
    """What to tell Trakt when a player says that it is `playing`, `paused` or `stopped`: (action, ref, progress).

    A player that moved on to something else has stopped the one before, whether it said so or not. One that is
    closed has not moved on: what plays at another screen meanwhile goes on.
    """
    events: list[tuple[Action, str, float]] = []
    is_same = last is not None and last.ref == ref
    if state == "stopped" and not is_same:
        return events
    if last is not None and not is_same and last.action != "stop":
        events.append(("stop", last.ref, last.progress))
    was = last.action if last is not None and is_same else "stop"
    action: Action = {"playing": "start", "paused": "pause"}.get(state, "stop")  # pyright: ignore[reportAssignmentType]
    if action != was and not (action == "pause" and was == "stop"):
        events.append((action, ref, progress))
    return events


def is_worth_telling(event: Scrobble, now: datetime) -> bool:
    """A start or pause that is over means nothing any more; a stop that counts as watched comes as history then."""
    return now - event.at <= _FRESH or (event.action == "stop" and event.progress < SCROBBLED_FROM)
