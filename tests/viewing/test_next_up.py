"""Which episode comes now."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from miauflix.viewing.next_up import NextUp, Place, Slot, Why, following, last_played, next_up
from miauflix.viewing.rules import Progress

NOON = datetime(2026, 1, 10, 12, tzinfo=UTC)
TODAY = NOON.date()
LAST_YEAR = date(2025, 1, 1)
THREE_SEASONS = [Slot(season, number, LAST_YEAR) for season in (0, 1, 2, 3) for number in (1, 2)]


def watched(season: int, number: int, minute: int = 0) -> tuple[Place, Progress]:
    """As marking or Trakt leave it: no position at all."""
    return (season, number), Progress("", 0.0, 0.0, watched=True, updated_at=NOON + timedelta(minutes=minute))


def left_at(
    position_s: float, season: int, number: int, minute: int = 0, *, seen: bool = False
) -> tuple[Place, Progress]:
    return (season, number), Progress("", position_s, 1000.0, seen, NOON + timedelta(minutes=minute))


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ([], (1, 1, "first")),
        ([left_at(2, 1, 2)], (1, 1, "first")),  # closed at once
        ([left_at(300, 1, 2)], (1, 2, "resume")),
        ([left_at(300, 0, 1)], (0, 1, "resume")),
        ([left_at(950, 1, 1)], (1, 2, "next")),  # at the credits
        ([watched(1, 1)], (1, 2, "next")),
        ([watched(1, 2)], (2, 1, "next")),
        ([watched(1, 1), watched(1, 2), watched(2, 1)], (2, 2, "next")),  # all of the same moment
        ([watched(1, 1, 3), watched(1, 2, 2), watched(2, 1, 1)], (2, 2, "next")),  # marked backwards
        ([watched(2, 2)], (3, 1, "next")),  # who began with the second season stays there
        ([watched(3, 2), watched(3, 1)], (1, 1, "first")),  # nothing comes after it
        ([left_at(300, 1, 1, 1), watched(2, 1, 2)], (2, 2, "next")),  # what came later decides
        ([left_at(300, 1, 1, 2), watched(2, 1, 1)], (1, 1, "resume")),
        ([watched(2, 1, 1), left_at(2, 3, 1, 2)], (2, 2, "next")),
        ([left_at(300, 1, 1, 2, seen=True), watched(1, 2, 1)], (1, 1, "resume")),  # seen before, and again
        ([watched(0, 1, 9), watched(1, 1, 1)], (1, 2, "next")),  # a special in between
        ([watched(one.season, one.number) for one in THREE_SEASONS], (1, 1, "again")),
        ([watched(one.season, one.number) for one in THREE_SEASONS if one.season], (1, 1, "again")),
    ],
)
def test_what_was_played_last_decides(seen: Sequence[tuple[Place, Progress]], expected: tuple[int, int, Why]) -> None:
    found = next_up(THREE_SEASONS, dict(seen), TODAY)
    assert found is not None
    assert (*found.slot.place, found.why) == expected
    assert found.has_aired


@pytest.mark.parametrize(
    ("days", "has_aired"),
    [
        ([LAST_YEAR, TODAY], True),
        ([LAST_YEAR, TODAY + timedelta(days=1)], False),
        ([LAST_YEAR, None], False),  # announced, with no day yet
        ([None, None], True),  # nobody knows any day: the household's own
        ([LAST_YEAR, None, LAST_YEAR], True),  # one day is missing in between
    ],
)
def test_what_comes_may_not_have_aired(days: list[date | None], has_aired: bool) -> None:
    slots = [Slot(1, number, day) for number, day in enumerate(days, start=1)]
    assert next_up(slots, dict([watched(1, 1)]), TODAY) == NextUp(slots[1], "next", has_aired, after=slots[0])


def test_a_show_nobody_began_begins_with_what_is_at_hand() -> None:
    found = next_up(THREE_SEASONS, {}, TODAY, at_hand={(1, 2), (2, 1)})
    assert found == NextUp(Slot(1, 2, LAST_YEAR), "first", has_aired=True)
    found = next_up(THREE_SEASONS, dict([watched(1, 1)]), TODAY, at_hand={(2, 1)})
    assert found == NextUp(Slot(1, 2, LAST_YEAR), "next", has_aired=True, after=Slot(1, 1, LAST_YEAR))


@pytest.mark.parametrize(
    ("slots", "here", "after"),
    [
        (THREE_SEASONS, (1, 1), (1, 2)),
        (THREE_SEASONS, (1, 2), (2, 1)),
        (THREE_SEASONS, (3, 2), None),
        (THREE_SEASONS, (0, 2), (1, 1)),
        ([Slot(1, 1, TODAY), Slot(1, 2, TODAY + timedelta(days=1)), Slot(1, 3, TODAY)], (1, 1), None),
        ([Slot(1, 1), Slot(1, 2)], (1, 1), (1, 2)),
        ([], (1, 1), None),
    ],
)
def test_what_follows_crosses_seasons_and_waits_until_it_has_aired(
    slots: list[Slot], here: Place, after: Place | None
) -> None:
    found = following(slots, here, TODAY)
    assert (found.place if found else None) == after


def test_what_can_be_had_follows_whatever_its_day() -> None:
    slots = [Slot(1, 1, TODAY), Slot(1, 2), Slot(1, 3, TODAY + timedelta(days=1))]
    assert following(slots, (1, 1), TODAY) is None
    assert following(slots, (1, 1), TODAY, at_hand=[(1, 2)]) == slots[1]
    assert following(slots, (1, 2), TODAY, at_hand=[(1, 3)]) == slots[2]


def test_the_last_one_played_is_known_without_its_season() -> None:
    assert last_played({}) is None
    assert last_played(dict([left_at(2, 4, 1)])) is None
    assert last_played(dict([watched(1, 1, 5), watched(4, 1, 6), left_at(2, 5, 1, 9)])) == (4, 1)


def test_specials_alone_and_nothing_at_all() -> None:
    assert next_up([Slot(0, 1)], {}, TODAY) == NextUp(Slot(0, 1), "first", has_aired=True)
    assert next_up([], {}, TODAY) is None
    tomorrow = Slot(1, 1, TODAY + timedelta(days=1))
    assert next_up([tomorrow], {}, TODAY) == NextUp(tomorrow, "first", has_aired=False)
