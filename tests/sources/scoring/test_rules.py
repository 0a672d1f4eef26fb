"""Each rule by example: what it says, and what it then does to the order."""

import pytest

from miauflix.sources.scoring import Blocklist, Candidate, Device, Hit, Policy, ScoringProfile, Tier, Wish, judge, rank
from miauflix.sources.scoring.rules import RULES, height_of
from miauflix.sources.scoring.words import tell, tell_change
from tests.sources.scoring.test_base import NOW, candidate

HD = Device(codecs=frozenset({"h264", "h265", "h265:10"}), max_height=1080)
MODEST = ScoringProfile(resolution="1080p")


def wish(**more: object) -> Wish:
    return Wish(kind="movie", now=NOW, **more)  # pyright: ignore[reportArgumentType]


def hit(one: Candidate, rule: str, wished: Wish, profile: ScoringProfile | None = None, *blocked: str) -> Hit | None:
    policy = Policy(profile or ScoringProfile(), Blocklist(frozenset(blocked)))
    return next((hit for hit in judge(one, wished, policy).hits if hit.rule == rule), None)


@pytest.mark.parametrize(
    ("rule", "one", "wished", "profile", "value"),
    [
        ("codec", candidate(codec="x265"), wish(), None, 0),
        ("codec", candidate(codec="HEVC"), wish(device=HD), None, None),
        ("codec", candidate(codec="x264"), wish(), None, None),
        ("codec", candidate(codec=None), wish(), None, None),
        ("bit_depth", candidate(codec="h264", bit_depth=10), wish(), None, 0),
        ("bit_depth", candidate(codec="h265", bit_depth=10), wish(device=HD), None, None),
        ("container", candidate(container="mkv"), wish(), None, None),
        ("container", candidate(container="mkv"), wish(device=Device(containers=frozenset({"mp4"}))), None, 0),
        ("hdr", candidate(hdr=("HDR10",)), wish(device=Device(hdr=False)), None, 0),
        ("hdr", candidate(hdr=("HDR10",)), wish(), None, None),
        ("hdr", candidate(hdr=("SDR",)), wish(device=Device(hdr=False)), None, None),
        ("resolution", candidate(resolution="720p"), wish(), MODEST, 0.5),
        ("resolution", candidate(resolution="480p"), wish(), MODEST, 0.25),
        ("resolution", candidate(resolution="2160p"), wish(), MODEST, 0.8),
        ("resolution", candidate(resolution="1920x800"), wish(), MODEST, None),
        ("resolution", candidate(resolution=None), wish(), MODEST, None),
        ("resolution", candidate(resolution="2160p"), wish(device=HD), None, 0.8),
        ("resolution", candidate(resolution="480p"), wish(device=HD), None, None),
        ("resolution", candidate(resolution="2160p"), wish(), None, None),
        ("language", candidate(languages=("fr",)), wish(language="en"), None, 0.2),
        ("language", candidate(languages=("fr",)), wish(), None, None),
        ("language", candidate(languages=("fr", "en")), wish(language="en"), None, None),
        ("language", candidate(languages=("mul",)), wish(language="en"), None, None),
        ("language", candidate(languages=("ja",)), wish(language="en", original_language="ja"), None, None),
        ("language", candidate(), wish(language="en"), None, None),
        ("language", candidate(languages=("pt-BR",)), wish(language="pt-PT"), None, None),
        ("language", candidate(languages=("en",)), wish(language="en"), ScoringProfile(languages=("de",)), 0.2),
        ("language", candidate(), wish(original_language="en"), ScoringProfile(languages=("de",)), 0.2),
        ("language", candidate(languages=("fr",)), wish(language="en"), ScoringProfile(follows_viewer=False), None),
        ("size", candidate(gb=9), wish(), ScoringProfile(max_movie_gb=8), 0.1),
        ("size", candidate(gb=8), wish(), ScoringProfile(max_movie_gb=8), None),
        ("size", candidate(gb=9), wish(), ScoringProfile(max_episode_gb=1), None),
        ("bandwidth", candidate(gb=9), wish(duration_s=6000, device=Device(bandwidth_bits_s=10_000_000)), None, 0.1),
        ("bandwidth", candidate(gb=7), wish(duration_s=6000, device=Device(bandwidth_bits_s=10_000_000)), None, None),
        ("bandwidth", candidate(gb=9), wish(device=Device(bandwidth_bits_s=10_000_000)), None, None),
        ("proper", candidate(is_proper=True), wish(), None, 1.1),
        ("three_d", candidate(is_three_d=True), wish(), None, 0.2),
        ("burnt_in_subs", candidate(has_burnt_in_subs=True), wish(), None, 0.6),
        ("starved", candidate(gb=6, seeders=5), wish(duration_s=6000), None, 0.5),
        ("starved", candidate(gb=6, seeders=0), wish(duration_s=6000), None, 0.2),
        ("starved", candidate(gb=6, seeders=10), wish(duration_s=6000), None, None),
        ("starved", candidate(gb=6, seeders=None), wish(duration_s=6000), None, None),
        ("starved", candidate(gb=6, seeders=5), wish(), None, None),
        ("starved", candidate(gb=6, seeders=1, is_seeded_here=True), wish(duration_s=6000), None, None),
        ("starved", candidate(gb=6, seeders=0, is_seeded_here=True), wish(duration_s=6000), None, 0.2),
    ],
)
def test_a_rule_speaks_when_it_has_something_to_say(
    rule: str, one: Candidate, wished: Wish, profile: ScoringProfile | None, value: float | None
) -> None:
    found = hit(one, rule, wished, profile)
    assert (found.value if found else None) == (None if value is None else pytest.approx(value))


