"""The failure table: every row for every adapter, in every way in which it can be asked."""

import json
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from starlette.responses import Response

from miauflix.sources.providers.protocol import Failed, FailureKind, Found, Healthy, Nothing, TellsHealth
from tests.fakes.providers import FAKES, troubles
from tests.fakes.providers.fake import RELEASED, Listed, Trouble, episode, film
from tests.sources.providers.conftest import Bench, MakeBench, Way, ways

KINDS = sorted(FAKES)
GOOD_HASH = "ab" * 20
BASE32_OF_IT = "VOV2XK5LVOV2XK5LVOV2XK5LVOV2XK5L"


EVERY_WAY = pytest.mark.parametrize(("name", "way"), ways())
EVERY_SEARCH = pytest.mark.parametrize(("name", "way"), ways("search_movie", "search_episode"))
EVERY_READING = pytest.mark.parametrize(("name", "way"), ways("search_movie", "search_episode", "health"))


async def in_trouble(bench: MakeBench, name: str, way: Way, trouble: Trouble) -> tuple[Bench, Failed]:
    made = await bench(name)
    made.fake.listed, made.fake.trouble = [release(way)], trouble
    outcome = await made.go(way)
    assert isinstance(outcome, Failed), outcome
    assert made.base_url not in outcome.detail
    return made, outcome


def release(way: Way, number: int = 1, **changes: Any) -> Listed:
    """What a search of this way is for."""
    return (episode if way == "search_episode" else film)(number, **changes)


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


@EVERY_WAY
@pytest.mark.parametrize(
    "trouble", [troubles.challenge(403), troubles.challenge(503), troubles.challenge(200), troubles.banned()]
)
async def test_a_page_against_robots_blocks_for_a_quarter_of_an_hour(
    bench: MakeBench, name: str, way: Way, trouble: Trouble
) -> None:
    made, failed = await in_trouble(bench, name, way, trouble)
    assert (failed.kind, failed.retry_at) == ("blocked", made.clock.now() + timedelta(minutes=15))
    assert len(made.fake.requests) == 1


@EVERY_READING
async def test_a_redirect_to_another_host_is_not_followed(bench: MakeBench, name: str, way: Way) -> None:
    made, failed = await in_trouble(bench, name, way, troubles.parked())
    assert (failed.kind, failed.retry_at) == ("blocked", made.clock.now() + timedelta(minutes=15))


@pytest.mark.parametrize(("name", "way"), ways("fetch_torrent"))
@pytest.mark.parametrize("target", ["http://127.0.0.1:9/1.torrent", "/download/1", "file:///etc/passwd"])
async def test_a_link_is_followed_neither_into_the_house_nor_in_a_circle(
    bench: MakeBench, name: str, way: Way, target: str
) -> None:
    made, failed = await in_trouble(bench, name, way, troubles.status(302, Location=target))
    assert (failed.kind, failed.retry_at) == ("blocked", made.clock.now() + timedelta(minutes=15))
    assert len(made.fake.requests) <= 6


@EVERY_READING
async def test_the_body_counts_and_not_what_it_is_called(bench: MakeBench, name: str, way: Way) -> None:
    made = await bench(name)
    made.fake.listed, made.fake.mend = [release(way)], troubles.mislabelled()
    assert isinstance(await made.go(way), Healthy if way == "health" else Found)


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


@EVERY_WAY
@pytest.mark.parametrize("trouble", [trouble for _, trouble in UNREADABLE], ids=[what for what, _ in UNREADABLE])
async def test_an_answer_that_cannot_be_read_is_malformed(
    bench: MakeBench, name: str, way: Way, trouble: Trouble
) -> None:
    _, failed = await in_trouble(bench, name, way, trouble)
    assert failed.kind == "malformed"


@EVERY_READING
@pytest.mark.parametrize("said", [b"", b"404 page not found", b"<p>Nothing <b>here"])
async def test_a_wrong_address_is_told_by_the_status_and_not_by_a_word_of_the_program(
    bench: MakeBench, name: str, way: Way, said: bytes
) -> None:
    _, failed = await in_trouble(bench, name, way, troubles.status(404, said))
    assert failed.detail == "The provider answered 404; is its address right?"


