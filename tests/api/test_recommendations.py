"""Because you watched, through the door."""

import httpx2
import pytest
from fastapi import FastAPI

from miauflix.catalog import SeasonFacts, TitleFacts, put_movie, put_show
from miauflix.infra.db import Database
from miauflix.kit.clock import SystemClock


@pytest.fixture
async def titles(app: FastAPI) -> None:
    """Westerns, romances, and a show of each."""
    database, now = app.state.parts.get(Database), SystemClock().now()
    async with database.write() as session:
        for number in range(1, 6):
            await put_movie(session, TitleFacts(number, f"Western {number}", genres=("Western", "Drama")), now=now)
            await put_movie(session, TitleFacts(10 + number, f"Love {number}", genres=("Romance",)), now=now)
        show = TitleFacts(30, "Western show", genres=("Western",))
        await put_show(session, show, [SeasonFacts(1, "Season 1")], now=now)


@pytest.mark.usefixtures("titles")
async def test_nothing_is_recommended_before_anything_was_watched(admin: httpx2.AsyncClient) -> None:
    assert (await admin.get("/api/recommendations")).json() == []
    assert (await admin.get("/api/home")).json()["recommendations"] == []


@pytest.mark.usefixtures("titles")
async def test_a_row_names_what_it_is_because_of_and_leaves_out_what_was_seen(admin: httpx2.AsyncClient) -> None:
    for ref in ("movie:2", "movie:1"):
        await admin.post("/api/progress/watched", json={"ref": ref, "watched": True})
    await admin.post("/api/progress", json={"ref": "movie:3", "position_s": 50, "duration_s": 100})
    rows = (await admin.get("/api/recommendations")).json()
    assert [row["because"]["ref"] for row in rows] == ["movie:1"]
    assert {one["ref"] for one in rows[0]["items"]} == {"movie:4", "movie:5", "show:30"}
    assert rows[0]["items"][0]["title"].startswith("Western")
    home = (await admin.get("/api/home")).json()
    assert [row["because"]["ref"] for row in home["recommendations"]] == ["movie:1"]


@pytest.mark.usefixtures("titles")
async def test_another_profile_is_recommended_nothing_of_it(admin: httpx2.AsyncClient) -> None:
    for ref in ("movie:2", "movie:1"):
        await admin.post("/api/progress/watched", json={"ref": ref, "watched": True})
    made = await admin.post("/api/profiles", json={"name": "Leo", "avatar": "cat-violet", "language": "en"})
    assert made.status_code == 201, made.text
    chosen = await admin.post(f"/api/profiles/{made.json()['id']}/select", json={})
    headers = {"Authorization": f"Bearer {chosen.json()['access_token']}"}
    assert (await admin.get("/api/recommendations", headers=headers)).json() == []
