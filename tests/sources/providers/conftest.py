"""Real adapters over the real client, with stand-ins at the other end."""

import asyncio
import ssl
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Literal

import pytest

from miauflix.infra.outbound import Outbound
from miauflix.kit.clock import ManualClock
from miauflix.sources.providers.kinds import Setup
from miauflix.sources.providers.protocol import (
    Fetched,
    FetchesTorrents,
    Healthy,
    Outcome,
    Provider,
    SearchesEpisodes,
    SearchesMovies,
    TellsHealth,
)
from miauflix.sources.types import Offer
from tests.fakes.providers import FAKES, Stand, kind
from tests.fakes.providers.fake import EPISODE, FILM, Fake
from tests.fakes.served import served

Way = Literal["search_movie", "search_episode", "fetch_torrent", "health"]
_CAN: dict[Way, type] = {
    "search_movie": SearchesMovies,
    "search_episode": SearchesEpisodes,
    "fetch_torrent": FetchesTorrents,
    "health": TellsHealth,
}


def ways(*among: Way) -> list[tuple[str, Way]]:
    """Every kind with each of these ways in which it can be asked."""
    clock = ManualClock()
    made = {name: kind(name).build(Setup(name, "", None, Outbound(clock), clock)) for name in sorted(FAKES)}
    return [(name, way) for name, one in made.items() for way in among or _CAN if isinstance(one, _CAN[way])]


@dataclass
class Bench:
    """A provider and the stand-in it talks to."""

    name: str
    stand: Stand
    fake: Fake
    provider: Provider
    base_url: str
    clock: ManualClock
    outbound: Outbound

    async def go(self, way: Way) -> Outcome | Fetched | Healthy:
        """Ask in one of the ways that this kind can be asked."""
        one = self.provider
        if way == "search_movie" and isinstance(one, SearchesMovies):
            return await one.search_movie(FILM)
        if way == "search_episode" and isinstance(one, SearchesEpisodes):
            return await one.search_episode(EPISODE)
        if way == "fetch_torrent" and isinstance(one, FetchesTorrents):
            link = f"{self.base_url}/download/1"
            return await one.fetch_torrent(Offer(provider=self.name, name="A", torrent_url=link))
        assert isinstance(one, TellsHealth), f"{self.name} cannot {way}"
        return await one.health()

    async def search(self) -> Outcome:
        """Look for what this kind of provider has: the film, or the episode."""
        if isinstance(self.provider, SearchesMovies):
            return await self.provider.search_movie(FILM)
        assert isinstance(self.provider, SearchesEpisodes)
        return await self.provider.search_episode(EPISODE)


_TLS = ssl.create_default_context()  # made once: reading the certificates takes longer than most tests
MakeBench = Callable[..., Awaitable[Bench]]


@pytest.fixture
async def bench() -> AsyncGenerator[MakeBench]:
    """Makes a provider of a kind, talking to `fake` or to the kind's own stand-in."""
    async with AsyncExitStack() as stack:

        async def make(name: str, fake: Fake | None = None, *, timeout_s: float = 8, path: str = "") -> Bench:
            stand, clock = FAKES[name], ManualClock()

            async def sleep(seconds: float) -> None:
                clock.advance(seconds)
                await asyncio.sleep(0)

            outbound = Outbound(clock, sleep=sleep, ssl_context=_TLS)
            stack.push_async_callback(outbound.aclose)
            standing = fake or stand.make()
            base_url = await stack.enter_async_context(served(standing)) + path
            outbound.trust("providers", [base_url])
            setup = Setup(name, base_url, stand.api_key, outbound, clock, timeout_s)
            return Bench(name, stand, standing, kind(name).build(setup), base_url, clock, outbound)

        yield make
