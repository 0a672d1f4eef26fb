"""What is decided without anybody being asked: circuits, merging, checking."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from miauflix.sources.providers.protocol import Failed, FailureKind, Found, Nothing
from miauflix.sources.providers.wanting import wanted_of
from miauflix.sources.searching.checking import Rejected, checked
from miauflix.sources.searching.circuit import Circuit
from miauflix.sources.searching.merging import Merger, merge
from miauflix.sources.types import Offer
from tests.fakes.providers.fake import EPISODE, FILM
from tests.sources.searching.actors import film_offer

NOW = datetime(2026, 9, 21, tzinfo=UTC)
DOWN = Failed("unavailable")


def after(*kinds: FailureKind | None) -> Circuit:
    circuit = Circuit()
    for kind in kinds:
        circuit = circuit.after(Nothing() if kind is None else Failed(kind), NOW, 5)
    return circuit


@pytest.mark.parametrize(
    ("kinds", "rests_s"),
    [
        ((), None),
        (("unavailable", "timed_out"), None),
        (("unavailable",) * 3, 30),
        (("malformed",) * 4, 60),
        (("timed_out",) * 5, 120),
        (("timed_out",) * 40, 900),
        (("unavailable", "unavailable", None, "unavailable"), None),
        (("auth_failed",), 900),
        (("blocked",), 900),
    ],
)
def test_three_failures_in_a_row_open_the_circuit_ever_longer(
    kinds: tuple[FailureKind | None, ...], rests_s: int | None
) -> None:
    expected = None if rests_s is None else NOW + timedelta(seconds=rests_s)
    assert after(*kinds).open_until == expected


def test_a_time_the_provider_names_opens_it_at_once_and_for_that_long() -> None:
    until = NOW + timedelta(seconds=77)
    circuit = Circuit().after(Failed("rate_limited", until, "quiet"), NOW, 9)
    assert circuit.open_until == until
    assert (circuit.last_kind, circuit.last_detail, circuit.last_elapsed_ms) == ("rate_limited", "quiet", 9)
    assert [circuit.state(NOW), circuit.state(until)] == ["open", "half_open"]


def test_one_answer_closes_it_and_one_failure_after_a_rest_opens_it_again() -> None:
    opened = after("unavailable", "unavailable", "unavailable")
    later = NOW + timedelta(seconds=31)
    assert opened.state(later) == "half_open"
    assert opened.after(Found(()), later, 1).state(later) == "closed"
    again = opened.after(DOWN, later, 1)
    assert again.open_until == later + timedelta(seconds=60)
    assert Circuit().state(NOW) == "untried"


def test_one_release_from_several_has_the_most_seeders_and_all_trackers() -> None:
    early, late = NOW, NOW + timedelta(days=1)
    first = film_offer(
        1, "a", seeders=5, leechers=None, trackers=("udp://a", "udp://b"), published_at=late, size_bytes=None
    )
    second = film_offer(
        1, "b", seeders=9, leechers=2, trackers=("udp://b", "udp://c"), published_at=early, size_bytes=7
    )
    for one in (merge(first, second), merge(second, first)):
        assert (one.provider, one.seeders, one.leechers, one.size_bytes) == ("b", 9, 2, 7)
        assert set(one.trackers) == {"udp://a", "udp://b", "udp://c"}
        assert one.published_at == early


def test_seeders_nobody_told_are_not_zero() -> None:
    unknown = film_offer(1, seeders=None)
    assert merge(unknown, unknown).seeders is None
    assert merge(unknown, film_offer(1, seeders=0)).seeders == 0


def test_only_what_is_new_or_says_more_is_told_again() -> None:
    merger = Merger()
    one, file = film_offer(1), film_offer(2, info_hash=None, http_url="https://x.example/f.mp4")
    nameless = film_offer(3, info_hash=None, torrent_url="https://x.example/t")
    assert merger.take([one, one, file, nameless]) == [one, file]
    assert merger.take([one, file]) == []
    better = film_offer(1, seeders=99)
    assert merger.take([better]) == [better]
    assert len(merger.offers) == 2


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"name": "The.Lamp.Post.2025.720p.BluRay-X"}, None),
        ({"name": "The.Lamp.Post.1999.1080p.WEB-X"}, "its year is 1999, not 2026"),
        ({"name": "The.Lamp.Posts.2026.1080p.WEB-X"}, "its title is The Lamp Posts"),
        ({"name": "The.Lamp.Post.S01E01.1080p.WEB-X"}, "it is an episode, and a film was asked for"),
        ({"imdb_id": "tt9000001"}, None),
        ({"imdb_id": "tt0000001"}, "it is of another IMDb id"),
    ],
)
def test_an_offer_is_checked_against_the_film(changes: dict[str, Any], reason: str | None) -> None:
    told = checked(film_offer(1, **changes), FILM, wanted_of(FILM))
    assert (told.reason if isinstance(told, Rejected) else None) == reason


@pytest.mark.parametrize(
    ("name", "stated", "outcome"),
    [
        ("Harbour.Lights.S01E02.720p.WEB-X", {}, False),
        ("Harbour.Lights.S01.1080p.WEB-X", {}, True),
        ("Harbour.Lights.S01E02.720p.WEB-X", {"season": 1, "episode": 2}, False),
        ("Harbour.Lights.S01E03.720p.WEB-X", {}, "it is episode 3"),
        ("Harbour.Lights.S02.1080p.WEB-X", {}, "it is of season 2"),
        ("Harbour.Lights.S01E02.720p.WEB-X", {"season": 3}, "it is of season 3"),
        ("Harbour.Lights.S01E02.720p.WEB-X", {"season": 1, "episode": 9}, "it is episode 9"),
        ("Harbour.Nights.S01E02.720p.WEB-X", {}, "its title is Harbour Nights"),
    ],
)
def test_an_offer_is_checked_against_the_episode(name: str, stated: dict[str, Any], outcome: bool | str) -> None:
    told = checked(film_offer(1, name=name, **stated), EPISODE, wanted_of(EPISODE))
    assert (told.is_pack if isinstance(told, Offer) else told.reason) == outcome


def test_what_the_name_says_fills_what_the_provider_left_out() -> None:
    told = checked(film_offer(1, codec="av1"), FILM, wanted_of(FILM))
    assert isinstance(told, Offer)
    assert (told.resolution, told.quality, told.codec) == ("1080p", "web", "av1")
