"""Providers, searches and files on web servers through the real door."""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from datetime import date

import httpx2
import pytest
from fastapi import FastAPI

from miauflix.catalog import TitleFacts, put_movie
from miauflix.infra.db import Database
from miauflix.infra.outbound import Outbound
from miauflix.infra.parts import Parts
from miauflix.kit.clock import SystemClock
from miauflix.kit.playable import Movie
from miauflix.sources import Offer, Sources
from tests.fakes.providers import troubles
from tests.fakes.providers.fake import Fake, film
from tests.fakes.providers.json_services import FakeStremio, FakeYts
from tests.fakes.providers.xml_services import KEY, FakeTorznab
from tests.fakes.served import served
from tests.fakes.web_files import WebFile

HASHES = [f"{number:040x}" for number in range(1, 10)]


def parts_of(app: FastAPI) -> Parts:
    return app.state.parts


@pytest.fixture
async def house(app: FastAPI, admin: httpx2.AsyncClient) -> httpx2.AsyncClient:
    """An admin in a house whose catalogue has the film."""
    async with parts_of(app).get(Database).write() as session:
        facts = TitleFacts(tmdb_id=603, name="The Lamp Post", language="en", release_date=date(2026, 3, 1))
        await put_movie(session, facts, now=SystemClock().now())
    return admin


@pytest.fixture
async def fakes(house: httpx2.AsyncClient) -> AsyncGenerator[dict[str, Fake]]:
    """Three providers, set up by the admin."""
    standing: dict[str, Fake] = {
        "yts": FakeYts([film(1)]),
        "torznab": FakeTorznab([film(1, seeders=90), film(2)]),
        "stremio": FakeStremio([film(3)]),
    }
    async with AsyncExitStack() as stack:
        for name, fake in standing.items():
            base_url = await stack.enter_async_context(served(fake))
            body = {"enabled": True, "base_url": base_url} | ({"api_key": KEY} if name == "torznab" else {})
            answer = await house.put(f"/api/admin/providers/{name}", json=body)
            assert answer.status_code == 200, answer.text
        yield standing


async def test_opening_a_title_finds_its_sources_and_again_asks_nobody(
    house: httpx2.AsyncClient, fakes: dict[str, Fake]
) -> None:
    opened = (await house.get("/api/movies/603?includeSources=true")).json()
    searched = (await house.get("/api/sources/movie:603/search?wait_ms=10000")).json()
    assert opened["search"]["state"] in {"running", "done"}
    assert searched["search"]["state"] == "done"
    assert {one["provider"] for one in searched["items"]} <= {"yts", "torznab"}, "the add-on needs an IMDb id"
    assert len(searched["items"]) == 2
    assert max(one["seeders"] for one in searched["items"]) == 90
    asked = len(fakes["yts"].requests)
    again = (await house.get("/api/movies/603?includeSources=true")).json()
    assert len(again["sources"]) == 2
    assert again["available"] is True
    assert len(fakes["yts"].requests) == asked
    assert (await house.get("/api/movies/603")).json()["search"] is None


async def test_who_missed_the_end_of_a_search_finds_it_beside_the_sources(
    house: httpx2.AsyncClient, fakes: dict[str, Fake]
) -> None:
    before = (await house.get("/api/sources/movie:603")).json()
    assert (before["search"], before["is_stale"], before["listed_at"]) == (None, False, None)
    first = (await house.get("/api/sources/movie:603/search?wait_ms=10000")).json()["search"]
    known = (await house.get("/api/sources/movie:603")).json()
    assert (known["search"], known["is_stale"], len(known["items"])) == (first, False, 2)
    assert known["listed_at"] is not None

    for fake in fakes.values():
        fake.listed.clear()
    await house.get("/api/sources/movie:603/search?wait_ms=10000")
    stale = (await house.get("/api/sources/movie:603")).json()
    assert (stale["is_stale"], stale["search"]["found"], len(stale["items"])) == (True, 0, 2)
    assert stale["listed_at"] == known["listed_at"]


