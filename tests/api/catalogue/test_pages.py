"""The catalogue with TMDB behind it, through the door: titles, genres, search and the banner."""

import json
from datetime import UTC, datetime

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import select, update

from miauflix.catalog import Library
from miauflix.catalog.tables import PersonRow, SeasonRow, TitleRow
from miauflix.infra.db import Database
from tests.api.catalogue.test_lists import POPULAR
from tests.fakes.tmdb import FAULTS, TOKEN, FakeTmdb, World
from tests.services.deadline import until
from tests.services.statements import statements_of


async def test_a_title_nobody_has_asked_for_is_fetched_with_its_people(admin: httpx2.AsyncClient) -> None:
    film = (await admin.get("/api/movies/1002?lang=de")).json()
    assert (film["title"], film["imdb_id"], film["status"]) == (film["title"], "tt0001002", "Released")
    assert film["overview"].startswith("[de]")
    assert len(film["cast"]) == 12
    assert film["crew"][0]["job"] == "Director"
    season = (await admin.get("/api/shows/1004/seasons/1")).json()
    assert [one["title"] for one in season["episodes"]][:2] == ["Chapter 1", "Chapter 2"]
    show = (await admin.get("/api/shows/1004?lang=de")).json()
    assert [(one["number"], one["episode_count"]) for one in show["seasons"]] == [(0, 3), (1, 7)]
    person = (await admin.get(f"/api/people/{film['cast'][0]['person_id']}")).json()
    assert person["name"] == film["cast"][0]["name"]
    assert "movie:1002" in {one["ref"] for one in person["titles"]}


async def test_a_film_is_shown_among_those_it_belongs_with_whatever_tmdb_does(
    app: FastAPI, admin: httpx2.AsyncClient, fake: FakeTmdb
) -> None:
    await admin.get("/api/movies/1008")
    fake.fault = "html"
    alone = (await admin.get("/api/movies/1008/collection")).json()
    assert (alone["id"], alone["name"], [one["ref"] for one in alone["films"]]) == (16, "Collection 16", ["movie:1008"])
    fake.fault = None
    app.state.parts.get(Library).asked().health._rests_until = None  # as if the time had passed
    page = (await admin.get("/api/movies/1008/collection")).json()
    assert {one["ref"] for one in page["films"]} == {"movie:1002", "movie:1008", "movie:1014"}
    years = [one["year"] for one in page["films"]]
    assert years == sorted(years)
    assert all(one["poster"] and not one["available"] for one in page["films"])
    await admin.get("/api/movies/1002")
    with statements_of(app.state.parts.get(Database)) as seen:
        other = (await admin.get("/api/movies/1002/collection")).json()
    assert [one["ref"] for one in other["films"]] == [one["ref"] for one in page["films"]]
    assert len(seen) <= _MOST_OF_COLLECTION, seen


# Who asks, what is known of the film, the film, when its collection was read, the films, where they can be had.
_MOST_OF_COLLECTION = 6


@pytest.mark.parametrize(("film", "code"), [(1001, "unknown_collection"), (5, "unknown_title")])
async def test_what_belongs_to_nothing_is_told(admin: httpx2.AsyncClient, film: int, code: str) -> None:
    answer = await admin.get(f"/api/movies/{film}/collection")
    assert (answer.status_code, answer.json()["code"]) == (404, code)


async def test_a_show_says_how_much_of_each_season_the_profile_has_watched(
    app: FastAPI, admin: httpx2.AsyncClient
) -> None:
    async def watched(show: int) -> dict[int, tuple[int, int]]:
        seasons = (await admin.get(f"/api/shows/{show}")).json()["seasons"]
        return {one["number"]: (one["watched_count"], one["episode_count"]) for one in seasons}

    assert await watched(1004) == {0: (0, 3), 1: (0, 7)}
    # Of another show whose number begins alike, of an episode that is none, of one that was taken back again.
    refs = ["1004:0:1", "1004:0:2", "1004:0:3", "1004:1:2", "1004:1:5", "10041:1:1", "1004:0:77"]
    for ref in refs:
        body = {"ref": f"episode:{ref}", "watched": True}
        assert (await admin.post("/api/progress/watched", json=body)).is_success
    await admin.post("/api/progress/watched", json={"ref": "episode:1004:1:5", "watched": False})
    assert await watched(1004) == {0: (3, 3), 1: (1, 7)}
    counts: list[int] = []
    for show, seasons in ((1004, 2), (1007, 4)):
        assert len(await watched(show)) == seasons
        with statements_of(app.state.parts.get(Database)) as seen:
            await watched(show)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 7, counts
    other = (await admin.post("/api/profiles", json={"name": "Other", "avatar": "cat-amber"})).json()
    entered = (await admin.post(f"/api/profiles/{other['id']}/select", json={})).json()
    admin.headers["Authorization"] = f"Bearer {entered['access_token']}"
    assert await watched(1004) == {0: (0, 3), 1: (0, 7)}


async def test_genres_have_their_names_and_lists(filled: httpx2.AsyncClient) -> None:
    genres = (await filled.get("/api/genres?kind=movie")).json()
    assert {one["name"] for one in genres} >= {"Action", "Drama"}
    assert {one["kind"] for one in genres} == {"movie"}
    assert next(one for one in genres if one["id"] == 18)["list_slug"] == "@@tmdb_movies_genre_18"


