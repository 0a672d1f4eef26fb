"""The base rule: the examples of its acceptance, and that no side of zero turns it round."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miauflix.sources.scoring import Candidate, Kind, Policy, Wish, best, rank
from miauflix.sources.scoring.base import QUALITY, age_factor, base_score, quality_factor, weigh
from miauflix.sources.scoring.types import GB

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def candidate(
    provider: str = "any",
    *,
    seeders: int | None = 0,
    gb: float = 0.0,
    quality: str | None = "web",
    days: float | None = 0,
    **more: str | int | bool | tuple[str, ...] | None,
) -> Candidate:
    """A release in a few words; its id is its provider unless it is named."""
    published = None if days is None else NOW - timedelta(days=days)
    fields = {"id": provider, "provider": provider, "quality": quality, "seeders": seeders} | more
    return Candidate(size_bytes=round(gb * GB), published_at=published, **fields)  # pyright: ignore[reportArgumentType]


def winner(kind: Kind, *candidates: Candidate) -> str | None:
    found = best(candidates, Wish(kind=kind, now=NOW), Policy())
    return found.candidate.provider if found else None


@pytest.mark.parametrize(
    ("seeders", "gb", "quality", "days", "score"),
    [
        (100, 2, "bluray", 0, 80.0),
        (100, 2, "web", 0, 64.0),
        (100, 2, "cam", 0, 8.0),
        (100, 2, "telesync", 0, 24.0),
        (100, 2, None, 0, 40.0),
        (100, 2, "bluray", 73, 64.0),
        (100, 2, "bluray", 365, 8.0),
        (100, 2, "bluray", 4000, 8.0),
        (100, 2, "bluray", -3, 80.0),
        (20, 2, "bluray", 0, 0.0),
        (10, 2, "bluray", 0, -10.0),
        (10, 2, "web", 0, -12.5),
        (10, 2, "cam", 0, -100.0),
        (10, 2, "bluray", 365, -100.0),
    ],
)
def test_the_score_is_seeders_less_ten_a_gigabyte_weighed_by_quality_and_age(
    seeders: int, gb: float, quality: str | None, days: float, score: float
) -> None:
    assert base_score(candidate(seeders=seeders, gb=gb, quality=quality, days=days), NOW) == pytest.approx(score)


@pytest.mark.parametrize(
    ("kind", "candidates", "first"),
    [
        pytest.param(
            "movie",
            (candidate("yts", seeders=400, gb=2), candidate("other", seeders=300, gb=8, quality="bluray")),
            "yts",
            id="a well-seeded small release wins",
        ),
        pytest.param(
            "movie",
            (candidate("yts", seeders=3, gb=2), candidate("other", seeders=300, gb=8, quality="bluray")),
            "other",
            id="a poorly seeded one loses to a well-seeded other",
        ),
        pytest.param(
            "movie",
            (candidate("other", seeders=40), candidate("yts", seeders=40)),
            "yts",
            id="of equal films YTS-style",
        ),
        pytest.param(
            "episode",
            (candidate("a", seeders=40), candidate("eztv", seeders=40)),
            "eztv",
            id="of equal episodes EZTV-style",
        ),
        pytest.param(
            "episode", (candidate("a", seeders=41), candidate("eztv", seeders=40)), "a", id="unless another is better"
        ),
        pytest.param(
            "episode", (candidate("a", seeders=39), candidate("eztv", seeders=40)), "eztv", id="a worse one is not"
        ),
        pytest.param(
            "movie",
            (candidate("cam", seeders=1, gb=3, quality="cam"), candidate("bluray", seeders=1, gb=3, quality="bluray")),
            "bluray",
            id="of two starved ones the camera does not win",
        ),
        pytest.param(
            "movie",
            (candidate("old", seeders=1, gb=3, days=900), candidate("new", seeders=1, gb=3)),
            "new",
            id="of two starved ones age does not win",
        ),
        pytest.param("movie", (), None, id="nothing"),
    ],
)
def test_the_acceptance_of_the_base(kind: Kind, candidates: tuple[Candidate, ...], first: str | None) -> None:
    assert winner(kind, *candidates) == first
    assert winner(kind, *reversed(candidates)) == first
    ledger = rank(candidates, Wish(kind=kind, now=NOW), Policy())
    assert (ledger.winner.candidate.provider if ledger.winner else None) == first


@pytest.mark.parametrize(
    ("spelt", "factor"),
    [
        ("CAM", 0.1),
        ("HDTS", 0.3),
        ("WEB-DL", 0.8),
        ("WEBRip", 0.8),
        ("BluRay", 1.0),
        ("", 0.5),
        ("tape", 0.5),
        (None, 0.5),
    ],
)
def test_a_quality_is_known_however_it_is_spelt(spelt: str | None, factor: float) -> None:
    assert quality_factor(spelt) == factor


def test_what_nobody_knows_is_neither_the_best_nor_the_worst() -> None:
    assert age_factor(None, NOW) == 0.5
    unknown, none, many = (base_score(candidate(seeders=count, gb=1), NOW, 3) for count in (None, 0, 50))
    assert none < unknown < many


_points = st.floats(-1e6, 1e6)
_factors = st.floats(0.01, 10)


@given(_points, _points, _factors)
def test_a_factor_never_turns_an_order_round(one: float, other: float, factor: float) -> None:
    assert (weigh(one, factor) <= weigh(other, factor)) or one > other


@given(_points, _factors, _factors)
def test_the_better_factor_is_better_on_either_side_of_zero(points: float, one: float, other: float) -> None:
    assert weigh(points, min(one, other)) <= weigh(points, max(one, other)) + 1e-6 * abs(points)


@given(
    st.integers(0, 5000), st.floats(0, 60), st.sampled_from(sorted(QUALITY)), st.floats(0, 800), st.sampled_from("sgqa")
)
def test_each_of_the_four_only_ever_helps(seeders: int, gb: float, quality: str, days: float, which: str) -> None:
    better = {
        "s": (seeders + 1, gb, quality, days),
        "g": (seeders, gb / 2, quality, days),
        "q": (seeders, gb, "bluray", days),
        "a": (seeders, gb, quality, days / 2),
    }[which]
    one, two = (
        base_score(candidate(seeders=s, gb=g, quality=q, days=d), NOW)
        for s, g, q, d in ((seeders, gb, quality, days), better)
    )
    assert two >= one - 1e-6 * max(1, abs(one))