async def test_nobody_is_asked_again_for_what_is_still_good(house: httpx2.AsyncClient, fakes: dict[str, Fake]) -> None:
    address = "/api/sources/movie:603/search?only_if_stale=true&wait_ms=10000"
    assert (await house.get(address)).json()["search"]["state"] == "done"
    asked = len(fakes["yts"].requests)
    again = (await house.get(address)).json()
    assert (again["search"], len(again["items"]), len(fakes["yts"].requests)) == (None, 2, asked)


async def test_nothing_that_leaves_the_house_names_a_hash_a_magnet_or_a_key(
    house: httpx2.AsyncClient, fakes: dict[str, Fake], capfd: pytest.CaptureFixture[str]
) -> None:
    fakes["stremio"].trouble = troubles.page()
    addresses = [
        "/api/sources/movie:603/search?wait_ms=10000",
        "/api/movies/603?includeSources=true",
        "/api/sources/movie:603",
        "/api/admin/providers",
        "/api/admin/audit",
        "/api/sources/nonsense/search",
        "/api/sources/movie:999999999/search",
    ]
    told = [(await house.get(address)).text for address in addresses]
    told += [(await house.post(f"/api/admin/providers/{name}/test")).text for name in fakes]
    wrong = await house.put("/api/admin/providers/torznab", json={"base_url": "nonsense", "api_key": "other-s3cret"})
    assert wrong.status_code == 422
    captured = capfd.readouterr()
    everything = "\n".join([*told, wrong.text, captured.out, captured.err])
    assert "The indexer" not in everything
    for secret in (KEY, "other-s3cret", "magnet:", "btih", *HASHES):
        assert secret not in everything, secret


async def test_an_admin_sets_tries_lists_and_forgets_a_provider(house: httpx2.AsyncClient) -> None:
    fake = FakeTorznab([film()])
    async with served(fake) as base_url:
        tried = await house.post(
            "/api/admin/providers/torznab-2/test", json={"base_url": f"{base_url}/1/api", "api_key": KEY}
        )
        assert tried.json() | {"elapsed_ms": 0} == {
            "ok": True, "kind": None, "detail": "", "said": None,
            "elapsed_ms": 0, "sample": "An indexer", "sample_said": None,
        }  # fmt: skip
        wrong = await house.post("/api/admin/providers/torznab-2/test", json={"base_url": base_url, "api_key": "no"})
        assert (wrong.json()["ok"], wrong.json()["kind"]) == (False, "auth_failed")
        assert [part["code"] for part in wrong.json()["said"]] == ["provider_key_refused"]
        body = {"enabled": True, "base_url": f"{base_url}/1/api", "api_key": KEY}
        put = (await house.put("/api/admin/providers/torznab-2", json=body)).json()
        assert (put["kind"], put["state"], put["has_api_key"]) == ("torznab", "untried", True)
        assert put["base_url"] == f"{base_url}/1/api"
        await house.get("/api/sources/movie:603/search?wait_ms=10000")
        listed = {one["name"]: one for one in (await house.get("/api/admin/providers")).json()}
    assert (listed["torznab-2"]["state"], listed["torznab-2"]["can"]) == ("ok", ["movies", "episodes", "torrents"])
    assert listed["yts"]["state"] == "off"
    actions = [one["action"] for one in (await house.get("/api/admin/audit")).json()["items"]]
    assert "provider_set" in actions
    assert (await house.delete("/api/admin/providers/torznab-2")).status_code == 204
    gone = await house.delete("/api/admin/providers/torznab-2")
    assert (gone.status_code, gone.json()["code"]) == (404, "unknown_provider")