async def grow_stale(database: Database) -> None:
    """Everything that was read was read long ago."""
    async with database.write() as session:
        for row in (TitleRow, SeasonRow, PersonRow):
            read = row.detailed_at.is_not(None)
            await session.execute(update(row).where(read).values(detailed_at=datetime(2026, 1, 1, tzinfo=UTC)))


async def test_the_list_of_a_genre_is_there_before_anybody_has_filled_it(
    filled: httpx2.AsyncClient, fake: FakeTmdb
) -> None:
    """Filling the catalogue reads the genres' names; their lists are the next refresh's."""
    fake.fault = "html"
    empty = await filled.get("/api/lists/@@tmdb_movies_genre_18?lang=de")
    assert (empty.status_code, empty.json()["total"], empty.json()["name"]) == (200, 0, "Drama")
    fake.fault = None
    page = (await filled.get("/api/lists/@@tmdb_movies_genre_18")).json()
    assert page["total"] == len(page["items"]) == len(fake.world.of_genre("movie", 18))
    assert (await filled.get("/api/lists/@@tmdb_movies_genre_99999")).status_code == 404


async def test_what_tmdb_finds_comes_after_what_is_here_and_its_failing_changes_nothing(
    filled: httpx2.AsyncClient, fake: FakeTmdb, app: FastAPI
) -> None:
    """All of the lists' films are here; of the same stand-in, those that came later are only at TMDB."""
    fake.world = World(movies=400, shows=22)
    query = "/api/search?q=Harbour"
    here = (await filled.get(query)).json()
    assert (here["source"], len(here["items"]) > 0) == ("local", True)
    fake.fault = "html"
    assert (await filled.get(f"{query}&merge=true")).json() == here
    fake.fault = None
    tmdb = app.state.parts.get(Library).asked()
    tmdb.health._failures, tmdb.health._rests_until = 0, None  # as if the time had passed
    merged = (await filled.get(f"{query}&merge=true")).json()
    assert merged["source"] == "merged"
    refs = [one["ref"] for one in merged["items"]]
    ours = [one["ref"] for one in here["items"]]
    assert len(refs) == len(set(refs)) > len(ours)
    assert [ref for ref in refs if ref in ours] == refs[: len(ours)], "ours come first"


async def test_whatever_tmdb_does_pages_show_what_is_stored_and_the_admin_is_told(
    app: FastAPI, filled: httpx2.AsyncClient, fake: FakeTmdb
) -> None:
    """Titles, a season and a person that were read long ago, and each of them in a language nobody has read before."""
    database, library = app.state.parts.get(Database), app.state.parts.get(Library)
    tmdb = library.asked()
    film = (await filled.get("/api/movies/1002")).json()
    person = f"/api/people/{film['cast'][0]['person_id']}"
    stale = ("/api/movies/1002", "/api/shows/1004", "/api/shows/1004/seasons/1", person)
    for path in stale:
        assert (await filled.get(path)).status_code == 200
    await grow_stale(database)
    async with database.read() as session:
        known = set(await session.scalars(select(PersonRow.tmdb_id)))
    strangers = [one for one in range(1, 4000) if one not in known]
    fake.fault = "refused"
    pages = ("/api/home", f"/api/lists/{POPULAR}", *stale, *(f"{path}?lang=fr" for path in stale))
    before = {path: (await filled.get(path)).json() for path in pages}
    for number, fault in enumerate(FAULTS):
        fake.fault = fault
        tmdb.health._failures, tmdb.health._rests_until = 0, None  # as if the time had passed
        asked = fake.asked.total()
        unknown = await filled.get(f"/api/people/{strangers[number]}")
        assert {path: (await filled.get(path)).json() for path in before} == before, fault
        assert fake.asked.total() > asked, fault
        if fault == "slow":
            fake.slow_until.set()
        await until("what goes on behind the reader's back", lambda: not library._refreshing)
        problems = (await filled.get("/api/admin/status")).json()["problems"]
        assert [one["code"].partition("_")[0] for one in problems] == ["tmdb"], fault
        assert unknown.status_code == 503, fault
        assert all(one["fix"] and TOKEN not in json.dumps(one) for one in problems)


async def test_any_language_a_profile_may_have_is_one_to_read_in(filled: httpx2.AsyncClient) -> None:
    for language in ("fil", "zh-Hant", "zh-Hant-TW", "es-419"):
        made = {"name": language, "avatar": "cat-amber", "language": language}
        answer = await filled.post("/api/profiles", json=made)
        assert (answer.status_code, answer.json()["language"]) == (201, language)
        for path in ("/api/movies/1002", "/api/shows/1004/seasons/1", "/api/genres", "/api/home"):
            assert (await filled.get(f"{path}?lang={language}")).status_code == 200, (path, language)
        assert (await filled.delete(f"/api/profiles/{answer.json()['id']}")).status_code == 204
    refused = {"name": "Odd", "avatar": "cat-amber", "language": "de-12345678"}
    assert (await filled.post("/api/profiles", json=refused)).status_code == 422
    assert (await filled.get("/api/genres?lang=de-12345678")).status_code == 422


async def test_without_trouble_there_is_no_banner(filled: httpx2.AsyncClient) -> None:
    assert (await filled.get("/api/admin/status")).json() == {"problems": []}
