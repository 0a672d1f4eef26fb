"""The card that stands in for a picture is well-formed, safe, and its words stay within it."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miauflix.catalog import PictureKind
from miauflix.catalog.pictures.cards import _width, draw_card

SVG = "{http://www.w3.org/2000/svg}"
KINDS: list[PictureKind] = ["poster", "backdrop", "still", "profile", "logo"]


def parsed(card: bytes) -> ET.Element:
    return ET.fromstring(card)  # noqa: S314  it is our own


def words_on(card: bytes) -> list[str]:
    return [one.text or "" for one in parsed(card).iter(f"{SVG}text")]


@pytest.mark.parametrize("kind", KINDS)
def test_the_title_is_on_it_in_full(kind: PictureKind) -> None:
    assert " ".join(words_on(draw_card("Harbour of the Quiet Boats", kind))) == "Harbour of the Quiet Boats"


def test_the_same_title_has_the_same_card_and_another_may_have_another_colour() -> None:
    assert draw_card("Harbour", "poster") == draw_card("Harbour", "poster")
    assert len({draw_card(name, "poster")[:700] for name in "abcdef"}) == 6


def test_no_words_make_a_card_without_letters() -> None:
    assert words_on(draw_card("", "poster")) == []


@pytest.mark.parametrize(
    ("words", "direction"), [("مرحبا بالعالم", "rtl"), ("שלום", "rtl"), ("Harbour", None), ("1917 שלום", "rtl")]
)
def test_what_reads_from_the_right_stands_at_the_right(words: str, direction: str | None) -> None:
    groups = [group for group in parsed(draw_card(words, "poster")).iter(f"{SVG}g") if "font-size" in group.attrib]
    assert groups[0].get("direction") == direction


def test_what_is_written_without_spaces_is_broken_and_what_is_far_too_long_is_cut() -> None:
    chinese = words_on(draw_card("这是一个非常非常长的没有空格的中文电影标题" * 2, "poster"))
    assert 2 <= len(chinese) <= 6
    long = words_on(draw_card("An endless tale of boats and more boats " * 12, "poster"))
    assert (len(long), long[-1][-1]) == (6, "…")


@given(st.text(max_size=200), st.sampled_from(KINDS))
def test_any_words_give_well_formed_xml_that_runs_nothing_and_stays_inside(words: str, kind: PictureKind) -> None:
    card = parsed(draw_card(words, kind))
    assert {one.tag for one in card.iter()} <= {
        f"{SVG}{name}" for name in ("svg", "defs", "linearGradient", "stop", "rect", "g", "path", "text")
    }
    width = float(card.get("width", 0))
    for group in card.iter(f"{SVG}g"):
        for line in group.iter(f"{SVG}text"):
            assert _width(line.text or "") * float(group.get("font-size", 0)) <= width


@pytest.mark.parametrize(
    "words", ["</text><script>alert(1)</script>", '" onload="x', "a & b <c>", "\ud800 \x00 \ufffe"]
)
def test_hostile_words_are_only_words(words: str) -> None:
    assert b"<script" not in draw_card(words, "poster")
    parsed(draw_card(words, "poster"))
