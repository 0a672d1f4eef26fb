"""What is like what, by content alone."""

import pytest

from miauflix.viewing.recommending import Because, Likeness, Work, recommend


def work(ref: str, features: str, rating: float | None = None, votes: int = 0) -> Work:
    return Work(ref, frozenset(features.split()), rating, votes)


CATALOGUE = [
    work("space 1", "scifi space epic director:1"),
    work("space 2", "scifi space epic director:1"),
    work("space 3", "scifi space"),
    work("robots", "scifi robots"),
    work("love 1", "romance paris"),
    work("love 2", "romance paris director:2"),
    work("love 3", "romance"),
    work("news", "documentary"),
]


def test_the_more_is_shared_the_nearer_it_is_and_the_rarer_what_is_shared() -> None:
    near = Likeness(CATALOGUE).like(CATALOGUE[0], without=(), most=10)
    assert near == ["space 2", "space 3", "robots"]


def test_of_equally_near_ones_the_better_liked_comes_first_once_enough_have_voted() -> None:
    catalogue = [
        work("seed", "drama war"),
        work("loved by two", "drama war", 10.0, 2),
        work("loved by many", "drama war", 8.5, 5000),
        work("not loved", "drama war", 3.0, 5000),
        *(work(f"other {number}", "comedy") for number in range(10)),
    ]
    near = Likeness(catalogue).like(catalogue[0], without=(), most=3)
    assert near == ["loved by many", "loved by two", "not loved"]


def test_each_row_says_because_of_what_and_no_work_stands_in_two() -> None:
    watched = [CATALOGUE[0], CATALOGUE[4], CATALOGUE[1]]
    rows = recommend(Likeness(CATALOGUE), watched, without=(), rows=5, row_length=10)
    assert rows == [Because("space 1", ("space 3", "robots")), Because("love 1", ("love 2", "love 3"))]


@pytest.mark.parametrize(
    ("without", "expected"),
    [((), ["space 2", "space 3", "robots"]), (("space 2",), ["space 3", "robots"]), (("space 2", "space 3"), None)],
)
def test_what_was_seen_is_left_out_and_a_row_of_one_is_no_row(
    without: tuple[str, ...], expected: list[str] | None
) -> None:
    rows = recommend(Likeness(CATALOGUE), [CATALOGUE[0]], without=without, rows=5, row_length=10)
    assert [[*row.refs] for row in rows] == ([expected] if expected else [])


def test_a_watched_work_that_the_index_does_not_hold_has_neighbours_too() -> None:
    seed = work("unknown", "scifi space director:9")
    assert Likeness(CATALOGUE).like(seed, without=(), most=2) == ["space 3", "space 1"]


def test_rows_and_their_length_have_a_limit() -> None:
    rows = recommend(Likeness(CATALOGUE), CATALOGUE[:1] + CATALOGUE[4:5], without=(), rows=1, row_length=2)
    assert rows == [Because("space 1", ("space 2", "space 3"))]


def test_nothing_is_like_anything_in_an_empty_catalogue() -> None:
    assert recommend(Likeness([]), [work("seed", "drama")], without=(), rows=3, row_length=3) == []
    assert Likeness([work("seed", "")]).like(work("seed", ""), without=(), most=3) == []


def test_a_language_or_a_decade_alone_makes_nothing_alike() -> None:
    catalogue = [
        work("seed", "genre:western language:en decade:1990"),
        work("western", "genre:western language:fr decade:1960"),
        *(work(f"romance {number}", "genre:romance language:en decade:1990") for number in range(5)),
    ]
    assert Likeness(catalogue).like(catalogue[0], without=(), most=10) == ["western"]
