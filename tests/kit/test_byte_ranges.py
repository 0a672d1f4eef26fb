import pytest

from miauflix.kit.byte_ranges import Part, Unsatisfiable, Whole, parse_range

SIZE = 1000


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, Whole()),
        ("bytes=0-1023", Part(0, 1000)),
        ("bytes=0-0", Part(0, 1)),
        ("bytes=999-", Part(999, 1000)),
        ("bytes = 5 - 9", Unsatisfiable()),
        (" BYTES=5-9 ", Part(5, 10)),
        ("bytes=-1", Part(999, 1000)),
        ("bytes=-5000", Part(0, 1000)),
        ("bytes=-" + "9" * 400, Part(0, 1000)),
        ("bytes=5-" + "9" * 400, Part(5, 1000)),
        ("bytes=-0", Unsatisfiable()),
        ("bytes=1000-", Unsatisfiable()),
        ("bytes=99999999999-", Unsatisfiable()),
        ("bytes=" + "9" * 400 + "-", Unsatisfiable()),
        ("bytes=9-5", Unsatisfiable()),
        ("bytes=-", Unsatisfiable()),
        ("bytes=", Unsatisfiable()),
        ("bytes=abc", Unsatisfiable()),
        ("bytes=1-2-3", Unsatisfiable()),
        ("bytes=\u0661-\u0662", Unsatisfiable()),
        ("bytes=0-1,5-9", Whole()),
        ("items=0-1", Whole()),
        ("abc", Whole()),
        ("", Whole()),
    ],
)
def test_a_range_header_asks_for(header: str | None, expected: Whole | Part | Unsatisfiable) -> None:
    assert parse_range(header, SIZE) == expected


@pytest.mark.parametrize("header", ["bytes=0-", "bytes=-1", "bytes=0-0"])
def test_nothing_of_an_empty_file_can_be_satisfied(header: str) -> None:
    assert parse_range(header, 0) == Unsatisfiable()


def test_content_range_counts_the_last_byte_in() -> None:
    assert Part(0, 1000).content_range(5000) == "bytes 0-999/5000"
