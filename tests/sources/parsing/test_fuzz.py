"""Any text at all: no error, nothing that the name does not hold, and no more work than its length earns."""

import sys
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from types import FrameType
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from miauflix.sources.parsing import parse
from miauflix.sources.parsing.tokens import MAX_BYTES, cut

PIECES = (
    "S01E02 1x02 S01-S03 E05 EP 05 12 103 2019 (2019) [Group] -GRP 1080p WEB-DL x264 DDP5.1 H.264 German DL FRENCH "
    "fr.en VOSTFR multi subs Season 2 1-4 of 6 第5話 сезон серия - . _ / \\ [ ] ( ) 【】 » & + , ~ #5 № v2 2.0x2 "
    "Title The and S.H.I.E.L.D. 20210517 17.05.2021 May 720p.HDTVx264 www.site.org .mkv [ABCD1234] part II to a"
)
WORDS = st.sampled_from(sorted(set(PIECES.split())))
NAMES = st.one_of(
    st.text(max_size=700),
    st.lists(WORDS, max_size=60).map(" ".join),
    st.lists(WORDS, max_size=60).map(".".join),
    st.lists(WORDS | st.text(max_size=8), max_size=60).map("".join),
)
FREE_FIELDS = ("name", "episode_name", "group", "site", "size_text", "crc32")


@settings(max_examples=600, deadline=None)
@given(NAMES)
@example("\ud800S01E0\ud800")
@example("²³¼ [²] S²E² 第²話 x²64")
@example("[" * 600)
@example("İ" * 600)
@example("A.A.0.A.A.0")
def test_any_text_is_read_without_error_and_fields_stay_inside_it(name: str) -> None:
    found = parse(name)
    held = _letters(cut(name))
    for field in FREE_FIELDS:
        value = getattr(found, field)
        assert value is None or set(_letters(value)) <= set(held), (field, value)
    assert found.name is None or len(_letters(found.name)) <= len(held)  # between them, an acronym gains a space
    assert found.year is None or str(found.year) in name
    assert all(0 <= number < 100_000 for number in (*found.seasons, *found.episodes, *found.absolute_episodes))
    assert len(found.episodes) < 5000
    assert found.as_dict() == parse(name).as_dict()


def _letters(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFC", text).casefold() if char.isalnum())


@given(st.text(max_size=2000))
def test_a_name_is_cut_at_512_bytes_between_characters(name: str) -> None:
    short = cut(name)
    assert len(short.encode("utf-8")) <= MAX_BYTES
    assert unicodedata.is_normalized("NFC", short)


HOSTILE = (
    "a", "a ", ".", "-", " - ", "[", "]", "(", "[a]", "(a)", "【】", "1", "1-", "1 ", "1.", "01 to ", "1,", "1&",
    "S01", "S01E01", "S01E01-", "S01 E01 - ", "E01", "E01E02", "1x02x", "1x02-", "season 1 ", "season ", "ep 1 to 2 ",
    "1st season ", "сезон 1 серия 2 ", "第1話", "第", "2019 ", "(2019)", "2019-", "1.2.2019.", "17 May 2019 ", "201905",
    "x264 ", "x264.", "hdtvx264", "hdtv", "[x264]", "fr.en.", "fr ", "german ", "german.dl.", "subs ", "fr subs ",
    "multi ", "-GRP", " - GRP", "by a ", "www.a.", "[a.com]", "a.com_", "a/b/", "a / b ", "/", "\\", "part 1 ", "tv-1 ",
    "1.4GB ", "1280 x 720 ", "1280*720*", "title - 05 ", "[05]", "05v2 ", "аб в ", "ab в ", "机器人 ab ", "[机]a",
    "AKA ", "The, ", "S.H.", "v2 ", "DD+5.1", "CD1 ", "#5 ", "'", '"', "!", "…", "İ", "\u0301", "1/2 ",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_twice_the_length_is_about_twice_the_work(piece: str) -> None:
    """Counted in executed lines of the parser, so that no busy machine can fail it."""
    names = [(piece * 512)[:length] for length in (64, 128, 256, 512)]
    parse(piece)
    work = [_lines(lambda name=name: parse(name)) for name in names]
    assert all(many <= 2.2 * few + 200 for few, many in pairwise(work)), work


def _lines(work: Callable[[], Any]) -> int:
    count = 0

    def step(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        if event == "call" and "parsing" not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
