"""The stand-in keeps to what is known of Trakt: members, statuses, headers and single-use tokens."""

from collections.abc import AsyncGenerator
from typing import Any

import httpx2
import pytest

from miauflix.kit.clock import ManualClock
from tests.fakes.trakt import CLIENT_ID, CLIENT_SECRET, FAULTS, FakeTrakt

OURS = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
HEADERS = {"trakt-api-version": "2", "trakt-api-key": CLIENT_ID}


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def fake(clock: ManualClock) -> FakeTrakt:
    return FakeTrakt(clock)


@pytest.fixture
async def client(fake: FakeTrakt) -> AsyncGenerator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(fake)
    async with httpx2.AsyncClient(transport=transport, base_url="http://trakt", headers=HEADERS) as client:
        yield client


@pytest.fixture
async def token(client: httpx2.AsyncClient, fake: FakeTrakt) -> dict[str, Any]:
    code = (await client.post("/oauth/device/code", json={"client_id": CLIENT_ID})).json()
    fake.allow(code["user_code"])
    answer = await client.post("/oauth/device/token", json={"code": code["device_code"], **OURS})
    client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
    return answer.json()


async def test_a_code_is_polled_to_each_of_its_ends(
    client: httpx2.AsyncClient, fake: FakeTrakt, clock: ManualClock
) -> None:
    code = (await client.post("/oauth/device/code", json={"client_id": CLIENT_ID})).json()
    assert {*code} == {"device_code", "user_code", "verification_url", "expires_in", "interval"}

    async def poll(device_code: str = str(code["device_code"])) -> int:
        return (await client.post("/oauth/device/token", json={"code": device_code, **OURS})).status_code

    assert [await poll(), await poll()] == [400, 429]
    assert await poll("another") == 404
    clock.advance(5)
    fake.deny(code["user_code"])
    assert await poll() == 418
    clock.advance(5)
    fake.allow(code["user_code"])
    assert await poll() == 200
    clock.advance(5)
    assert await poll() == 409
    clock.advance(600)
    assert await poll() == 410


async def test_a_refresh_token_works_once(client: httpx2.AsyncClient, token: dict[str, Any]) -> None:
    assert {*token} == {"access_token", "refresh_token", "token_type", "expires_in", "scope", "created_at"}
    body = {"refresh_token": token["refresh_token"], "redirect_uri": "x", "grant_type": "refresh_token", **OURS}
    assert (await client.post("/oauth/token", json=body)).status_code == 200
    again = await client.post("/oauth/token", json=body)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
    assert (await client.post("/oauth/revoke", json={"token": token["access_token"], **OURS})).status_code == 200
    assert (await client.get("/sync/last_activities")).status_code == 401


@pytest.mark.usefixtures("token")
async def test_a_limit_left_out_is_100_and_one_too_large_is_cut_to_250(
    client: httpx2.AsyncClient, fake: FakeTrakt, clock: ManualClock
) -> None:
    for number in range(1, 301):
        fake.person.want(f"movie:{number}", clock.now())
    for asked, got in ((None, 100), ("1000", 250)):
        answer = await client.get("/sync/watchlist/movies/rank/asc", params={"limit": asked} if asked else {})
        assert len(answer.json()) == got
        assert answer.headers["x-pagination-item-count"] == "300"
        assert answer.headers["x-pagination-page-count"] == str(-(-300 // got))
    item = answer.json()[0]
    assert {"rank", "id", "listed_at", "type", "movie"} <= {*item}
    assert {"trakt", "slug", "imdb", "tmdb"} == {*item["movie"]["ids"]}


@pytest.mark.usefixtures("token")
async def test_what_is_told_twice_is_kept_twice_and_a_scrobble_is_not(
    client: httpx2.AsyncClient, fake: FakeTrakt
) -> None:
    body = {"movies": [{"ids": {"tmdb": 5}, "watched_at": "2026-01-01T00:00:00.000Z"}]}
    for _ in range(2):
        assert (await client.post("/sync/history", json=body)).status_code == 201
    assert len(fake.person.history) == 2
    scrobble = {"movie": {"ids": {"tmdb": 6}}, "progress": 90}
    statuses = [(await client.post("/scrobble/stop", json=scrobble)).status_code for _ in range(2)]
    assert statuses == [201, 409]
    assert (await client.post("/scrobble/pause", json=scrobble | {"progress": 0.5})).status_code == 422


@pytest.mark.usefixtures("token")
async def test_a_full_account_answers_420(client: httpx2.AsyncClient, fake: FakeTrakt) -> None:
    fake.person.most_items = 0
    answer = await client.post("/sync/watchlist", json={"movies": [{"ids": {"tmdb": 1}}]})
    assert (answer.status_code, "x-upgrade-url" in answer.headers) == (420, True)


@pytest.mark.usefixtures("token")
@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault != "slow"])
async def test_every_failure_can_be_had_and_ends(client: httpx2.AsyncClient, fake: FakeTrakt, fault: str) -> None:
    assert (await client.put(f"/lab/fault/{fault}")).status_code == 204
    broken = await client.get("/sync/last_activities")
    assert broken.status_code != 200 or fault in {"html", "cut", "wrong_types"}
    assert (await client.put("/lab/fault/none")).status_code == 204
    assert (await client.get("/sync/last_activities")).status_code == 200
