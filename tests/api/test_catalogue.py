"""The catalogue with TMDB behind it, through the door: pages, lists of one's own, the home page and the banner."""

import json
from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest
import stamina
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import select, update

from miauflix.api.app import create_app
from miauflix.api.control import CONTROL_HEADER, Control
from miauflix.api.home import Home
from miauflix.api.lists import ListPage
from miauflix.catalog import Library
from miauflix.catalog.tables import PersonRow, SeasonRow, TitleRow
from miauflix.infra.db import Database
from miauflix.infra.parts import Parts
from miauflix.infra.scheduler import Tasks
from miauflix.infra.settings import Settings
from miauflix.wiring import running
from tests.fakes.served import served
from tests.fakes.tmdb import FAULTS, TOKEN, FakeTmdb, World
from tests.services.deadline import until, until_answered
from tests.services.statements import statements_of

POPULAR = "@@tmdb_movies_popular"
MOST_STATEMENTS = 3


@pytest.fixture
def fake() -> FakeTmdb:
    return FakeTmdb(World(movies=24, shows=22))


@pytest.fixture
async def app(settings: Settings, fake: FakeTmdb, tmp_path: Path) -> AsyncGenerator[FastAPI]:
    """The house with a token, when the task of its first start has come and gone; only what a test asks for happens."""
    async with served(fake) as url:
        token = {"tmdb_api_access_token": SecretStr(TOKEN), "tmdb_api_url": f"{url}/3"}
        parts = Parts()
        parts.put(Control, Control("http://test", "control token"))
        fake.fault = "html"
        with stamina.set_testing(True, attempts=1):
            async with running(settings.model_copy(update=token), parts):

                async def have_run() -> bool:
                    done = {one.name for one in await parts.get(Tasks).everything() if one.last_result}
                    return done >= {"refreshLists", "seedCatalogue"}

                await until_answered("the first refresh and the first filling, which fail", have_run)
                fake.fault = None
                yield create_app(parts, web_dist=tmp_path / "dist")
        fake.slow_until.set()


@pytest.fixture
async def filled(admin: httpx2.AsyncClient, fake: FakeTmdb) -> httpx2.AsyncClient:
    answer = await admin.post("/api/control/seed", headers={CONTROL_HEADER: "control token"})
    assert json.loads(answer.text.splitlines()[-1])["lines"][0].startswith("4 lists with 46 titles")
    return admin


@pytest.mark.parametrize("slug", [POPULAR, "@@tmdb_shows_top_rated"])
async def test_a_page_of_a_list_is_three_statements_at_most_and_what_it_promises(
    app: FastAPI, filled: httpx2.AsyncClient, slug: str
) -> None:
    await filled.get("/api/auth/me")  # who asks is remembered for two seconds
    with statements_of(app.state.parts.get(Database)) as seen:
        answer = await filled.get(f"/api/lists/{slug}?page=2&page_size=10&lang=de")
    assert answer.status_code == 200
    assert len(seen) <= MOST_STATEMENTS, seen
    page = ListPage.model_validate_json(answer.content)
    assert page.model_dump(mode="json") == answer.json()
    assert len(page.items) == 10
    assert all(one.poster is not None for one in page.items)


async def test_a_list_of_both_kinds_is_three_statements_too(app: FastAPI, filled: httpx2.AsyncClient) -> None:
    slug = (await filled.post("/api/lists", json={"name": "Rainy days"})).json()["slug"]
    for ref in ("movie:1002", "show:1003", "movie:1005"):
        assert (await filled.put(f"/api/lists/{slug}/items/{ref}")).status_code == 204
    await filled.get("/api/auth/me")
    with statements_of(app.state.parts.get(Database)) as seen:
        page = (await filled.get(f"/api/lists/{slug}")).json()
    assert [one["ref"] for one in page["items"]] == ["movie:1002", "show:1003", "movie:1005"]
    assert len(seen) <= MOST_STATEMENTS, seen


async def test_the_home_page_is_what_it_promises_and_does_not_grow_with_its_rows(
    app: FastAPI, filled: httpx2.AsyncClient
) -> None:
    await filled.get("/api/auth/me")
    with statements_of(app.state.parts.get(Database)) as seen:
        answer = await filled.get("/api/home")
    home = Home.model_validate_json(answer.content)
    assert home.model_dump(mode="json") == answer.json()
    assert [row.slug for row in home.rows][:2] == [POPULAR, "@@tmdb_shows_popular"]
    assert len(seen) <= 5, seen  # lists, posters, availability, progress, what was watched