async def test_what_is_sent_empty_is_taken_away_and_what_is_not_sent_stays(house: httpx2.AsyncClient) -> None:
    address, url = "/api/admin/providers/torznab-lake", "https://indexer.example/1/api"
    put = (await house.put(address, json={"enabled": True, "base_url": url, "api_key": KEY})).json()
    assert (put["base_url"], put["has_api_key"]) == (url, True)
    kept = (await house.put(address, json={"enabled": True})).json()
    assert (kept["base_url"], kept["has_api_key"]) == (url, True)
    bare = (await house.put(address, json={"enabled": True, "api_key": ""})).json()
    assert (bare["base_url"], bare["has_api_key"]) == (url, False)
    assert (await house.put(address, json={"enabled": True, "base_url": ""})).json()["code"] == "unfit_provider"
    off = (await house.put(address, json={"enabled": False, "base_url": ""})).json()
    assert (off["base_url"], off["state"]) == (None, "off")


async def test_a_key_that_is_refused_reaches_the_admins_banner_and_rests(
    house: httpx2.AsyncClient, fakes: dict[str, Fake]
) -> None:
    await house.put("/api/admin/providers/torznab", json={"enabled": True, "api_key": "wrong"})
    search = (await house.get("/api/sources/movie:603/search?wait_ms=10000")).json()["search"]
    part = next(one for one in search["providers"] if one["provider"] == "torznab")
    assert (part["state"], part["kind"], part["tries"]) == ("failed", "auth_failed", 1)
    asked = len(fakes["torznab"].requests)
    again = (await house.get("/api/sources/movie:603/search?wait_ms=10000")).json()["search"]
    assert next(one for one in again["providers"] if one["provider"] == "torznab")["tries"] == 0
    assert len(fakes["torznab"].requests) == asked
    listed = {one["name"]: one for one in (await house.get("/api/admin/providers")).json()}
    assert (listed["torznab"]["state"], listed["torznab"]["trouble"]) == ("resting", "auth_failed")


async def test_a_file_on_a_web_server_plays_like_a_torrent(app: FastAPI, house: httpx2.AsyncClient) -> None:
    file, parts = WebFile(bytes(range(256)) * 1000), parts_of(app)
    async with served(file) as base_url:
        parts.get(Outbound).trust("test", [base_url])
        offer = Offer(provider="archive", name="The Lamp Post (2026) WEB-DL.mp4", http_url=f"{base_url}/film.mp4")
        async with parts.get(Database).write() as session:
            await parts.get(Sources).put_offers(session, Movie(603), [offer])
        started = (await house.post("/api/playback", json={"title": "movie:603"})).json()
        assert (started["decision"], started["content_type"]) == ("direct", "video/mp4")
        assert base_url not in str(started)
        part = await house.get(started["url"], headers={"Range": "bytes=100000-100999"})
        assert (part.status_code, part.content) == (206, file.content[100_000:101_000])
        assert (await house.get(f"/api/stream/{started['ticket']}/status")).json()["stage"] == "ready"
        file.status = 404
        gone = await house.get(started["url"])
    assert (gone.status_code, gone.json()["code"]) == (503, "file_unavailable")
    assert base_url not in gone.text


async def test_a_guest_looks_where_nobody_has_but_not_at_will(
    house: httpx2.AsyncClient, client: httpx2.AsyncClient, fakes: dict[str, Fake]
) -> None:
    invitation = (await house.post("/api/invitations", json={"role": "guest"})).json()["token"]
    joined = {"email": "tom@house.example", "password": "another long one"}
    session = (await client.post(f"/api/invitations/{invitation}/accept", json=joined)).json()
    headers = {"Authorization": f"Bearer {session['access_token']}"}
    refused = await client.get("/api/sources/movie:603/search", headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    assert all(fake.requests == [] for fake in fakes.values())
    due = await client.get("/api/sources/movie:603/search?only_if_stale=true&wait_ms=10000", headers=headers)
    assert (due.status_code, len(due.json()["items"])) == (200, 2)
