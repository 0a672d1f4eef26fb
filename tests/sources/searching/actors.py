"""Providers that play a part, for tests that need no server: they answer, fail, hang or break when told to."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from miauflix.infra.limits import Rule
from miauflix.sources.providers.kinds import Policy
from miauflix.sources.providers.protocol import EpisodeOf, Failed, Fetched, Film, Found, Outcome, Query
from miauflix.sources.searching.asking import Member
from miauflix.sources.types import Offer

QUICK = Policy(concurrency=4, rule=Rule(times=1000, per_s=1), timeout_s=5)


@dataclass
class Actor:
    """Answers with `script`, one after the other, the last for ever; waits for `may_answer` before each."""

    name: str
    script: Sequence[Outcome | Exception]
    may_answer: asyncio.Event | None = None
    asked: list[Query] = field(default_factory=list[Query])
    was_asked: asyncio.Event = field(default_factory=asyncio.Event)
    behind_links: dict[str, Fetched | Failed] = field(default_factory=dict[str, Fetched | Failed])

    async def search_movie(self, film: Film) -> Outcome:
        return await self._play(film)

    async def search_episode(self, episode: EpisodeOf) -> Outcome:
        return await self._play(episode)

    async def fetch_torrent(self, offer: Offer) -> Fetched | Failed:
        return self.behind_links[offer.torrent_url or ""]

    async def _play(self, query: Query) -> Outcome:
        self.asked.append(query)
        self.was_asked.set()
        if self.may_answer is not None:
            await self.may_answer.wait()
        said = self.script[min(len(self.asked), len(self.script)) - 1]
        if isinstance(said, Exception):
            raise said
        return said


def member(
    name: str, *script: Outcome | Exception, policy: Policy = QUICK, may_answer: asyncio.Event | None = None
) -> Member:
    return Member(Actor(name, script, may_answer), policy)


def actor(of: Member) -> Actor:
    assert isinstance(of.provider, Actor)
    return of.provider


def film_offer(number: int, provider: str = "one", **changes: Any) -> Offer:
    """A right release of the film; every number has a hash of its own."""
    made: dict[str, Any] = {
        "name": f"The.Lamp.Post.2026.1080p.WEB.x264-CAT{number}",
        "info_hash": f"{number:040x}",
        "seeders": 10,
    }
    return Offer(provider=provider, **{**made, **changes})


def found(*numbers: int, provider: str = "one") -> Found:
    return Found(tuple(film_offer(number, provider) for number in numbers))
