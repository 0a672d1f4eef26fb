"""The scorer of bench/parser.py: what counts as right."""

from typing import Any

import pytest

from bench.parser_scores import is_right, is_work, score


@pytest.mark.parametrize(
    ("field", "wanted", "got", "right"),
    [
        ("name", "S.W.A.T.", "swat", True),
        ("name", "Swat", "Squat", False),
        ("name", None, None, True),
        ("group", "GRP", "grp", True),
        ("group", None, "GRP", False),
        ("seasons", 1, [1], True),
        ("seasons", None, [], True),
        ("episodes", [1, 2], (2, 1), True),
        ("source", ["web", "tv"], "tv", True),
        ("source", "web", None, False),
        ("languages", {"contains": ["de"], "count": None}, ["de", "mul"], True),
        ("languages", {"contains": ["de"], "count": 1}, ["de", "mul"], False),
        ("languages", {"contains": [], "count": 0}, None, True),
    ],
)
def test_what_is_right(field: str, wanted: Any, got: Any, right: bool) -> None:
    assert is_right(field, wanted, got) is right


def test_only_what_a_row_expects_is_asked() -> None:
    rows = [{"id": "a", "title": "t", "expected": {"name": "T", "year": 2019, "part": 2}}]
    result = score(rows, lambda title: {"name": title})
    assert (result.right.total(), result.asked.total(), result.share(), result.share("name")) == (1, 2, 0.5, 1.0)
    assert result.mistakes == [("a", "year", 2019, None, "t")]


def test_the_split_is_by_id_and_about_seven_in_ten() -> None:
    work = sum(is_work(f"row-{number}") for number in range(1000))
    assert 650 < work < 750
    assert is_work("row-1") == is_work("row-1")
