"""Where a profile is in a show: what its page offers, what the home page offers, and progress of long seasons."""

from datetime import date, timedelta
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from miauflix.catalog import EpisodeFacts, SeasonFacts, TitleFacts, put_movie, put_show
from miauflix.infra.db import Database
from miauflix.infra.settings import Settings
from miauflix.kit.clock import SystemClock
from miauflix.viewing.store import watched_elsewhere
from tests.services.statements import statements_of

SHOW, LONG = 900_000_050, 900_000_100
_AGO = date(2020, 1, 1)
_EPISODES = 400
_MOST_STATEMENTS = 8


@pytest.fixture
async def viewer(app: FastAPI, admin: httpx2.AsyncClient, settings: Settings) -> httpx2.AsyncClient:
    """Of a house with shows of three seasons, the last episode of which airs in a week, and a very long one."""
    assert settings.demo_films == 0
    now = SystemClock().now()
    async with app.state.parts.get(Database).write() as session:
        for number in (SHOW, SHOW + 1, SHOW + 2):
            days = {(3, 2): now.date() + timedelta(days=7)}
            seasons = [
                SeasonFacts(
                    season,
                    f"Season {season}",
                    episodes=tuple(
                        EpisodeFacts(one, f"Part {one}", runtime_min=50, air_date=days.get((season, one), _AGO))
                        for one in (1, 2)
                    ),
                )
                for season in (1, 2, 3)
            ]
            await put_show(session, TitleFacts(number, f"Show {number}"), seasons, now=now)
        parts = tuple(EpisodeFacts(one, f"Day {one}", runtime_min=20) for one in range(1, _EPISODES + 1))
        await put_show(session, TitleFacts(LONG, "Every day"), [SeasonFacts(1, "Season 1", episodes=parts)], now=now)
        await put_movie(session, TitleFacts(900_000_060, "Film", runtime_min=100), now=now)
    return admin


async def mark(viewer: httpx2.AsyncClient, *refs: str) -> None:
    for ref in refs:
        answer = await viewer.post("/api/progress/watched", json={"ref": ref, "watched": True})
        assert answer.status_code == 204


async def leave(viewer: httpx2.AsyncClient, ref: str, position_s: float) -> None:
    body = {"ref": ref, "position_s": position_s, "duration_s": 3000, "state": "stopped"}
    assert (await viewer.post("/api/progress", json=body)).status_code == 204


async def offered(viewer: httpx2.AsyncClient, show: int = SHOW) -> tuple[Any, ...]:
    found = (await viewer.get(f"/api/shows/{show}/next")).raise_for_status().json()
    return found["episode"]["ref"], found["why"], found["has_aired"], found["position_s"]


async def shelf(viewer: httpx2.AsyncClient) -> list[tuple[str, float]]:
    items = (await viewer.get("/api/continue-watching")).raise_for_status().json()
    assert (await viewer.get("/api/home")).json()["continue_watching"] == items
    return [(one["ref"], one["position_s"]) for one in items]


async def test_a_show_goes_on_where_this_profile_is(viewer: httpx2.AsyncClient) -> None:
    assert await offered(viewer) == (f"episode:{SHOW}:1:1", "first", True, 0)
    await mark(viewer, f"episode:{SHOW}:1:1", f"episode:{SHOW}:1:2")
    assert await offered(viewer) == (f"episode:{SHOW}:2:1", "next", True, 0)
    await leave(viewer, f"episode:{SHOW}:2:2", 600)
    assert await offered(viewer) == (f"episode:{SHOW}:2:2", "resume", True, 600)
    await mark(viewer, f"episode:{SHOW}:2:2", f"episode:{SHOW}:3:1")
    assert await offered(viewer) == (f"episode:{SHOW}:3:2", "next", False, 0)
    other = (await viewer.post("/api/profiles", json={"name": "Other", "avatar": "cat-amber"})).json()
    entered = (await viewer.post(f"/api/profiles/{other['id']}/select", json={})).json()
    viewer.headers["Authorization"] = f"Bearer {entered['access_token']}"
    assert await offered(viewer) == (f"episode:{SHOW}:1:1", "first", True, 0)


async def test_home_goes_on_after_what_was_marked_and_waits_for_what_has_not_aired(viewer: httpx2.AsyncClient) -> None:
    await mark(viewer, f"episode:{SHOW}:1:2")
    await leave(viewer, "movie:900000060", 1200)
    assert await shelf(viewer) == [("movie:900000060", 1200), (f"episode:{SHOW}:2:1", 0)]
    (_, episode) = (await viewer.get("/api/continue-watching")).json()
    assert (episode["episode"]["title"], episode["duration_s"]) == ("Part 1", 3000)
    await leave(viewer, f"episode:{SHOW}:2:1", 2)  # closed at once: it is still what comes
    assert (await shelf(viewer))[0] == (f"episode:{SHOW}:2:1", 0)
    await mark(viewer, f"episode:{SHOW}:3:1")
    assert await shelf(viewer) == [("movie:900000060", 1200)]


async def test_the_shelf_asks_no_more_for_many_than_for_one(app: FastAPI, viewer: httpx2.AsyncClient) -> None:
    async def asked() -> int:
        with statements_of(app.state.parts.get(Database)) as seen:
            await viewer.get("/api/continue-watching")
        return len(seen)

    await leave(viewer, "movie:900000060", 1200)
    await leave(viewer, f"episode:{SHOW}:1:1", 600)
    few = await asked()
    for show in (SHOW + 1, SHOW + 2, LONG):
        await mark(viewer, f"episode:{show}:1:1")
    assert len(await shelf(viewer)) == 5
    assert await asked() == few <= _MOST_STATEMENTS


async def test_a_season_of_any_length_shows_its_progress(app: FastAPI, viewer: httpx2.AsyncClient) -> None:
    refs = [f"episode:{LONG}:1:{number}" for number in range(1, _EPISODES + 1)]
    profile_id = (await viewer.get("/api/auth/me")).json()["profile"]["id"]
    async with app.state.parts.get(Database).write() as session:
        for ref in refs[:-1]:
            await watched_elsewhere(session, profile_id, ref, SystemClock().now())
    of_season = (await viewer.get(f"/api/progress/episodes?show={LONG}&season=1")).json()["items"]
    assert {one["ref"] for one in of_season if one["watched"]} == {*refs[:-1]}
    assert (await viewer.get(f"/api/progress/episodes?show={LONG}&season=11")).json() == {"items": []}
    assert len((await viewer.get(f"/api/progress/episodes?show={LONG}")).json()["items"]) == _EPISODES - 1
    named = (await viewer.get("/api/progress", params={"refs": ",".join(refs[:300])})).json()["items"]
    assert [one["ref"] for one in named] == refs[:300]
    assert await offered(viewer, LONG) == (refs[-1], "next", True, 0)


async def test_a_show_nobody_knows_is_404(viewer: httpx2.AsyncClient) -> None:
    assert (await viewer.get("/api/shows/7/next")).status_code == 404
    assert (await viewer.get("/api/progress/episodes?show=7")).json() == {"items": []}
