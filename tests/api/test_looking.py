"""Of a season or a show, one episode is looked for: the one that would play."""

from collections.abc import AsyncGenerator
from datetime import date

import httpx2
import pytest
from fastapi import FastAPI

from miauflix.catalog import EpisodeFacts, SeasonFacts, TitleFacts, put_show
from miauflix.infra.db import Database
from miauflix.infra.settings import Settings
from miauflix.kit.clock import SystemClock
from miauflix.kit.playable import Episode
from tests.fakes.providers.fake import Fake, episode
from tests.fakes.providers.xml_services import KEY, FakeTorznab
from tests.fakes.served import served

_SHOW = 1399
ONE, TWO = Episode(_SHOW, 1, 1), Episode(_SHOW, 1, 2)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"source_search_deadline_ms": 10_000})


@pytest.fixture
async def house(app: FastAPI, admin: httpx2.AsyncClient) -> httpx2.AsyncClient:
    """An admin in a house that knows a show of two seasons and a special."""
    named = tuple(EpisodeFacts(number, f"Part {number}") for number in (1, 2, 3))
    seasons = [SeasonFacts(0, "Specials", episodes=named[:1])]
    seasons += [SeasonFacts(number, f"Season {number}", episodes=named) for number in (1, 2)]
    facts = TitleFacts(tmdb_id=_SHOW, name="Harbour Lights", language="en", release_date=date(2025, 3, 1))
    async with app.state.parts.get(Database).write() as session:
        await put_show(session, facts, seasons, now=SystemClock().now())
    return admin


@pytest.fixture
async def indexer(house: httpx2.AsyncClient) -> AsyncGenerator[Fake]:
    names = [f"Harbour.Lights.S{season:02}E{number:02}.720p.WEB.x264-CAT" for season in (1, 2) for number in (1, 2, 3)]
    fake = FakeTorznab([episode(at, name=name) for at, name in enumerate(names, 1)], tv_params="q,season,ep")
    async with served(fake) as base_url:
        body = {"enabled": True, "base_url": base_url, "api_key": KEY}
        assert (await house.put("/api/admin/providers/torznab", json=body)).status_code == 200
        yield fake


async def test_a_season_and_a_show_are_looked_for_as_a_film_is_but_for_one_episode(
    house: httpx2.AsyncClient, indexer: Fake
) -> None:
    plain = (await house.get(f"/api/shows/{_SHOW}/seasons/2")).json()
    assert (plain["search"], indexer.requests) == (None, [])

    season = (await house.get(f"/api/shows/{_SHOW}/seasons/2?includeSources=true")).json()
    assert (season["search"]["ref"], season["search"]["found"]) == (f"episode:{_SHOW}:2:1", 1)
    assert [one["available"] for one in season["episodes"]] == [True, False, False]
    assert [len(one["sources"]) for one in season["episodes"]] == [1, 0, 0]
    asked = len(indexer.requests)
    await house.get(f"/api/shows/{_SHOW}/seasons/2?includeSources=true")
    assert len(indexer.requests) == asked, "what is still good is not asked for again"

    watched = {"ref": str(ONE), "watched": True}
    (await house.post("/api/progress/watched", json=watched)).raise_for_status()
    show = (await house.get(f"/api/shows/{_SHOW}?includeSources=true")).json()
    assert show["search"]["ref"] == str(TWO)
    assert show["sources"].keys() == {str(TWO), f"episode:{_SHOW}:2:1"}
    assert (await house.get(f"/api/shows/{_SHOW}")).json()["search"] is None
