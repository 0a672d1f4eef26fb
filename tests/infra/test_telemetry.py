"""No secret reaches a log line, whatever carries it."""

import json
import logging
from collections.abc import Generator
from contextlib import contextmanager

import pytest
import structlog

from miauflix.infra.telemetry import configure_logging, scrub

HASH = "c9e15763f722f23e98a29decdfae341b98d53056"
MAGNET = f"magnet:?xt=urn:btih:{HASH}&dn=A.Film&tr=udp%3A%2F%2Ftracker.example%3A80"
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"


@contextmanager
def logging_as_json() -> Generator[None]:
    """The log as a server without a terminal writes it; afterwards the tests' own again."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    configure_logging("json", "info")
    try:
        yield
    finally:
        root.handlers, root.level = handlers, level
        structlog.reset_defaults()


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        (f"cannot open {MAGNET}", "btih"),
        (f"piece 4 of {HASH} is bad", HASH),
        (f"v2 {'ab' * 32} too", "abab"),
        (f"GET /x with {JWT}", "eyJ"),
        ("Authorization: Bearer abc.def-123", "abc.def"),
        ("GET /api/stream/AAAAAAAAAAAAAAAAAAAAAAAA.sig/file", "AAAA"),
        ("GET /api/invitations/abcdefghijklmnopqrstuvwxyz", "abcdef"),
        ("postgresql://me:sesame@db/miauflix", "sesame"),
        ("GET http://indexer/1/api?t=caps&apikey=sesame&limit=1", "sesame"),
    ],
)
def test_what_looks_like_a_secret_is_blanked(text: str, secret: str) -> None:
    assert secret in text
    scrubbed = scrub(text)
    assert secret not in scrubbed
    assert "[redacted]" in scrubbed


def test_ordinary_words_stay() -> None:
    assert scrub("GET /api/movies/603 took 4 ms for peer 127.0.0.1:6881") == (
        "GET /api/movies/603 took 4 ms for peer 127.0.0.1:6881"
    )


def test_a_line_is_json_without_its_secrets(capsys: pytest.CaptureFixture[str]) -> None:
    with logging_as_json():
        structlog.get_logger("miauflix.test").warning(
            "peer.lost", info_hash=HASH, password="sesame", nested={"api_key": "k1"}, raw=b"123", link=[MAGNET]
        )
    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["level"], line["raw"]) == ("peer.lost", "warning", "[3 bytes]")
    assert line["info_hash"] == line["password"] == line["nested"]["api_key"] == "[redacted]"
    assert line["link"] == ["[redacted]"]


def test_a_traceback_is_scrubbed_too(capsys: pytest.CaptureFixture[str]) -> None:
    with logging_as_json():
        try:
            raise ValueError(f"no such torrent {HASH}")
        except ValueError:
            logging.getLogger("miauflix.test").exception("opening failed")
    written = capsys.readouterr().err
    assert "no such torrent [redacted]" in written
    assert HASH not in written
