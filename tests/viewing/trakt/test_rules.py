from datetime import UTC, datetime, timedelta

import pytest

from miauflix.viewing.trakt.bodies import is_sayable
from miauflix.viewing.trakt.rules import is_worth_telling, next_events, plan_history, plan_watchlist
from miauflix.viewing.trakt.types import Action, Pending, Play, Scrobble

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("here", "known", "refused", "there", "add_here", "remove_here", "add_there", "remove_there"),
    [
        ("a", "a", "", "a", "", "", "", ""),
        ("a", "", "", "", "", "", "a", ""),  # added here
        ("", "", "", "a", "a", "", "", ""),  # added there
        ("a", "", "", "a", "", "", "", ""),  # added on both
        ("", "a", "", "a", "", "", "", "a"),  # removed here
        ("a", "a", "", "", "", "a", "", ""),  # removed there
        ("", "a", "", "", "", "", "", ""),  # removed on both
        ("a", "", "a", "", "", "", "", ""),  # refused once
        ("abc", "cd", "", "bde", "e", "c", "a", "d"),
    ],
)
def test_what_differs_from_the_last_agreement_was_changed_on_that_side(
    here: str, known: str, refused: str, there: str, add_here: str, remove_here: str, add_there: str, remove_there: str
) -> None:
    plan = plan_watchlist([*here], [*known], [*refused], [*there])
    assert (plan.add_here, plan.remove_here) == ({*add_here}, {*remove_here})
    assert (plan.add_there, plan.remove_there) == ({*add_there}, {*remove_there})


def ours(name: str, minutes: float, *, told: bool = False, ref: str = "movie:1") -> tuple[Pending, bool]:
    return Pending(name, ref, NOON + timedelta(minutes=minutes)), told


def theirs(number: int, minutes: float, ref: str = "movie:1") -> Play:
    return Play(number, ref, NOON + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("mine", "plays", "matches", "new"),
    [
        ([ours("a", 0)], [theirs(1, 0.01)], {"a": 1}, []),
        ([ours("a", 0)], [theirs(1, 1)], {}, [1]),
        ([ours("a", 0, told=True)], [theirs(1, 20)], {"a": 1}, []),  # a scrobble's time is that of its stop
        ([ours("a", 0, told=True)], [theirs(1, 200)], {}, [1]),
        ([ours("a", 0)], [theirs(1, 0, "movie:2")], {}, [1]),
        ([ours("a", 0), ours("b", 60, told=True)], [theirs(1, 0), theirs(2, 61)], {"a": 1, "b": 2}, []),
        ([ours("a", 0)], [theirs(1, 0), theirs(2, 0)], {"a": 1}, [2]),  # told twice, kept twice
        ([ours("a", 0)], [theirs(9, 0)], {}, []),  # known by its number
    ],
)
def test_a_viewing_is_the_same_by_what_and_when(
    mine: list[tuple[Pending, bool]], plays: list[Play], matches: dict[str, int], new: list[int]
) -> None:
    plan = plan_history(mine, plays, {9})
    assert (plan.matches, [play.trakt_id for play in plan.new]) == (matches, new)


def last(action: Action, ref: str = "movie:1") -> Scrobble:
    return Scrobble("", ref, action, 40, NOON)


@pytest.mark.parametrize(
    ("before", "state", "expected"),
    [
        (None, "playing", ["start movie:1"]),
        (None, "paused", []),
        (None, "stopped", []),
        (last("start"), "playing", []),
        (last("start"), "paused", ["pause movie:1"]),
        (last("start"), "stopped", ["stop movie:1"]),
        (last("pause"), "paused", []),
        (last("pause"), "playing", ["start movie:1"]),
        (last("pause"), "stopped", ["stop movie:1"]),
        (last("stop"), "stopped", []),
        (last("stop"), "paused", []),
        (last("stop"), "playing", ["start movie:1"]),
        (last("start", "movie:2"), "playing", ["stop movie:2", "start movie:1"]),
        (last("pause", "movie:2"), "paused", ["stop movie:2"]),
        (last("stop", "movie:2"), "playing", ["start movie:1"]),
        (last("start", "movie:2"), "stopped", []),  # closed here, while something else plays there
    ],
)
def test_only_what_changes_is_told(before: Scrobble | None, state: str, expected: list[str]) -> None:
    assert [f"{action} {ref}" for action, ref, _ in next_events(before, "movie:1", state, 50)] == expected


@pytest.mark.parametrize(
    ("action", "progress", "minutes", "expected"),
    [
        ("start", 1, 9, True),
        ("start", 1, 11, False),
        ("pause", 50, 11, False),
        ("stop", 50, 600, True),
        ("stop", 79.9, 600, True),
        ("stop", 95, 9, True),
        ("stop", 95, 11, False),
    ],
)
def test_what_is_over_is_told_only_while_it_means_something(
    action: Action, progress: float, minutes: int, expected: bool
) -> None:
    event = Scrobble("", "movie:1", action, progress, NOON)
    assert is_worth_telling(event, NOON + timedelta(minutes=minutes)) is expected


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        ("movie:603", True),
        ("show:1399", True),
        ("episode:1399:1:2", True),
        ("movie:900000001", False),
        ("episode:900000002:1:1", False),
        ("media:01930000-0000-7000-8000-000000000000", False),
    ],
)
def test_trakt_hears_only_of_what_tmdb_numbers(ref: str, expected: bool) -> None:
    assert is_sayable(ref) is expected
