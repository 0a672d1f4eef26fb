from datetime import UTC, datetime

import pytest

from miauflix.viewing.rules import Progress, is_watched, resume_at


def at(position_s: float, duration_s: float = 100.0) -> Progress:
    return Progress("movie:1", position_s, duration_s, watched=False, updated_at=datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("position_s", "duration_s", "expected"),
    [(0, 100, False), (89.9, 100, False), (90, 100, True), (100, 100, True), (5, 0, False)],
)
def test_nine_tenths_are_watched(position_s: float, duration_s: float, expected: bool) -> None:
    assert is_watched(position_s, duration_s) is expected


@pytest.mark.parametrize(
    ("progress", "expected"), [(None, 0), (at(0), 0), (at(4.9), 0), (at(5), 5), (at(42.5), 42.5), (at(90), 0)]
)
def test_it_goes_on_where_it_stopped_unless_that_was_the_start_or_the_credits(
    progress: Progress | None, expected: float
) -> None:
    assert resume_at(progress) == expected
