"""Two at the same work at the same moment, on the engine that lets them: PostgreSQL."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from miauflix.infra.db import Database
from miauflix.kit.playable import Movie
from miauflix.sources import Offer
from miauflix.sources.adding import TitleAdder
from miauflix.sources.service import Locator
from miauflix.sources.tables import ProviderCircuitRow, TorrentRow
from tests.services.postgres import until_waiting
from tests.sources.discovery.house import FILM, House

pytestmark = pytest.mark.services


@pytest.fixture
async def house(postgres_database: Database) -> AsyncGenerator[House]:
    house = House(postgres_database)
    yield house
    await house.outbound.aclose()


def offer(number: int) -> Offer:
    return Offer(provider="yts", name=f"Film.{number}.2026.1080p.WEB.h264-CAT", info_hash=f"{number:040x}")


def locator(number: int) -> Locator:
    magnet = f"magnet:?xt=urn:btih:{number:040x}"
    return Locator(bytes.fromhex(f"{number:040x}"), f"Film {number} 2026", 10**9, magnet=magnet)


async def test_titles_added_at_once_are_a_film_each(house: House) -> None:
    adder = TitleAdder(house.database, house.sources, house.clock)
    added = await asyncio.gather(*(adder.add(locator(number), provider="magnet") for number in range(1, 13)))
    assert len(set(added)) == 12
    twice = await asyncio.gather(*(adder.add(locator(13), provider="magnet") for _ in range(4)))
    assert len(set(twice)) == 1, "the same torrent is the same title"


async def test_a_search_and_a_hand_may_store_the_same_torrent(house: House) -> None:
    async def by_hand() -> None:
        async with house.database.write() as session:
            await house.sources.add(session, Movie(604), locator(1), provider="magnet")

    async with house.database.write() as session:
        await house.sources.put_offers(session, FILM, [offer(1)])
        adding = asyncio.create_task(by_hand())
        await until_waiting(house.database, adding)
    await adding
    async with house.database.read() as session:
        assert await session.scalar(select(func.count()).select_from(TorrentRow)) == 1


async def test_counting_swarms_never_waits_in_a_circle_with_a_search(house: House) -> None:
    """The search takes the first torrent and then the second; the second is due first."""
    for number in (1, 2):
        async with house.database.write() as session:
            await house.sources.put_offers(session, FILM, [offer(number)])
    async with house.database.write() as session:
        last = select(func.max(TorrentRow.id)).scalar_subquery()
        sooner = house.clock.now() - timedelta(minutes=1)
        await session.execute(update(TorrentRow).where(TorrentRow.id == last).values(stats_due_at=sooner))
    async with house.database.write() as session:
        await house.sources.put_offers(session, FILM, [offer(1)])
        counting = asyncio.create_task(house.discovery.update_stats())
        await until_waiting(house.database, counting)
        await house.sources.put_offers(session, FILM, [offer(2)])
    assert (await counting).startswith("0 of 2 swarms")


async def test_two_searches_that_end_at_once_both_note_how_the_providers_did(house: House) -> None:
    house.environment["torznab"] = ("https://indexer.example/api", None)
    members = await house.providers.members()

    async def note() -> None:
        async with house.database.write() as session:
            await house.providers.remember(session, members)

    async with house.database.write() as session:
        await house.providers.remember(session, members)
        noting = asyncio.create_task(note())
        await until_waiting(house.database, noting)
    await noting
    async with house.database.read() as session:
        assert "torznab" in [*await session.scalars(select(ProviderCircuitRow.name))]