def test_with_nothing_wished_and_nothing_wrong_only_the_base_speaks() -> None:
    one = candidate(seeders=10, codec="h264", resolution="2160p", languages=("en",), container="mkv")
    assert [hit.rule for hit in judge(one, wish(), Policy()).hits] == ["swarm", "quality", "age"]


def test_what_the_device_cannot_decode_ranks_after_what_it_can_and_says_so() -> None:
    starved, hevc = candidate("a", seeders=0, gb=9), candidate("b", seeders=900, codec="h265")
    ledger = rank([hevc, starved], wish(), Policy())
    assert [(entry.candidate.id, entry.tier, entry.is_default) for entry in ledger.entries] == [
        ("a", Tier.FIRST, True),
        ("b", Tier.AFTER, False),
    ]
    assert [tell(hit) for hit in ledger.entries[1].hits if hit.effect == "after"] == ["The device cannot decode H.265"]
    on_hd = rank([hevc, starved], wish(device=HD), Policy())
    assert [entry.candidate.id for entry in on_hd.entries] == ["b", "a"]
    only = rank([hevc], wish(), Policy())
    assert only.winner is not None, "what cannot be decoded still plays when there is nothing else"


def test_a_blocked_group_never_plays_by_itself_and_case_makes_no_difference() -> None:
    policy = Policy(ScoringProfile(), Blocklist(frozenset({"badcat"})))
    blocked, hevc = candidate("a", seeders=900, group="BadCat"), candidate("b", seeders=1, codec="h265")
    ledger = rank([blocked, hevc], wish(), policy)
    assert [entry.candidate.id for entry in ledger.entries] == ["b", "a"]
    assert ledger.winner is ledger.entries[0]
    alone = rank([blocked], wish(), policy)
    assert (alone.winner, alone.changes(alone.entries[0])) == (None, ())


def test_the_ledger_says_what_would_change_it() -> None:
    first = candidate("first", seeders=100, gb=1)
    others = [
        candidate("seeds", seeders=50, gb=1),
        candidate("french", seeders=400, gb=1, languages=("fr",)),
        candidate("hevc", seeders=400, gb=1, codec="h265"),
        candidate("group", seeders=400, gb=1, group="BadCat"),
    ]
    policy = Policy(ScoringProfile(), Blocklist(frozenset({"badcat"})))
    ledger = rank([first, *others], wish(language="en"), policy)
    told = {
        entry.candidate.id: [tell_change(one, is_winner=entry.is_default) for one in ledger.changes(entry)]
        for entry in ledger.entries
    }
    assert told == {
        "first": ["With 87 seeders or fewer another would play"],
        "french": ["With 461 seeders it would play first", "It would play first if its language were wished for"],
        "seeds": ["With 101 seeders it would play first"],
        "hevc": ["It would play first on a device that decodes it"],
        "group": ["It would play first if its group were not on the blocklist"],
    }


def test_a_change_is_true_and_the_least_that_is() -> None:
    from dataclasses import replace

    one, two = candidate("one", seeders=120, gb=2, quality="bluray", days=30), candidate("two", seeders=7, gb=5)
    ledger = rank([one, two], wish(), Policy())
    (change,) = ledger.changes(ledger.entries[1])
    assert change.seeders is not None
    for seeders, first in ((change.seeders, "two"), (change.seeders - 1, "one")):
        again = rank([one, replace(two, seeders=seeders)], wish(), Policy())
        assert again.entries[0].candidate.id == first


def test_every_rule_has_its_sentence() -> None:
    speaks_of_all = candidate(
        gb=60, seeders=1, codec="h265", bit_depth=10, container="avi", hdr=("DV",), resolution="2160p",
        languages=("fr",), group="x", is_proper=True, is_three_d=True, has_burnt_in_subs=True,
    )  # fmt: skip
    device = Device(containers=frozenset({"mp4"}), hdr=False, bandwidth_bits_s=1, codecs=frozenset({"h265"}))
    profile = ScoringProfile(resolution="720p", max_movie_gb=1)
    entry = judge(
        speaks_of_all,
        wish(device=device, language="en", duration_s=60),
        Policy(profile, Blocklist(frozenset({"x"}))),
    )
    assert len(entry.hits) == len(RULES)
    assert all(tell(hit) for hit in entry.hits)


@pytest.mark.parametrize(
    ("text", "height"),
    [("1080p", 1080), ("1080i", 1080), ("1920x800", 1080), ("720x576", 576), ("4K", None), ("", None), (None, None)],
)
def test_lines_of_a_resolution(text: str | None, height: int | None) -> None:
    assert height_of(text) == height