async def test_a_list_of_ones_own_is_filled_emptied_renamed_and_gone(filled: httpx2.AsyncClient) -> None:
    made = (await filled.post("/api/lists", json={"name": " Rainy days "})).json()
    slug = made["slug"]
    assert (made["name"], made["kind"], made["own"]) == ("Rainy days", "mixed", True)
    for number in (1001, 1002, 1003, 1002):
        await filled.put(f"/api/lists/{slug}/items/movie:{number}")
    await filled.delete(f"/api/lists/{slug}/items/movie:1001")
    await filled.delete(f"/api/lists/{slug}/items/movie:1001")
    page = (await filled.get(f"/api/lists/{slug}?page_size=1&page=2")).json()
    assert (page["total"], [one["ref"] for one in page["items"]]) == (2, ["movie:1003"])
    assert (await filled.patch(f"/api/lists/{slug}", json={"name": "Sunny days"})).status_code == 204
    assert [one["name"] for one in (await filled.get("/api/lists")).json() if one["own"]] == ["Sunny days"]
    assert (await filled.delete(f"/api/lists/{slug}")).status_code == 204
    assert (await filled.get(f"/api/lists/{slug}")).status_code == 404


async def test_a_list_exists_for_its_profile_alone_and_the_houses_lists_are_nobodys_to_change(
    filled: httpx2.AsyncClient,
) -> None:
    slug = (await filled.post("/api/lists", json={"name": "Mine"})).json()["slug"]
    other = (await filled.post("/api/profiles", json={"name": "Other", "avatar": "cat-amber"})).json()
    entered = (await filled.post(f"/api/profiles/{other['id']}/select", json={})).json()
    filled.headers["Authorization"] = f"Bearer {entered['access_token']}"
    answers = [
        await filled.get(f"/api/lists/{slug}"),
        await filled.put(f"/api/lists/{slug}/items/movie:1001"),
        await filled.patch(f"/api/lists/{slug}", json={"name": "x"}),
        await filled.delete(f"/api/lists/{slug}"),
        await filled.delete(f"/api/lists/{POPULAR}"),
        await filled.put(f"/api/lists/{POPULAR}/items/movie:1001"),
        await filled.put(f"/api/lists/{slug}/items/movie:1001/position", json={"position": 1}),
        await filled.put(f"/api/lists/{POPULAR}/items/movie:1001/position", json={"position": 1}),
    ]
    assert [answer.json()["code"] for answer in answers] == ["unknown_list"] * 8
    assert slug not in {one["slug"] for one in (await filled.get("/api/lists")).json()}


