"""The failure table: every row for every adapter."""

from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from miauflix.sources.providers.protocol import Failed, FailureKind, Found, Healthy, Nothing, TellsHealth
from tests.fakes.providers import FAKES, troubles
from tests.fakes.providers.fake import RELEASED, Trouble
from tests.sources.providers.conftest import Bench, MakeBench

KINDS = sorted(FAKES)
GOOD_HASH = "ab" * 20
BASE32_OF_IT = "VOV2XK5LVOV2XK5LVOV2XK5LVOV2XK5L"


async def in_trouble(bench: MakeBench, name: str, trouble: Trouble, *, timeout_s: float = 8) -> tuple[Bench, Failed]:
    made = await bench(name, timeout_s=timeout_s)
    made.fake.listed, made.fake.trouble = [made.stand.release()], trouble
    outcome = await made.search()
    assert isinstance(outcome, Failed), outcome
    assert made.base_url not in outcome.detail
    return made, outcome


@pytest.mark.parametrize("name", KINDS)
async def test_what_is_listed_is_found_with_its_facts(bench: MakeBench, name: str) -> None:
    made = await bench(name)
    made.fake.listed = [made.stand.release(1), made.stand.release(2)]
    outcome = await made.search()
    assert isinstance(outcome, Found)
    torrents = [offer for offer in outcome.offers if offer.info_hash]
    assert {offer.info_hash for offer in torrents} >= {f"{1:040x}"}
    for offer in outcome.offers:
        assert offer.provider == name
        assert offer.size_bytes == 1_500_000_000 or name == "archive"
        assert offer.seeders == (40 if made.stand.tells_seeders else None)
        assert offer.published_at is None or offer.published_at.timestamp() == RELEASED


@pytest.mark.parametrize("name", KINDS)
async def test_nothing_listed_is_nothing_found_and_no_failure(bench: MakeBench, name: str) -> None:
    made = await bench(name)
    assert await made.search() == Nothing()


@pytest.mark.parametrize("name", KINDS)
async def test_a_provider_that_answers_is_healthy_and_one_that_does_not_says_why(bench: MakeBench, name: str) -> None:
    made = await bench(name)
    assert isinstance(made.provider, TellsHealth)
    assert isinstance(await made.provider.health(), Healthy)
    made.fake.trouble = troubles.status(500)
    failed = await made.provider.health()
    assert isinstance(failed, Failed)
    assert failed.kind == "unavailable"


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize(
    "trouble", [troubles.challenge(403), troubles.challenge(503), troubles.challenge(200), troubles.banned()]
)
async def test_a_page_against_robots_blocks_for_a_quarter_of_an_hour(
    bench: MakeBench, name: str, trouble: Trouble
) -> None:
    made, failed = await in_trouble(bench, name, trouble)
    assert (failed.kind, failed.retry_at) == ("blocked", made.clock.now() + timedelta(minutes=15))
    assert len(made.fake.requests) == 1


@pytest.mark.parametrize("name", KINDS)
async def test_a_redirect_to_another_host_is_not_followed(bench: MakeBench, name: str) -> None:
    made, failed = await in_trouble(bench, name, troubles.parked())
    assert (failed.kind, failed.retry_at) == ("blocked", made.clock.now() + timedelta(minutes=15))


@pytest.mark.parametrize("name", KINDS)
async def test_the_body_counts_and_not_what_it_is_called(bench: MakeBench, name: str) -> None:
    made = await bench(name)
    made.fake.listed, made.fake.mend = [made.stand.release()], troubles.mislabelled()
    assert isinstance(await made.search(), Found)


UNREADABLE: list[tuple[str, Trouble]] = [
    ("a page for people", troubles.page()),
    ("an empty body", troubles.body(b"")),
    ("null", troubles.body(b"null")),
    ("a number", troubles.body(b"7")),
    ("a list of numbers", troubles.body(b"[1]")),
    ("an empty object", troubles.body(b"{}")),
    ("wrong types all over", troubles.body(b'{"data": [], "status": 1, "results": {}, "streams": 1, "response": 3}')),
    ("brackets without end", troubles.body(troubles.nested())),
    ("not UTF-8", troubles.body(b'{"data": "\xff\xfe"}')),
    ("a number of a million digits", troubles.body(b'{"data": ' + b"9" * 1_000_000 + b"}")),
    ("nine MiB", troubles.body(b"[" + b" " * (9 << 20))),
    ("an answer that unpacks to 64 MiB", troubles.bomb(64)),
    ("entities that multiply", troubles.body(b'<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><r>&b;</r>')),
    ("an entity that reads a file", troubles.body(b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><r>&a;</r>')),
    ("three MiB of empty lists", troubles.body(b'{"data": [' + b"[]," * 1_000_000 + b"[]]}")),
    ("a million elements", troubles.body(b"<rss><channel>" + b"<item/>" * 1_000_000 + b"</channel></rss>")),
    ("elements without end", troubles.body(b"<rss>" * 100_000)),
    ("another document", troubles.body(b"<feed><entry/></feed>")),
    ("a status that is none", troubles.status(404)),
]


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("trouble", [trouble for _, trouble in UNREADABLE], ids=[what for what, _ in UNREADABLE])
async def test_an_answer_that_cannot_be_read_is_malformed(bench: MakeBench, name: str, trouble: Trouble) -> None:
    _, failed = await in_trouble(bench, name, trouble)
    assert failed.kind == "malformed"


@pytest.mark.parametrize("name", KINDS)
async def test_an_answer_cut_in_half_is_a_failure(bench: MakeBench, name: str) -> None:
    made = await bench(name)
    made.fake.listed, made.fake.mend = [made.stand.release()], troubles.cut_off()
    outcome = await made.search()
    assert isinstance(outcome, Failed)
    assert outcome.kind == "malformed"


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        (troubles.status(500), "unavailable"),
        (troubles.status(502), "unavailable"),
        (troubles.status(503), "unavailable"),
        (troubles.status(410), "unavailable"),
        (troubles.hang_up(), "unavailable"),
        (troubles.silence(), "timed_out"),
        (troubles.status(401), "auth_failed"),
        (troubles.status(403), "auth_failed"),
    ],
)
async def test_trouble_of_the_server_is_told_apart_and_asked_once(
    bench: MakeBench, name: str, trouble: Trouble, kind: FailureKind
) -> None:
    made, failed = await in_trouble(bench, name, trouble, timeout_s=0.5)
    assert (failed.kind, failed.retry_at) == (kind, None)
    assert len(made.fake.requests) == 1, "whether to try again is not the adapter's business"


