"""Providers that ask more than once: what one request brought outlives the failure of another."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from starlette.requests import Request
from starlette.responses import Response
from typing_extensions import override

from miauflix.sources.providers.protocol import Failed, FailureKind, Found
from tests.fakes.providers import troubles
from tests.fakes.providers.archive import FakeArchive
from tests.fakes.providers.fake import Fake, Trouble, episode, film
from tests.fakes.providers.json_services import FakeEztv, FakeTheRarbg, FakeYts
from tests.fakes.providers.xml_services import FakeTorznab
from tests.sources.providers.conftest import MakeBench, Way
from tests.sources.providers.test_adapters import hashes, numbered

REFUSALS: list[tuple[str, Trouble, FailureKind]] = [
    ("a fault of the server", troubles.status(500), "unavailable"),
    ("a wish for quiet", troubles.status(429), "rate_limited"),
    ("no leave", troubles.status(403), "auth_failed"),
    ("a page against robots", troubles.challenge(200), "blocked"),
    ("a page for people", troubles.page(), "malformed"),
    ("another document", troubles.body(b'{"none": "of this"}'), "malformed"),
    ("half an answer", troubles.hang_up(), "unavailable"),
]


def each(silence: Trouble) -> pytest.MarkDecorator:
    rows = [*REFUSALS, ("silence", silence, "timed_out")]
    return pytest.mark.parametrize(
        ("trouble", "kind"),
        [(trouble, kind) for _, trouble, kind in rows],
        ids=[what.replace(" ", "-") for what, _, _ in rows],
    )


each_trouble = each(troubles.silence_of(3600))


@each_trouble
async def test_a_page_that_cannot_be_had_keeps_those_before_it(
    bench: MakeBench, trouble: Trouble, kind: FailureKind
) -> None:
    others = [episode(number, episode=9) for number in range(2, 200)]
    fake = FakeEztv([episode(1), *others], trouble=trouble, spared=1)
    made = await bench("eztv", fake)
    assert hashes(await made.search()) == numbered([1])
    assert [query["page"] for query in fake.queries] == ["1", "2"]


@dataclass
class OneItemInTrouble(FakeArchive):
    broken: Callable[[str], bool] = lambda path: path.endswith("/second")

    @override
    def is_in_trouble(self, request: Request) -> bool:
        return self.broken(request.url.path)


@each(troubles.silence())  # waited out in earnest: a leap in time would be one for the other items too
async def test_an_item_that_cannot_be_had_costs_only_itself(
    bench: MakeBench, trouble: Trouble, kind: FailureKind
) -> None:
    fake = OneItemInTrouble([film()], trouble=trouble, identifiers=("first", "second", "third"))
    made = await bench("archive", fake, timeout_s=6)
    outcome = await made.search()
    assert isinstance(outcome, Found)
    files = [offer.http_url for offer in outcome.offers if offer.http_url]
    assert [url.removeprefix(f"{made.base_url}/download/").partition("/")[0] for url in files] == ["first", "third"]


@each_trouble
async def test_where_every_item_fails_the_search_has_failed(
    bench: MakeBench, trouble: Trouble, kind: FailureKind
) -> None:
    fake = FakeArchive([film()], trouble=trouble, spared=1, identifiers=("first", "second"))
    made = await bench("archive", fake)
    outcome = await made.search()
    assert isinstance(outcome, Failed)
    assert outcome.kind == kind


# What is answered at first has nothing of it, so that the request in trouble decides.
LAST_HOPES: list[tuple[str, Way, Callable[[], Fake], int]] = [
    ("yts", "search_movie", lambda: FakeYts([film(imdb="tt1")]), 1),
    ("therarbg", "search_movie", lambda: FakeTheRarbg([film(imdb="tt1")]), 1),
    ("therarbg", "search_episode", lambda: FakeTheRarbg([film()]), 1),
    ("torznab", "search_movie", lambda: FakeTorznab([film()]), 1),
    ("torznab", "search_movie", lambda: FakeTorznab([film(imdb="tt1")]), 2),
    ("torznab", "search_episode", lambda: FakeTorznab([film()]), 1),
    ("torznab", "search_episode", lambda: FakeTorznab([film()]), 2),
    ("torznab", "health", lambda: FakeTorznab([film()]), 1),
]


@each_trouble
@pytest.mark.parametrize(("name", "way", "make", "answered"), LAST_HOPES)
async def test_nothing_at_first_and_then_a_failure_is_a_failure(
    bench: MakeBench, name: str, way: Way, make: Callable[[], Fake], answered: int, trouble: Trouble, kind: FailureKind
) -> None:
    fake = make()
    fake.trouble, fake.spared = trouble, answered
    outcome = await (await bench(name, fake)).go(way)
    assert isinstance(outcome, Failed)
    assert outcome.kind == kind
    assert len(fake.requests) == answered + 1


class NewsOfItself(FakeTorznab):
    """Its capabilities are in trouble from the second time on."""

    @override
    def is_in_trouble(self, request: Request) -> bool:
        caps = [one for one in self.queries if one.get("t") == "caps"]
        return request.query_params.get("t") == "caps" and len(caps) > 1


@pytest.mark.parametrize("trouble", [troubles.status(500), troubles.page(), troubles.body(b"<caps/>")])
async def test_capabilities_that_cannot_be_had_anew_hold_on(bench: MakeBench, trouble: Trouble) -> None:
    made = await bench("torznab", NewsOfItself([film()], trouble=trouble))
    for _ in range(2):
        assert hashes(await made.search()) == numbered([1])
        made.clock.advance(90_000)
    assert [query["t"] for query in made.fake.queries] == ["caps", "movie", "caps", "movie"]


async def test_rows_in_disorder_are_the_failure_of_their_page_alone(bench: MakeBench) -> None:
    def mend(response: Response) -> Response:
        second = len(fake.requests) > 1
        return Response(b'{"torrents_count": {}, "torrents": 7}') if second else response

    fake = FakeEztv([episode(1), *[episode(number, episode=9) for number in range(2, 200)]], mend=mend)
    made = await bench("eztv", fake)
    assert hashes(await made.search()) == numbered([1])
