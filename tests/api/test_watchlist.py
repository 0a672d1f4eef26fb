"""Watch-list and history through the door."""

import httpx2
import pytest
from fastapi import FastAPI

from miauflix.catalog import EpisodeFacts, SeasonFacts, TitleFacts, put_movie, put_show
from miauflix.infra.db import Database
from miauflix.kit.clock import SystemClock


@pytest.fixture
async def titles(app: FastAPI) -> None:
    """Three films and a show."""
    database, now = app.state.parts.get(Database), SystemClock().now()
    async with database.write() as session:
        for number in (1, 2, 3):
            await put_movie(session, TitleFacts(number, f"Film {number}"), now=now)
        seasons = [SeasonFacts(1, "Season 1", episodes=(EpisodeFacts(1, "Pilot"), EpisodeFacts(2, "Second")))]
        await put_show(session, TitleFacts(9, "Show"), seasons, now=now)


@pytest.mark.usefixtures("titles")
async def test_a_title_goes_onto_the_list_and_off_it(admin: httpx2.AsyncClient) -> None:
    for ref in ("movie:1", "show:9", "movie:2", "movie:1"):
        assert (await admin.put(f"/api/watchlist/{ref}")).status_code == 204
    page = (await admin.get("/api/watchlist?page_size=2")).json()
    assert (page["total"], [one["ref"] for one in page["items"]]) == (3, ["movie:2", "show:9"])
    second = (await admin.get("/api/watchlist?page_size=2&page=2")).json()
    assert [one["title"] for one in second["items"]] == ["Film 1"]
    for _ in range(2):
        assert (await admin.delete("/api/watchlist/movie:2")).status_code == 204
    assert (await admin.get("/api/watchlist/refs")).json() == {"refs": ["show:9", "movie:1"]}


@pytest.mark.usefixtures("titles")
@pytest.mark.parametrize(
    ("ref", "status", "code"),
    [("movie:999", 404, "unknown_title"), ("episode:9:1:1", 422, "invalid_title"), ("movie:0", 422, "invalid_title")],
)
async def test_what_is_no_title_of_the_house_is_refused(
    admin: httpx2.AsyncClient, ref: str, status: int, code: str
) -> None:
    for method in ("PUT", "DELETE"):
        answer = await admin.request(method, f"/api/watchlist/{ref}")
        assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.usefixtures("titles")
async def test_what_was_watched_is_remembered_with_its_titles_and_can_be_forgotten(admin: httpx2.AsyncClient) -> None:
    for ref in ("movie:1", "episode:9:1:2", "movie:777"):
        assert (await admin.post("/api/progress/watched", json={"ref": ref, "watched": True})).status_code == 204
    page = (await admin.get("/api/history")).json()
    assert page["total"] == 3
    unknown, episode, film = page["items"]
    assert (unknown["ref"], unknown["title"], unknown["episode"]) == ("movie:777", None, None)
    assert (episode["title"]["title"], episode["episode"]["title"], episode["origin"]) == ("Show", "Second", "here")
    assert (film["ref"], film["title"]["ref"], film["episode"]) == ("movie:1", "movie:1", None)
    assert (await admin.delete(f"/api/history/{film['id']}")).status_code == 204
    assert (await admin.delete(f"/api/history/{film['id']}")).status_code == 404
    progress = (await admin.get("/api/progress?refs=movie:1,episode:9:1:2")).json()["items"]
    assert [(one["ref"], one["watched"]) for one in progress] == [("movie:1", False), ("episode:9:1:2", True)]
    assert (await admin.get("/api/history?page=2&page_size=2")).json()["items"] == []


@pytest.mark.usefixtures("titles")
async def test_all_of_a_title_is_forgotten_at_once_and_nothing_else(admin: httpx2.AsyncClient) -> None:
    for ref in ("movie:1", "movie:2", "episode:9:1:1", "episode:9:1:2", "episode:91:1:1"):
        assert (await admin.post("/api/progress/watched", json={"ref": ref, "watched": True})).status_code == 204
    assert (await admin.delete("/api/history?title=show:9")).status_code == 204
    assert (await admin.delete("/api/history?title=movie:1")).status_code == 204
    left = [one["ref"] for one in (await admin.get("/api/history")).json()["items"]]
    assert left == ["episode:91:1:1", "movie:2"]
    progress = (await admin.get("/api/progress?refs=movie:1,movie:2,episode:9:1:1,episode:9:1:2")).json()["items"]
    assert [one["ref"] for one in progress if one["watched"]] == ["movie:2"]
    assert (await admin.delete("/api/history?title=show:9")).status_code == 404
    assert (await admin.delete("/api/history?title=episode:9:1:1")).status_code == 422
