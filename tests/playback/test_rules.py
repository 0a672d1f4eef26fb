import pytest

from miauflix.kit.byte_ranges import Part, Unsatisfiable, Whole
from miauflix.playback.rules import Answer, Conditions, NotModified, answer_to, content_type, decide

ETAG = "abc"


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        (Conditions(), Whole()),
        (Conditions(range="bytes=0-9"), Part(0, 10)),
        (Conditions(range="bytes=100-"), Unsatisfiable()),
        (Conditions(if_none_match='"abc"'), NotModified()),
        (Conditions(if_none_match='W/"abc"'), NotModified()),
        (Conditions(if_none_match='"x", "abc"'), NotModified()),
        (Conditions(if_none_match="*"), NotModified()),
        (Conditions(if_none_match='"x"', range="bytes=0-9"), Part(0, 10)),
        (Conditions(if_none_match='"abc"', range="bytes=100-"), NotModified()),
        (Conditions(range="bytes=0-9", if_range='"abc"'), Part(0, 10)),
        (Conditions(range="bytes=0-9", if_range='"old"'), Whole()),
        (Conditions(range="bytes=0-9", if_range='W/"abc"'), Whole()),
        (Conditions(range="bytes=0-9", if_range="Sat, 21 Nov 2026 10:00:00 GMT"), Whole()),
        (Conditions(range="bytes=abc", if_range='"old"'), Whole()),
    ],
)
def test_the_request_headers_decide(conditions: Conditions, expected: Answer) -> None:
    assert answer_to(conditions, ETAG, 100) == expected


@pytest.mark.parametrize(
    ("name", "decision"),
    [
        ("film.mp4", "direct"),
        ("FILM.MP4", "direct"),
        ("film.webm", "direct"),
        ("film.mkv", "unsupported"),
        ("film.exe", "unsupported"),
        ("film", "unsupported"),
        (None, "direct"),
    ],
)
def test_what_a_browser_can_open_is_played_as_it_is_and_the_reason_is_said(name: str | None, decision: str) -> None:
    found, reason = decide(name)
    assert found == decision
    assert len(reason) > 10


def test_the_content_type_follows_the_ending_and_never_guesses() -> None:
    assert content_type("a.b.MKV") == "video/x-matroska"
    assert content_type("setup.html") == "application/octet-stream"
