"""Play, pressed where nothing is stored: it is looked for, and what cannot be had is told with what to do."""

from collections.abc import AsyncGenerator
from datetime import date

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import update

from miauflix.catalog import TitleFacts, put_movie
from miauflix.catalog.tables import TitleRow
from miauflix.infra.db import Database
from miauflix.infra.settings import Settings
from miauflix.kit.clock import SystemClock
from miauflix.sources import Searches
from tests.fakes.providers import troubles
from tests.fakes.providers.fake import Fake, film
from tests.fakes.providers.xml_services import KEY, FakeTorznab
from tests.fakes.served import served

PLAY = {"title": "movie:603"}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"source_search_deadline_ms": 10_000})


@pytest.fixture
async def house(app: FastAPI, admin: httpx2.AsyncClient) -> httpx2.AsyncClient:
    """An admin in a house whose catalogue has the film, an hour and a half of French."""
    async with app.state.parts.get(Database).write() as session:
        facts = TitleFacts(tmdb_id=603, name="The Lamp Post", language="en", release_date=date(2026, 3, 1))
        await put_movie(session, facts, now=SystemClock().now())
        await session.execute(update(TitleRow).values(runtime_min=90, original_language="fr"))
    return admin


@pytest.fixture
async def indexer(house: httpx2.AsyncClient) -> AsyncGenerator[Fake]:
    fake = FakeTorznab([film(1, seeders=3), film(2, seeders=90, name="The.Lamp.Post.2026.1080p.WEB-DL.x264-PURRING")])
    async with served(fake) as base_url:
        body = {"enabled": True, "base_url": base_url, "api_key": KEY}
        assert (await house.put("/api/admin/providers/torznab", json=body)).status_code == 200
        yield fake


async def refused(house: httpx2.AsyncClient) -> str:
    answer = await house.post("/api/playback", json=PLAY)
    assert (answer.status_code, answer.json()["code"]) == (404, "no_source"), answer.text
    return answer.json()["detail"]


async def test_it_is_looked_for_and_the_best_that_is_found_plays(house: httpx2.AsyncClient, indexer: Fake) -> None:
    started = await house.post("/api/playback", json=PLAY)
    assert started.status_code == 200, started.text
    listed = (await house.get("/api/sources/movie:603")).json()
    assert started.json()["source_id"] == listed["ledger"]["winner"] == listed["items"][0]["id"]
    assert (listed["items"][0]["seeders"], len(listed["items"])) == (90, 2)
    asked = len(indexer.requests)
    await house.post("/api/playback", json=PLAY)
    assert len(indexer.requests) == asked, "what is stored plays at once"


async def test_without_a_provider_it_says_where_to_set_one_up(house: httpx2.AsyncClient) -> None:
    assert "set one up under Manage, Providers" in await refused(house)


async def test_a_provider_that_fails_is_named(house: httpx2.AsyncClient, indexer: Fake) -> None:
    indexer.trouble = troubles.status(403)
    assert "torznab could not be asked; test them" in await refused(house)


async def test_what_nobody_has_is_told_as_that(house: httpx2.AsyncClient, indexer: Fake) -> None:
    indexer.listed.clear()
    assert (await refused(house)).startswith("Every provider was asked and none has it now")


async def test_what_is_blocked_is_told_as_that(house: httpx2.AsyncClient, indexer: Fake) -> None:
    indexer.listed = indexer.listed[1:]
    await house.put("/api/admin/blocklist", json={"groups": ["purring"]})
    assert "is blocked; choose one by hand" in await refused(house)


async def test_who_waits_is_not_kept_waiting_by_a_provider_that_says_nothing(
    app: FastAPI, house: httpx2.AsyncClient, indexer: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app.state.parts.get(Searches), "_deadline_s", 0.05)
    indexer.trouble = troubles.silence()
    assert "still being asked; try again in a moment" in await refused(house)


async def test_a_source_that_is_named_is_not_looked_for(house: httpx2.AsyncClient, indexer: Fake) -> None:
    answer = await house.post("/api/playback", json=PLAY | {"source_id": "0" * 36})
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_source")
    assert indexer.requests == []


async def test_ranking_hears_how_long_a_film_takes_and_what_is_spoken_in_it(
    house: httpx2.AsyncClient, indexer: Fake
) -> None:
    assert indexer.listed
    await house.put("/api/admin/scoring", json={"languages": ["en"], "seeder_bits_s": 100_000})
    searched = (await house.get("/api/sources/movie:603/search?wait_ms=10000")).json()["items"]
    ranked = (await house.get("/api/sources/movie:603")).json()
    page = (await house.get("/api/movies/603?includeSources=true")).json()["sources"]
    assert ranked["ledger"]["duration_s"] == 5400
    for items in (searched, ranked["items"], page):
        assert {reason["rule"] for one in items for reason in one["reasons"]} == {"language", "starved"}