@pytest.mark.parametrize("name", KINDS)
async def test_a_request_for_quiet_is_obeyed_for_five_minutes_at_most(bench: MakeBench, name: str) -> None:
    for retry_after, seconds in (("120", 120), ("86400", 300), ("nonsense", 60)):
        made, failed = await in_trouble(bench, name, troubles.status(429, Retry_After=retry_after))
        assert (failed.kind, failed.retry_at) == ("rate_limited", made.clock.now() + timedelta(seconds=seconds))
    made = await bench(name)
    date = format_datetime(made.clock.now() + timedelta(seconds=90), usegmt=True)
    made.fake.trouble = troubles.status(503, Retry_After=date)
    assert await made.search() == Failed(
        "rate_limited", made.clock.now() + timedelta(seconds=90), "The provider was asked too often"
    )


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("odd", ["", None, "0", "unknown", -1, "-5", [], {"a": 1}, True, "1e400", "NaN"], ids=repr)
async def test_an_odd_number_is_unknown_and_costs_no_release(bench: MakeBench, name: str, odd: Any) -> None:
    made = await bench(name)
    made.fake.listed = [made.stand.release(size=odd, seeders=odd, leechers=odd)]
    outcome = await made.search()
    assert isinstance(outcome, Found)
    for offer in outcome.offers:
        assert offer.size_bytes is None
        assert offer.seeders == (0 if odd == "0" and made.stand.tells_seeders else None)


@pytest.mark.parametrize("name", KINDS)
async def test_a_size_in_words_is_read(bench: MakeBench, name: str) -> None:
    made = await bench(name)
    made.fake.listed = [made.stand.release(size="1.45 GB", seeders="17")]
    outcome = await made.search()
    assert isinstance(outcome, Found)
    assert outcome.offers[0].size_bytes == round(1.45 * 1024**3)
    assert outcome.offers[0].seeders == (17 if made.stand.tells_seeders else None)


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("spelt", [GOOD_HASH, GOOD_HASH.upper(), "aB" * 20, BASE32_OF_IT, BASE32_OF_IT.lower()])
async def test_a_hash_is_40_small_hexadecimal_digits_however_it_is_spelt(
    bench: MakeBench, name: str, spelt: str
) -> None:
    made = await bench(name)
    made.fake.listed = [made.stand.release(info_hash=spelt)]
    outcome = await made.search()
    assert isinstance(outcome, Found)
    assert {offer.info_hash for offer in outcome.offers} - {None} == {GOOD_HASH}


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("bad", ["0" * 40, "xyz", "ab" * 19, "", None, 12, "A" * 32, "ab" * 20 + "; DROP"], ids=repr)
async def test_what_is_no_hash_names_no_torrent(bench: MakeBench, name: str, bad: Any) -> None:
    made = await bench(name)
    made.fake.listed = [made.stand.release(1, info_hash=bad), made.stand.release(2)]
    outcome = await made.search()
    assert isinstance(outcome, Found)
    assert {offer.info_hash for offer in outcome.offers} - {None} == {f"{2:040x}"}


@pytest.mark.parametrize("name", sorted(set(KINDS) - {"yts", "archive"}))
@pytest.mark.parametrize("evil", ["\u202e", "\u200b", "\x85", "\ufeff"], ids=repr)
async def test_control_characters_do_not_get_into_a_name(bench: MakeBench, name: str, evil: str) -> None:
    made = await bench(name)
    good = made.stand.release()
    words = good.name.split(".")
    made.fake.listed = [made.stand.release(name=f"{words[0]}{evil}{' '.join(words[1:])}{evil}")]
    outcome = await made.search()
    found = outcome.offers if isinstance(outcome, Found) else ()
    assert not any(evil in offer.name for offer in found)