@EVERY_READING
async def test_an_answer_cut_in_half_is_a_failure(bench: MakeBench, name: str, way: Way) -> None:
    made = await bench(name)
    made.fake.listed, made.fake.mend = [release(way)], troubles.cut_off()
    outcome = await made.go(way)
    assert isinstance(outcome, Failed)
    assert outcome.kind == "malformed"


@EVERY_WAY
@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        (troubles.status(500), "unavailable"),
        (troubles.status(502), "unavailable"),
        (troubles.status(503), "unavailable"),
        (troubles.status(410), "unavailable"),
        (troubles.hang_up(), "unavailable"),
        (troubles.silence_of(3600), "timed_out"),
        (troubles.status(401), "auth_failed"),
        (troubles.status(403), "auth_failed"),
    ],
)
async def test_trouble_of_the_server_is_told_apart_and_asked_once(
    bench: MakeBench, name: str, way: Way, trouble: Trouble, kind: FailureKind
) -> None:
    made, failed = await in_trouble(bench, name, way, trouble)
    assert (failed.kind, failed.retry_at) == (kind, None)
    assert len(made.fake.requests) == 1, "whether to try again is not the adapter's business"


@EVERY_WAY
async def test_a_request_for_quiet_is_obeyed_for_five_minutes_at_most(bench: MakeBench, name: str, way: Way) -> None:
    for retry_after, seconds in (("120", 120), ("86400", 300), ("nonsense", 60)):
        made, failed = await in_trouble(bench, name, way, troubles.status(429, Retry_After=retry_after))
        assert (failed.kind, failed.retry_at) == ("rate_limited", made.clock.now() + timedelta(seconds=seconds))
    made = await bench(name)
    date = format_datetime(made.clock.now() + timedelta(seconds=90), usegmt=True)
    made.fake.trouble = troubles.status(503, Retry_After=date)
    assert await made.go(way) == Failed(
        "rate_limited", made.clock.now() + timedelta(seconds=90), "The provider was asked too often"
    )


@EVERY_SEARCH
@pytest.mark.parametrize("odd", ["", None, "0", "unknown", -1, "-5", [], {"a": 1}, True, "1e400", "NaN"], ids=repr)
async def test_an_odd_number_is_unknown_and_costs_no_release(bench: MakeBench, name: str, way: Way, odd: Any) -> None:
    made = await bench(name)
    made.fake.listed = [release(way, size=odd, seeders=odd, leechers=odd)]
    outcome = await made.go(way)
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


@EVERY_SEARCH
@pytest.mark.parametrize("bad", ["0" * 40, "xyz", "ab" * 19, "", None, 12, "A" * 32, "ab" * 20 + "; DROP"], ids=repr)
async def test_what_is_no_hash_names_no_torrent(bench: MakeBench, name: str, way: Way, bad: Any) -> None:
    made = await bench(name)
    made.fake.listed = [release(way, 1, info_hash=bad), release(way, 2)]
    outcome = await made.go(way)
    assert isinstance(outcome, Found)
    assert {offer.info_hash for offer in outcome.offers} - {None} == {f"{2:040x}"}


@EVERY_SEARCH
@pytest.mark.parametrize("evil", ["\u202e", "\u200b", "\x85", "\ufeff"], ids=repr)
async def test_control_characters_do_not_get_into_a_name(bench: MakeBench, name: str, way: Way, evil: str) -> None:
    """Two of them name the film only, so that it is the film's name that is spoiled."""

    def spoilt(response: Response) -> Response:
        title = "The Lamp Post"
        evil_title = json.dumps(f"{evil}The{evil}Lamp Post{evil}")[1:-1]
        return Response(bytes(response.body).replace(title.encode(), evil_title.encode()))

    made = await bench(name)
    start, _, end = release(way).name.rpartition(".")
    named_by_itself = name not in {"yts", "archive"}
    made.fake.listed = [release(way, name=f"{evil}{start}{evil}{end}{evil}" if named_by_itself else "x")]
    made.fake.mend = made.fake.mend if named_by_itself else spoilt
    outcome = await made.go(way)
    assert isinstance(outcome, Found)
    assert not any(evil in offer.name for offer in outcome.offers)
    title = "Harbour Lights" if way == "search_episode" else "The Lamp Post"
    assert all(title in offer.name.replace(".", " ") for offer in outcome.offers)
