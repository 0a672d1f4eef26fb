"""One wrong letter and no more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miauflix.catalog.searching.mistyping import begins_one_off, halves, is_one_off


@pytest.mark.parametrize(
    ("typed", "meant", "expected"),
    [
        ("matrx", "matrix", True),
        ("matrrix", "matrix", True),
        ("matrox", "matrix", True),
        ("amtrix", "matrix", True),
        ("matrxi", "matrix", True),
        ("matrix", "matrix", False),
        ("mtarxi", "matrix", False),
        ("matri", "matrix", True),
        ("matr", "matrix", False),
        ("xatrix", "matrix", True),
        ("ab", "ba", True),
        ("abc", "cba", False),
        ("", "a", True),
        ("", "ab", False),
    ],
)
def test_a_mistake_is_a_letter_missing_added_changed_or_two_that_changed_places(
    typed: str, meant: str, expected: bool
) -> None:
    assert is_one_off(typed, meant) is expected
    assert is_one_off(meant, typed) is expected


@pytest.mark.parametrize(
    ("begun", "word", "meant"),
    [("incpet", "inception", "incept"), ("inxep", "inception", "incep"), ("incept", "inception", None)],
)
def test_a_word_begun_may_be_mistyped_too(begun: str, word: str, meant: str | None) -> None:
    assert begins_one_off(begun, word) == meant


@st.composite
def mistakes(draw: st.DrawFn) -> tuple[str, str]:
    word = draw(st.text("abcd", min_size=3, max_size=9))
    at = draw(st.integers(0, len(word) - 1))
    other = draw(st.sampled_from("abcd"))
    made = draw(
        st.sampled_from(
            [
                word[:at] + word[at + 1 :],
                word[:at] + other + word[at:],
                word[:at] + other + word[at + 1 :],
                word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
            ]
        )
    )
    return word, made


@given(mistakes())
def test_every_mistake_leaves_one_of_the_halves_as_it_was(both: tuple[str, str]) -> None:
    meant, typed = both
    if typed == meant or len(typed) < 3:
        return
    assert is_one_off(typed, meant)
    half = halves(typed)
    assert half.shortest <= len(meant) <= half.longest
    assert meant.startswith(half.beginning) or meant.endswith(half.ending)
