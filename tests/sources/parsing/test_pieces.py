"""The parser's parts by themselves, where names do not show them."""

import pytest

from miauflix.sources.parsing import parse
from miauflix.sources.parsing.dates import find_day
from miauflix.sources.parsing.glue import unstick
from miauflix.sources.parsing.lexicon import LOOKUP
from miauflix.sources.parsing.numbers import chinese, integer, listing
from miauflix.sources.parsing.paths import is_shelf, split_path
from miauflix.sources.parsing.spots import height
from miauflix.sources.parsing.tokens import NOWHERE, fold_brackets, tokenise
from miauflix.sources.parsing.years import looks_like_year


def test_tokens_know_their_place_their_gap_and_their_bracket() -> None:
    tokens, boxes = tokenise("[Grp] A_b.C (1 [2]) d]")
    assert [token.text for token in tokens] == ["Grp", "A", "b", "C", "1", "2", "d"]
    assert [token.gap for token in tokens] == ["[", "] ", "_", ".", " (", " [", "]) "]
    assert [token.box for token in tokens] == [0, NOWHERE, NOWHERE, NOWHERE, 1, 1, NOWHERE]
    assert [(box.mark, box.first, box.last) for box in boxes] == [("[", 0, 1), ("(", 4, 6)]


def test_a_bracket_that_never_closes_reaches_to_the_end() -> None:
    tokens, boxes = tokenise("A [b c")
    assert [token.box for token in tokens] == [NOWHERE, 0, 0]
    assert (boxes[0].closes, boxes[0].last) == (6, 3)


def test_folding_brackets_keeps_every_place() -> None:
    name = "【组】（１）　「题」"
    assert len(fold_brackets(name)) == len(name)
    assert fold_brackets(name) == "[组](１) [题]"


@pytest.mark.parametrize(
    ("stuck", "parts"),
    [
        ("HDTVx264", ["HDTV", "x264"]),
        ("1080pWEBDL", ["1080p", "WEBDL"]),
        ("S01E02WEB", ["S01E02", "WEB"]),
        ("Castle1x01", ["Castle", "1x01"]),
        ("机器人第二季", ["机器人", "第二季"]),
        ("S01S02", ["S01", "S02"]),
        ("Website", ["Website"]),
        ("S01E02b", ["S01E02b"]),
    ],
)
def test_stuck_words_are_taken_apart_where_all_parts_are_known(stuck: str, parts: list[str]) -> None:
    tokens, boxes = tokenise(f"[{stuck}] x")
    apart = unstick(tokens, boxes)
    assert [token.text for token in apart] == [*parts, "x"]
    assert (boxes[0].first, boxes[0].last) == (0, len(parts))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("5", [5]),
        ("05v2", [5]),
        ("1-4", [1, 2, 3, 4]),
        ("1, 2 & 4", [1, 2, 4]),
        ("1,2-4", [1, 2, 3, 4]),
        ("01 to 03", [1, 2, 3]),
        ("4-1", [4]),
        ("1-3000", [1, 3000]),
        ("116 - 360 Degrees", [116]),
        ("01 - 03", [1, 2, 3]),
    ],
)
def test_lists_of_numbers(text: str, numbers: list[int]) -> None:
    found = listing(tokenise(text)[0], 0)
    assert found is not None
    assert found.numbers == numbers


@pytest.mark.parametrize(
    ("text", "number"), [("二", 2), ("十", 10), ("十二", 12), ("二十一", 21), ("百", None), ("", None)]
)
def test_chinese_numerals(text: str, number: int | None) -> None:
    assert chinese(text) == number


@pytest.mark.parametrize(("text", "number"), [("07", 7), ("vii", 7), ("seven", 7), ("12345", None), ("²", None)])
def test_integers_in_other_spellings(text: str, number: int | None) -> None:
    assert integer(text) == number


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2021.05.17", "2021-05-17"),
        ("17-05-2021", "2021-05-17"),
        ("05.17.2021", "2021-05-17"),
        ("10-11-2008", "2008-11-10"),
        ("20210517", "2021-05-17"),
        ("a.210517.b", "2021-05-17"),
        ("17th May 2021", "2021-05-17"),
        ("May.17.2021", "2021-05-17"),
        ("17May2021", "2021-05-17"),
        ("18.09.00", "2000-09-18"),
        ("2021.02.30", None),
        ("11 22 63", None),
        ("1.2.3", None),
    ],
)
def test_days(text: str, iso: str | None) -> None:
    day = find_day(tokenise(text)[0], is_counted=False)
    assert (day.iso if day else None) == iso


@pytest.mark.parametrize(
    ("width", "lines", "resolution"),
    [
        (1920, 800, "1080p"),
        (1920, 1080, "1080p"),
        (1280, 544, "720p"),
        (3840, 1600, "2160p"),
        (720, 576, "576p"),
        (720, 432, "720x432"),
        (848, 480, "480p"),
        (600, 800, "600x800"),
    ],
)
def test_picture_sizes_as_resolutions(width: int, lines: int, resolution: str) -> None:
    assert height(width, lines) == resolution


@pytest.mark.parametrize(
    ("text", "is_year"), [("1887", False), ("1895", True), ("1901", True), ("2039", True), ("2049", False)]
)
def test_years(text: str, is_year: bool) -> None:
    assert looks_like_year(text) == is_year


@pytest.mark.parametrize(
    ("text", "folders", "file"),
    [
        ("Movies/Title (2019)/title.mkv", ["Title (2019)"], "title.mkv"),
        ("D:\\TV Shows\\Title\\S01E02.mkv", ["Title"], "S01E02.mkv"),
        ("/tv/Title/Season 1", ["Title"], "Season 1"),
        ("One / Other (2019).mkv", [], "One / Other (2019).mkv"),
        ("Title [a/b] 2019.mkv", [], "Title [a/b] 2019.mkv"),
        ("Title ENG/CHI", [], "Title ENG/CHI"),
        ("a/b/c/d/e.mkv", ["b", "c", "d"], "e.mkv"),
    ],
)
def test_paths_are_told_from_titles_with_slashes(text: str, folders: list[str], file: str) -> None:
    assert split_path(text) == (folders, file)


def test_shelves_name_no_work() -> None:
    assert is_shelf("__ TV Shows __")
    assert not is_shelf("Movies I Like")


def test_the_first_spelling_of_a_word_counts_and_longer_ones_come_first() -> None:
    spellings = [rest for rest, _ in LOOKUP["dts"]]
    assert spellings == sorted(spellings, key=len, reverse=True)
    assert spellings[-1] == ()


def test_languages_in_the_corpus_form_fall_back_to_subtitles_but_the_fields_stay_apart() -> None:
    found = parse("Title.S01E02.VOSTFR.720p.WEB")
    assert (found.languages, found.subtitle_languages) == ((), ("fr",))
    assert found.as_dict()["languages"] == ["fr"]
    assert parse("Title.S01E02.720p.WEB.MultiSubs").as_dict()["languages"] == []


def test_a_name_longer_than_512_bytes_is_read_up_to_there() -> None:
    assert parse("Title.2019." + "x" * 600 + ".1080p").resolution is None
    assert parse("Title.2019.1080p." + "x" * 600).resolution == "1080p"
