import unicodedata
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miauflix.sources.providers import coercing
from miauflix.sources.providers.xml import NotXml, read_xml

_G = 1024**3


@pytest.mark.parametrize(
    ("value", "bytes_"),
    [
        ("1.45 GB", round(1.45 * _G)),
        ("1,45 GiB", round(1.45 * _G)),
        ("1,234.5 MB", round(1234.5 * 1024**2)),
        ("700MiB", 700 * 1024**2),
        ("2 TB", 2 * 1024 * _G),
        ("3 kb", 3072),
        ("12 bytes", 12),
        ("1,500,000", 1_500_000),
        ("1500000", 1_500_000),
        (1_500_000, 1_500_000),
        (1.5e9, 1_500_000_000),
        ("", None),
        (None, None),
        ("0", None),
        (0, None),
        ("0 GB", None),
        ("-1 GB", None),
        ("about a GB", None),
        ("9" * 40, None),
        ("9999999 PB", None),
        (True, None),
        (float("nan"), None),
        (float("inf"), None),
    ],
)
def test_sizes(value: Any, bytes_: int | None) -> None:
    assert coercing.size(value) == bytes_


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("12", 12),
        (12, 12),
        (12.0, 12),
        ("1,200", 1200),
        (0, 0),
        ("0", 0),
        (-1, None),
        ("-1", None),
        ("x", None),
        (True, None),
        ("٣", None),
    ],
)
def test_counts(value: Any, number: int | None) -> None:
    assert coercing.whole(value) == number


@pytest.mark.parametrize(
    "value",
    [
        1_790_000_000,
        "1790000000",
        "Mon, 21 Sep 2026 14:13:20 +0000",
        "2026-09-21T14:13:20Z",
        "2026-09-21T16:13:20+02:00",
    ],
)
def test_moments(value: Any) -> None:
    assert coercing.when(value) == datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    "value", [None, "", "yesterday", 0, -5, 10**15, "1970-01-01", "Mon, 99 Sep 2026", [], "9999-12-31"]
)
def test_no_moments(value: Any) -> None:
    assert coercing.when(value) is None


@pytest.mark.parametrize(
    ("value", "imdb_id"),
    [
        ("tt0137523", "tt0137523"),
        ("137523", "tt0137523"),
        (137523, "tt0137523"),
        ("tt0137523x", "tt0137523"),
        ("tt00000000", None),
        ("", None),
        (None, None),
        ("abc", None),
    ],
)
def test_imdb_ids(value: Any, imdb_id: str | None) -> None:
    assert coercing.imdb_id(value) == imdb_id


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(_JSON)
def test_nothing_that_json_can_hold_raises(value: Any) -> None:
    for read in (
        coercing.text,
        coercing.whole,
        coercing.size,
        coercing.info_hash,
        coercing.when,
        coercing.imdb_id,
        coercing.magnet,
        coercing.link,
    ):
        read(value)
    assert isinstance(coercing.rows(value), list)
    assert coercing.record(value) is not None


@given(st.text())
def test_a_text_is_one_short_line(value: str) -> None:
    found = coercing.text(value)
    assert found is None or (0 < len(found) <= 512 and found == found.strip())
    assert found is None or not {"Cc", "Cs", "Zl", "Zp"} & {unicodedata.category(char) for char in found}


@given(st.binary(max_size=300) | st.text().map(lambda text: f"<a>{text}</a>".encode(errors="replace")))
def test_bytes_are_xml_or_said_not_to_be(body: bytes) -> None:
    with suppress(NotXml):
        assert read_xml(body).tag
