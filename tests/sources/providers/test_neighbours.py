"""Several providers on one machine, as indexers at home are: each has its own places, pace and quiet."""

import asyncio
from collections.abc import AsyncGenerator

import pytest

from miauflix.infra.outbound import Outbound
from miauflix.kit.clock import ManualClock
from miauflix.sources.providers.kinds import Setup
from miauflix.sources.providers.protocol import Failed, Found
from miauflix.sources.providers.torznab.adapter import Torznab
from miauflix.sources.providers.yts.adapter import Yts
from tests.fakes.providers import troubles
from tests.fakes.providers.fake import FILM, film
from tests.fakes.providers.json_services import FakeYts
from tests.fakes.providers.xml_services import KEY, FakeTorznab
from tests.fakes.served import served
from tests.services.deadline import until


@pytest.fixture
async def outbound() -> AsyncGenerator[Outbound]:
    outbound = Outbound(ManualClock())
    yield outbound
    await outbound.aclose()


def torznab(outbound: Outbound, name: str, base_url: str) -> Torznab:
    return Torznab(Setup(name, base_url, KEY, outbound, ManualClock()))


async def test_a_neighbour_that_wants_quiet_does_not_silence_the_others(outbound: Outbound) -> None:
    indexers, films = FakeTorznab([film()]), FakeYts([film()])
    async with served(indexers) as aggregator, served(films) as other:
        outbound.trust("providers", [aggregator, other])
        indexers.trouble = troubles.status(429, Retry_After="120")
        outcome = await torznab(outbound, "torznab", f"{aggregator}/1/api").search_movie(FILM)
        assert isinstance(outcome, Failed)
        assert outcome.kind == "rate_limited"
        indexers.trouble = None
        assert isinstance(await Yts(Setup("yts", other, None, outbound, ManualClock())).search_movie(FILM), Found)
        second = torznab(outbound, "torznab-2", f"{aggregator}/2/api")
        assert isinstance(await second.search_movie(FILM), Found), "another indexer of the same aggregator"
        asked = len(indexers.requests)
        again = await torznab(outbound, "torznab", f"{aggregator}/1/api").search_movie(FILM)
        assert isinstance(again, Failed), "its own quiet it keeps"
        assert len(indexers.requests) == asked


async def test_a_neighbour_that_says_nothing_takes_nobodys_place(outbound: Outbound) -> None:
    indexers = FakeTorznab([film()], trouble=troubles.silence())
    async with served(indexers) as aggregator:
        outbound.trust("providers", [aggregator])
        silent = torznab(outbound, "torznab", f"{aggregator}/1/api")
        waiting = [asyncio.ensure_future(silent.search_movie(FILM)) for _ in range(8)]
        await until("its places are taken", lambda: len(indexers.requests) == 4)
        indexers.trouble = None
        assert isinstance(await torznab(outbound, "torznab-2", f"{aggregator}/2/api").search_movie(FILM), Found)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
