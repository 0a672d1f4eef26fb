"""Lists through the door: their pages, one's own, those of the house, and the rows of the home page."""

import httpx2
import pytest
from fastapi import FastAPI

from miauflix.api.home import Home
from miauflix.api.lists import ListPage
from miauflix.infra.db import Database
from tests.services.statements import statements_of

POPULAR = "@@tmdb_movies_popular"
MOST_STATEMENTS = 3


@pytest.mark.parametrize("slug", [POPULAR, "@@tmdb_shows_top_rated"])
async def test_a_page_of_a_list_is_three_statements_at_most_and_what_it_promises(
    app: FastAPI, filled: httpx2.AsyncClient, slug: str
) -> None:
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
    with statements_of(app.state.parts.get(Database)) as seen:
        page = (await filled.get(f"/api/lists/{slug}")).json()
    assert [one["ref"] for one in page["items"]] == ["movie:1002", "show:1003", "movie:1005"]
    assert len(seen) <= MOST_STATEMENTS, seen


async def test_the_home_page_is_what_it_promises_and_does_not_grow_with_its_rows(
    app: FastAPI, filled: httpx2.AsyncClient
) -> None:
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


async def test_what_cannot_be_moved_is_told(filled: httpx2.AsyncClient) -> None:
    mine = (await filled.post("/api/lists", json={"name": "Mine"})).json()["slug"]
    await filled.put(f"/api/lists/{mine}/items/movie:1001")
    refused: list[tuple[str, str, dict[str, object], int, str]] = [
        ("none", "movie:1001", {"position": 1}, 404, "unknown_list"),
        (mine, "movie:1002", {"position": 1}, 404, "unknown_title"),
        (mine, "movie:999999999", {"position": 1}, 404, "unknown_title"),
        (mine, "movie:1001", {"position": 2}, 404, "unknown_position"),
        (mine, "movie:1001", {"position": 0}, 422, "invalid"),
        (mine, "movie:1001", {"position": 10**30}, 422, "invalid"),
        (mine, "movie:1001", {"position": "first"}, 422, "invalid"),
        (mine, "movie:1001", {}, 422, "invalid"),
        (mine, "media:1", {"position": 1}, 422, "invalid_title"),
    ]
    for slug, ref, body, status, code in refused:
        answer = await filled.put(f"/api/lists/{slug}/items/{ref}/position", json=body)
        assert (answer.status_code, answer.json()["code"]) == (status, code), (ref, body)
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