@pytest.mark.parametrize(
    ("slug", "ref", "body", "status", "code"),
    [
        ("none", "movie:1001", {"position": 1}, 404, "unknown_list"),
        ("mine", "movie:1002", {"position": 1}, 404, "unknown_title"),
        ("mine", "movie:999999999", {"position": 1}, 404, "unknown_title"),
        ("mine", "movie:1001", {"position": 2}, 404, "unknown_position"),
        ("mine", "movie:1001", {"position": 0}, 422, "invalid"),
        ("mine", "movie:1001", {"position": 10**30}, 422, "invalid"),
        ("mine", "movie:1001", {"position": "first"}, 422, "invalid"),
        ("mine", "movie:1001", {}, 422, "invalid"),
        ("mine", "media:1", {"position": 1}, 422, "invalid_title"),
    ],
)
async def test_what_cannot_be_moved_is_told(
    filled: httpx2.AsyncClient, slug: str, ref: str, body: dict[str, object], status: int, code: str
) -> None:
    mine = (await filled.post("/api/lists", json={"name": "Mine"})).json()["slug"]
    await filled.put(f"/api/lists/{mine}/items/movie:1001")
    answer = await filled.put(f"/api/lists/{mine if slug == 'mine' else slug}/items/{ref}/position", json=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_title_knows_which_lists_of_the_profile_it_is_on(filled: httpx2.AsyncClient) -> None:
    slugs = [(await filled.post("/api/lists", json={"name": name})).json()["slug"] for name in ("One", "Two", "Three")]
    for slug in slugs[:2]:
        assert (await filled.put(f"/api/lists/{slug}/items/movie:1001")).status_code == 204
    assert sorted((await filled.get("/api/lists/with/movie:1001")).json()["slugs"]) == sorted(slugs[:2])
    assert (await filled.get("/api/lists/with/show:1001")).json() == {"slugs": []}
    assert (await filled.get("/api/lists/with/movie:999999999")).json()["code"] == "unknown_title"
    await filled.delete(f"/api/lists/{slugs[0]}/items/movie:1001")
    assert (await filled.get("/api/lists/with/movie:1001")).json() == {"slugs": [slugs[1]]}
    other = (await filled.post("/api/profiles", json={"name": "Other", "avatar": "cat-amber"})).json()
    entered = (await filled.post(f"/api/profiles/{other['id']}/select", json={})).json()
    filled.headers["Authorization"] = f"Bearer {entered['access_token']}"
    assert (await filled.get("/api/lists/with/movie:1001")).json() == {"slugs": []}


async def test_an_admin_orders_and_hides_the_rows_of_the_home_page(filled: httpx2.AsyncClient) -> None:
    rows = [
        {"slug": "@@tmdb_shows_top_rated", "visible": True},
        {"slug": POPULAR, "visible": False},
    ]
    assert (await filled.put("/api/admin/home-rows", json=rows)).status_code == 204
    composed = (await filled.get("/api/admin/home-rows")).json()
    assert [(one["slug"], one["visible"]) for one in composed][:2] == [
        ("@@tmdb_shows_top_rated", True),
        (POPULAR, False),
    ]
    shown = [row["slug"] for row in (await filled.get("/api/home")).json()["rows"]]
    assert shown[0] == "@@tmdb_shows_top_rated"
    assert POPULAR not in shown
    unknown = await filled.put("/api/admin/home-rows", json=[{"slug": "none", "visible": True}])
    assert (unknown.status_code, unknown.json()["code"]) == (404, "unknown_list")


async def test_what_an_admin_puts_on_a_list_for_the_house_everybody_sees_and_admins_change(
    filled: httpx2.AsyncClient,
) -> None:
    made = (await filled.post("/api/admin/home-rows", json={"name": " Cat evenings "})).json()
    slug = made["slug"]
    assert (made["name"], made["own"], made["of_house"], made["visible"]) == ("Cat evenings", True, True, True)
    assert slug not in {row["slug"] for row in (await filled.get("/api/home")).json()["rows"]}, "nothing is on it yet"
    for number in (1003, 1001):
        assert (await filled.put(f"/api/lists/{slug}/items/movie:{number}")).status_code == 204
    assert (await filled.get("/api/lists/with/movie:1001")).json() == {"slugs": [slug]}
    admin = filled.headers["Authorization"]
    invitation = (await filled.post("/api/invitations", json={"role": "user"})).json()
    tom = {"email": "tom@example.org", "password": "another long one"}
    joined = (await filled.post(f"/api/invitations/{invitation['token']}/accept", json=tom)).json()
    filled.headers["Authorization"] = f"Bearer {joined['access_token']}"
    (row,) = [row for row in (await filled.get("/api/home")).json()["rows"] if row["slug"] == slug]
    assert (row["name"], [card["tmdb_id"] for card in row["items"]]) == ("Cat evenings", [1003, 1001])
    (seen,) = [one for one in (await filled.get("/api/lists")).json() if one["slug"] == slug]
    assert (seen["own"], seen["of_house"]) == (False, True)
    assert (await filled.get("/api/lists/with/movie:1001")).json() == {"slugs": []}
    for refused in (
        await filled.put(f"/api/lists/{slug}/items/movie:1002"),
        await filled.delete(f"/api/lists/{slug}/items/movie:1001"),
        await filled.patch(f"/api/lists/{slug}", json={"name": "x"}),
        await filled.delete(f"/api/lists/{slug}"),
    ):
        assert (refused.status_code, refused.json()["code"]) == (404, "unknown_list")
    assert (await filled.post("/api/admin/home-rows", json={"name": "Tom's"})).status_code == 403
    filled.headers["Authorization"] = admin
    hidden = [{"slug": slug, "visible": False}]
    assert (await filled.put("/api/admin/home-rows", json=hidden)).status_code == 204
    assert slug not in {row["slug"] for row in (await filled.get("/api/home")).json()["rows"]}
    assert (await filled.patch(f"/api/lists/{slug}", json={"name": "Nights"})).status_code == 204
    assert (await filled.get(f"/api/lists/{slug}")).json()["name"] == "Nights"
    assert (await filled.delete(f"/api/lists/{slug}")).status_code == 204
    assert (await filled.get(f"/api/lists/{slug}")).status_code == 404


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
        counts.append(len([one for one in seen if "session" not in one.text]))
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
