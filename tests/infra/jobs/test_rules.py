import pytest

from miauflix.infra.jobs.rules import retry_delay_s


@pytest.mark.parametrize(
    ("attempt", "longest_s"),
    [(1, 2), (2, 4), (3, 8), (4, 16), (8, 256), (11, 2048), (12, 3600), (13, 3600), (1000, 3600), (10**9, 3600)],
)
def test_the_wait_doubles_up_to_an_hour_and_is_anything_below(attempt: int, longest_s: float) -> None:
    assert retry_delay_s(attempt, 0.0) == 0
    assert retry_delay_s(attempt, 0.5) == longest_s / 2
    assert retry_delay_s(attempt, 0.999) == pytest.approx(longest_s * 0.999)
