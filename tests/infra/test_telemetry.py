"""No secret reaches a log line, whatever carries it."""

import json
import logging
from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Literal

import pytest
import structlog

from miauflix.infra import telemetry
from miauflix.infra.telemetry import configure_logging, scrub

HASH = "c9e15763f722f23e98a29decdfae341b98d53056"
BASE32 = "ZHQVOY7XELZD5KMKFHON75HLINGN2UTG"
MAGNET = f"magnet:?xt=urn:btih:{HASH}&dn=A.Film&tr=udp%3A%2F%2Ftracker.example%3A80"
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"


@contextmanager
def logging_as(log_format: Literal["json", "console"]) -> Generator[None]:
    """The log as a server writes it; afterwards the tests' own again."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    configure_logging(log_format, "info")
    try:
        yield
    finally:
        root.handlers, root.level = handlers, level
        structlog.reset_defaults()


def logging_as_json() -> AbstractContextManager[None]:
    """As without a terminal."""
    return logging_as("json")


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        (f"cannot open {MAGNET}", "btih"),
        ("GET /api/sources/magnet:xt=x&dn=A.Film&tr=http://tracker.example/key", "A.Film"),  # its question mark is gone
        (f"piece 4 of {HASH} is bad", HASH),
        (f"v2 {'ab' * 32} too", "abab"),
        (f"GET /x with {JWT}", "eyJ"),
        ("Authorization: Bearer abc.def-123", "abc.def"),
        ("GET /api/stream/AAAAAAAAAAAAAAAAAAAAAAAA.sig/file", "AAAA"),
        ("GET /api/invitations/abcdefghijklmnopqrstuvwxyz", "abcdef"),
        ("postgresql://me:sesame@db/miauflix", "sesame"),
        ("GET http://indexer/1/api?t=caps&apikey=sesame&limit=1", "sesame"),
        ("redis://:sesame@cache:6379/0", "sesame"),
        ("amqp://me:ses@me@host/", "ses"),
        ("https://sesame@feeds.example/rss", "sesame"),
        (f"xt=urn:btih:{BASE32}&dn=x", BASE32),
        (f"xt=urn:btih:{BASE32.lower()}", BASE32.lower()),
        (f"hash {BASE32}", BASE32),
        (f"?xt=urn%3Abtih%3A{HASH}&x", HASH),
        (f"u=magnet%3A%3Fxt%3Durn%3abtih%3a{BASE32}", BASE32),
        (f"twice urn%253Abtih%253A{HASH}", HASH),
        (f"urn:btmh:1220{'ab' * 32}", "abab"),
        (f"file_{HASH}_part", HASH),
        ("announce?info_hash=%c9%e1Wc%f7%22&port=1", "Wc"),
        ("GET https://api.example/3/movie?api_key=sesame&language=en", "sesame"),
        ("GET https://indexer.example/api?t=search&apikey=sesame", "sesame"),
        ("GET https://tracker.example/announce?passkey=sesame", "sesame"),
        ("back to /cb?access_token=sesame#top", "sesame"),
        ("next=%2Fapi%3Fapi_key%3Dsesame%26page%3D2", "sesame"),
        ("Login(user='me', password='sesame')", "sesame"),
        ("{'api_key': 'sesame', 'page': 2}", "sesame"),
    ],
)
def test_what_looks_like_a_secret_is_blanked(text: str, secret: str) -> None:
    assert secret in text
    scrubbed = scrub(text)
    assert secret not in scrubbed
    assert "[redacted]" in scrubbed


@pytest.mark.parametrize(
    "text",
    [
        "GET /api/movies/603 took 4 ms for peer 127.0.0.1:6881",
        "GET https://api.example/3/search?query=me@home&page=2",
        "the passkeys of 3 people, max_tokens=5, dedupe_key=tidy",
        "01890a5d-ac96-774b-bcce-b302099a8057 [redacted]",
    ],
)
def test_ordinary_words_stay(text: str) -> None:
    assert scrub(text) == text


def test_scrubbing_twice_changes_nothing_more() -> None:
    text = scrub(f"redis://:sesame@x ?api_key=k {MAGNET} urn%3Abtih%3A{HASH} password='x'")
    assert scrub(text) == text


@dataclass
class Order:
    """What somebody might log without a thought."""

    magnet: str
    api_key: str
    tags: frozenset[str]
    n: int = 3


class Odd:
    """Says something else each time it is asked, and passes as text nowhere."""

    def __repr__(self) -> str:
        return f"<odd {MAGNET}>"


def test_a_line_is_scrubbed_whatever_the_values_are(capsys: pytest.CaptureFixture[str]) -> None:
    order = Order(MAGNET, "sesame", frozenset({HASH}))
    with logging_as_json():
        structlog.get_logger("miauflix.test").warning(
            "peer.lost",
            error=ValueError(f"cannot open {MAGNET}"),
            hashes={HASH},
            order=order,
            nested=[{"inner": (order, Odd())}],
            odd=Odd(),
            view=MappingProxyType({HASH: "x", "password": "sesame"}),
            when=datetime(2026, 11, 21, tzinfo=UTC),
            count=3,
            ratio=0.5,
            nothing=None,
            raw=bytearray(b"1234"),
        )
        logging.getLogger("miauflix.test").warning("order %s and %r", order, Odd())
    written = capsys.readouterr().err
    for secret in (HASH, "sesame", "tracker.example", "magnet:?"):
        assert secret not in written
    line, foreign = map(json.loads, written.splitlines())
    assert line["error"] == "ValueError('cannot open [redacted]')"
    assert line["hashes"] == ["[redacted]"]
    assert line["order"] == {"magnet": "[redacted]", "api_key": "[redacted]", "tags": ["[redacted]"], "n": 3}
    assert line["view"] == {"[redacted]": "x", "password": "[redacted]"}
    assert (line["when"], line["count"], line["ratio"], line["nothing"]) == ("2026-11-21 00:00:00+00:00", 3, 0.5, None)
    assert line["raw"] == "[4 bytes]"
    assert foreign["event"].startswith("order Order(magnet='[redacted]'")


@pytest.mark.parametrize("log_format", ["json", "console"])
def test_what_only_the_renderer_brings_to_light_is_scrubbed_too(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, log_format: Literal["json", "console"]
) -> None:
    def as_it_is(value: object) -> object:
        return value

    monkeypatch.setattr(telemetry, "_scrub_value", as_it_is)
    with logging_as(log_format):
        structlog.get_logger("miauflix.test").warning("peer.lost", odd=Odd(), hashes=[HASH])
    written = capsys.readouterr().err
    assert "peer.lost" in written
    assert HASH not in written
    assert "magnet:?" not in written


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
