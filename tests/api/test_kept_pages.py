"""A page of a list is kept as it went out, and is right all the same: whatever changes on it, and whoever asks."""

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import update

from miauflix.catalog import TitleFacts, put_list, put_movie, put_show, put_translation, store
from miauflix.catalog.tables import PictureRow, TitleRow
from miauflix.infra.db import Database, KeptAnswers
from miauflix.infra.parts import Parts
from miauflix.kit.clock import ManualClock, SystemClock
from miauflix.kit.playable import Movie
from miauflix.sources.tables import SourceRow, TorrentRow
from tests.api.catalogue.test_lists import MOST_STATEMENTS
from tests.api.conftest import EMAIL, PASSWORD
from tests.services.statements import statements_of

PAGE = "/api/lists/wall?page_size=3"


@pytest.fixture
async def database(app: FastAPI, admin: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> Database:
    """The house's own, with a list of four films."""
    del admin
    parts: Parts = app.state.parts
    database = parts.get(Database)
    # However slow the machine is: what is kept for two seconds on PostgreSQL does not grow old by itself here.
    monkeypatch.setattr(parts.get(KeptAnswers), "_clock", ManualClock())
    async with database.write() as session:
        for number in range(1, 5):
            await put_movie(session, TitleFacts(number, f"Film {number}"), now=SystemClock().now())
        await put_list(session, "wall", "A wall", "movie", [1, 2, 3, 4])
    return database


async def titles(client: httpx2.AsyncClient, path: str = PAGE) -> list[str]:
    return [one["title"] for one in (await client.get(path)).raise_for_status().json()["items"]]


async def sign_in(client: httpx2.AsyncClient) -> None:
    """A session nobody has asked for yet, so that nothing of it is remembered."""
    answer = await client.post("/api/auth/login", json={"email": EMAIL, "password": PASSWORD})
    client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"


@pytest.mark.parametrize("kinds", ["films", "both"])
async def test_a_page_is_three_statements_cold_and_none_warm(
    app: FastAPI, admin: httpx2.AsyncClient, database: Database, kinds: str
) -> None:
    if kinds == "both":
        async with database.write() as session:
            await put_show(session, TitleFacts(9, "Show"), [], now=SystemClock().now())
            shows = await store.title_ids(session, "show", [9])
            films = await store.title_ids(session, "movie", [1])
            await store.replace_list_items(session, "wall", [shows[9], films[1]])
    await sign_in(admin)
    with statements_of(database) as cold:
        first = await admin.get(PAGE)
    assert 0 < len(cold) <= MOST_STATEMENTS, cold
    with statements_of(database) as again:
        second = await admin.get(PAGE)
    assert len(again) <= 1, again  # who asks is remembered for two seconds, and this machine may be slow
    assert second.content == first.content
    assert first.headers["content-type"] == second.headers["content-type"] == "application/json"


async def test_a_changed_title_is_on_the_next_answer(admin: httpx2.AsyncClient, database: Database) -> None:
    assert await titles(admin) == ["Film 1", "Film 2", "Film 3"]
    async with database.write() as session:
        await put_movie(session, TitleFacts(2, "Another name"), now=SystemClock().now())
    assert await titles(admin) == ["Film 1", "Another name", "Film 3"]
    async with database.write() as session:
        await session.execute(update(TitleRow).where(TitleRow.tmdb_id == 3).values(name="A third"))
    assert await titles(admin) == ["Film 1", "Another name", "A third"]


async def test_a_list_that_is_filled_anew_is_on_the_next_answer(admin: httpx2.AsyncClient, database: Database) -> None:
    assert await titles(admin, f"{PAGE}&page=2") == ["Film 4"]
    async with database.write() as session:
        await put_list(session, "wall", "A wall", "movie", [4, 3])
    assert await titles(admin) == ["Film 4", "Film 3"]
    assert await titles(admin, f"{PAGE}&page=2") == []


async def test_each_language_has_its_own(admin: httpx2.AsyncClient, database: Database) -> None:
    assert await titles(admin, f"{PAGE}&lang=de") == ["Film 1", "Film 2", "Film 3"]
    async with database.write() as session:
        await put_translation(session, "movie", TitleFacts(1, "Der Film", language="de"))
    assert await titles(admin, f"{PAGE}&lang=de") == ["Der Film", "Film 2", "Film 3"]
    assert await titles(admin) == ["Film 1", "Film 2", "Film 3"]


async def test_a_source_that_comes_or_dies_is_on_the_next_answer(admin: httpx2.AsyncClient, database: Database) -> None:
    async def available() -> list[bool]:
        return [one["available"] for one in (await admin.get(PAGE)).json()["items"]]

    now = SystemClock().now()
    assert await available() == [False, False, False]
    async with database.write() as session:
        session.add(TorrentRow(id="t", ih_index=b"i", ih=b"sealed", name=b"sealed", added_at=now))
        await session.flush()
        session.add(SourceRow(id="s", ref=str(Movie(2)), torrent_id="t", provider="demo", added_at=now))
    assert await available() == [False, True, False]
    async with database.write() as session:
        await session.execute(update(TorrentRow).values(dead_at=now))
    assert await available() == [False, False, False]


async def test_a_picture_that_has_come_is_on_the_next_answer(admin: httpx2.AsyncClient, database: Database) -> None:
    async with database.write() as session:
        session.add(PictureRow(hash="p", width=2, height=3, thumbhash=""))
        await session.flush()
        await session.execute(update(TitleRow).where(TitleRow.tmdb_id == 1).values(poster="p"))
    assert (await admin.get(PAGE)).json()["items"][0]["poster"]["thumbhash"] == ""
    async with database.write() as session:
        await session.execute(update(PictureRow).values(thumbhash="abc"))
    assert (await admin.get(PAGE)).json()["items"][0]["poster"]["thumbhash"] == "abc"


async def test_a_list_of_ones_own_stays_ones_own(admin: httpx2.AsyncClient, database: Database) -> None:
    del database
    slug = (await admin.post("/api/lists", json={"name": "Mine"})).json()["slug"]
    assert (await admin.put(f"/api/lists/{slug}/items/movie:1")).status_code == 204
    assert await titles(admin, f"/api/lists/{slug}") == ["Film 1"]
    other = (await admin.post("/api/profiles", json={"name": "Other"})).json()
    selected = await admin.post(f"/api/profiles/{other['id']}/select", json={})
    admin.headers["Authorization"] = f"Bearer {selected.json()['access_token']}"
    assert (await admin.get(f"/api/lists/{slug}")).status_code == 404


async def test_a_list_of_ones_own_is_never_shown_in_its_old_order(
    admin: httpx2.AsyncClient, database: Database
) -> None:
    del database
    slug = (await admin.post("/api/lists", json={"name": "Mine"})).json()["slug"]
    path = f"/api/lists/{slug}?page_size=2"
    for number in (1, 2, 3):
        await admin.put(f"/api/lists/{slug}/items/movie:{number}")
    assert await titles(admin, path) == ["Film 1", "Film 2"]
    moved = await admin.put(f"/api/lists/{slug}/items/movie:3/position", json={"position": 1})
    assert moved.status_code == 204
    assert await titles(admin, path) == ["Film 3", "Film 1"]
    assert await titles(admin, f"{path}&page=2") == ["Film 2"]
    await admin.delete(f"/api/lists/{slug}/items/movie:3")
    assert await titles(admin, path) == ["Film 1", "Film 2"]
    assert await titles(admin, f"{path}&page=2") == []


async def test_who_is_not_signed_in_gets_no_page_that_is_kept(admin: httpx2.AsyncClient, database: Database) -> None:
    del database
    assert len(await titles(admin)) == 3
    del admin.headers["Authorization"]
    assert (await admin.get(PAGE)).status_code == 401


async def test_home_keeps_what_is_everybodys_and_reads_what_is_ones_own(
    admin: httpx2.AsyncClient, database: Database
) -> None:
    await sign_in(admin)
    async with database.write() as session:
        await put_list(session, "wall", "A wall", "movie", [1, 2, 3, 4], is_visible=True)
    first = (await admin.get("/api/home")).json()
    assert [one["title"] for one in first["rows"][0]["items"]] == ["Film 1", "Film 2", "Film 3", "Film 4"]
    with statements_of(database) as warm:
        assert (await admin.get("/api/home")).json() == first
    assert not [one.text for one in warm if "media_list" in one.text]
    body = {"ref": "movie:2", "position_s": 600, "duration_s": 3600}
    assert (await admin.post("/api/progress", json=body)).is_success
    assert [one["ref"] for one in (await admin.get("/api/home")).json()["continue_watching"]] == ["movie:2"]
    async with database.write() as session:
        await put_movie(session, TitleFacts(1, "Another name"), now=SystemClock().now())
    assert (await admin.get("/api/home")).json()["rows"][0]["items"][0]["title"] == "Another name"
