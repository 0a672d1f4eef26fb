"""All providers side by side: each answer is checked, merged with the others and told as soon as it is there."""

import asyncio
import time
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import structlog

from miauflix.peers import InvalidMetainfo, VpnClosed, parse_metainfo
from miauflix.sources.providers import coercing
from miauflix.sources.providers.protocol import Fetched, FetchesTorrents, Found, Outcome, Query
from miauflix.sources.providers.wanting import wanted_of
from miauflix.sources.searching.asking import Asking, Member
from miauflix.sources.searching.checking import checked
from miauflix.sources.searching.merging import Merger, key_of
from miauflix.sources.types import Offer

_log = structlog.get_logger(__name__)

_MOST_OFFERS: Final = 300  # of one provider: more than anybody chooses from
_TURN_S: Final = 0.002  # of reading names before others get theirs; a hostile name takes up to a millisecond
_MOST_FETCHED: Final = 10  # torrents behind links, whose hash nobody told


@dataclass(frozen=True, slots=True)
class Report:
    """What one provider has added to a search. `fresh` are the merged offers that are new or say more than before.

    A provider that names torrents only by link reports twice: `is_last` is false the first time.
    """

    provider: str
    outcome: Outcome
    fresh: tuple[Offer, ...]
    offered: int
    rejected: int
    tries: int
    elapsed_ms: int
    is_last: bool = True


class Aggregator:
    """Searches. Nothing is kept from one search to the next but what the members' circuits have learnt."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    async def search(self, members: Sequence[Member], query: Query) -> AsyncGenerator[Report]:
        """What each member that can answer has to report, as soon as it does. Leaving early stops the others."""
        merger, reports = Merger(), asyncio.Queue[Report]()
        asked = [one for one in members if one.can_answer(query)]
        tasks = [asyncio.create_task(self._take_part(one, query, merger, reports)) for one in asked]
        unfinished = len(asked)
        try:
            while unfinished:
                report = await reports.get()
                unfinished -= report.is_last
                yield report
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _take_part(self, member: Member, query: Query, merger: Merger, reports: asyncio.Queue[Report]) -> None:
        told = await self._asking.ask(member, query)
        offers = told.outcome.offers[:_MOST_OFFERS] if isinstance(told.outcome, Found) else ()
        right = await _right_ones(offers, query)
        nameless = [offer for offer in right if key_of(offer) is None]
        report = Report(
            member.name,
            told.outcome,
            tuple(merger.take(right)),
            len(offers),
            len(offers) - len(right),
            told.tries,
            told.elapsed_ms,
            is_last=not nameless,
        )
        reports.put_nowait(report)
        if nameless:
            fresh = merger.take(await _named(member, nameless))
            reports.put_nowait(replace(report, fresh=tuple(fresh), is_last=True))


async def _right_ones(offers: Sequence[Offer], query: Query) -> list[Offer]:
    """Those that are what was asked for, read a few at a time: reading many names must not hold up who has few."""
    wanted, right, turn_ends = wanted_of(query), list[Offer](), time.monotonic() + _TURN_S
    for offer in offers:
        if isinstance(one := checked(offer, query, wanted), Offer):
            right.append(one)
        if time.monotonic() > turn_ends:
            await asyncio.sleep(0)
            turn_ends = time.monotonic() + _TURN_S
    return right


async def _named(member: Member, nameless: Sequence[Offer]) -> list[Offer]:
    """The most promising of the offers whose hash nobody told, after following their links as far as time allows."""
    provider, named = member.provider, list[Offer]()
    if not isinstance(provider, FetchesTorrents):
        return named
    try:
        async with asyncio.timeout(member.policy.timeout_s), member.places:
            for offer in sorted(nameless, key=lambda one: -(one.seeders or 0))[:_MOST_FETCHED]:
                fetched = await provider.fetch_torrent(offer)
                if isinstance(fetched, Fetched) and (known := _with_hash(offer, fetched)):
                    named.append(known)
    except (TimeoutError, VpnClosed):
        pass  # what was named until then counts
    except Exception as error:  # noqa: BLE001  a fault in one adapter must not cost the others their search
        _log.error("provider.fault", provider=member.name, error=type(error).__name__)
    return named


def _with_hash(offer: Offer, fetched: Fetched) -> Offer | None:
    if fetched.magnet is not None:
        read = coercing.magnet(fetched.magnet)
        return replace(offer, info_hash=read[0], trackers=read[2]) if read else None
    try:
        info = parse_metainfo(fetched.metainfo or b"")
    except InvalidMetainfo:
        return None
    trackers = tuple(url for tier in info.trackers for url in tier)
    if info.info_hash_v1 is None:
        return None
    return replace(offer, info_hash=info.info_hash_v1.hex(), trackers=trackers, metainfo=fetched.metainfo)
