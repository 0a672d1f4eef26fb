"""Trakt through the door: how to set it up, linking with a code, and what is refused."""

from collections.abc import AsyncGenerator
from pathlib import Path

import httpx2
import pytest
from pydantic import SecretStr

from miauflix.api.app import create_app
from miauflix.infra.parts import Parts
from miauflix.infra.settings import Settings
from miauflix.kit.clock import SystemClock
from miauflix.wiring import running
from tests.api.conftest import EMAIL, PASSWORD
from tests.fakes.served import served
from tests.fakes.trakt import CLIENT_ID, CLIENT_SECRET, FakeTrakt
from tests.services.deadline import until_answered


async def test_without_an_application_it_says_how_to_make_one(admin: httpx2.AsyncClient) -> None:
    status = (await admin.get("/api/trakt")).json()
    assert (status["configured"], status["linked"], status["pending"]) == (False, False, False)
    assert "TRAKT_CLIENT_ID and TRAKT_CLIENT_SECRET" in status["how_to_configure"]
    for method, path in (("POST", "/api/trakt/link"), ("DELETE", "/api/trakt")):
        refused = await admin.request(method, path)
        assert (refused.status_code, refused.json()["code"]) == (409, "trakt_not_configured")
        assert "TRAKT_CLIENT_SECRET" in refused.json()["detail"]
    assert (await admin.get("/api/trakt/link")).json()["state"] == "none"


@pytest.fixture
def fake() -> FakeTrakt:
    return FakeTrakt(SystemClock())


@pytest.fixture
async def configured(tmp_path: Path, fake: FakeTrakt) -> AsyncGenerator[httpx2.AsyncClient]:
    """The first admin of a house whose operator has made an application."""
    parts = Parts()
    async with served(fake) as url:
        settings = Settings(
            _env_file=None,  # pyright: ignore[reportCallIssue]  pydantic-settings' own argument
            miauflix_data_dir=tmp_path / "data",
            torrent_dht=False,
            demo_films=0,
            trakt_client_id=CLIENT_ID,
            trakt_client_secret=SecretStr(CLIENT_SECRET),
            trakt_api_url=url,
            trakt_auth_url=url,
        )
        async with running(settings, parts):
            transport = httpx2.ASGITransport(create_app(parts, web_dist=tmp_path / "dist"))
            async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
                answer = await client.post("/api/auth/setup", json={"email": EMAIL, "password": PASSWORD})
                client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
                yield client


async def test_a_profile_is_linked_by_typing_a_code_and_unlinked_again(
    configured: httpx2.AsyncClient, fake: FakeTrakt
) -> None:
    fake.person.want("movie:5", SystemClock().now())
    begun = await configured.post("/api/trakt/link")
    link = begun.json()
    assert (begun.status_code, link["state"], link["user_code"]) == (201, "pending", "0000AAAA")
    assert link["verification_url_complete"] == "https://trakt.tv/activate/0000AAAA"
    assert (await configured.get("/api/trakt")).json()["pending"]
    fake.allow(link["user_code"])

    async def is_synced() -> bool:
        return (await configured.get("/api/trakt")).json()["synced_at"] is not None

    await until_answered("the link and the first exchange", is_synced)
    status = (await configured.get("/api/trakt")).json()
    assert (status["linked"], status["username"], status["trouble"]) == (True, "mia", None)
    assert (await configured.get("/api/trakt/link")).json()["state"] == "linked"
    assert (await configured.get("/api/watchlist/refs")).json() == {"refs": ["movie:5"]}
    assert (await configured.post("/api/trakt/link")).json()["code"] == "trakt_already_linked"
    tasks = {one["name"] for one in (await configured.get("/api/admin/tasks")).json()}
    assert {"syncTrakt", "closeScrobbles"} <= tasks
    assert (await configured.delete("/api/trakt")).status_code == 204
    assert (await configured.delete("/api/trakt")).status_code == 404
    await until_answered("the token to be revoked", lambda: _answer(fake.revoked == ["access 1"]))


async def test_trakt_hears_a_player_begin_pause_go_on_and_stop(configured: httpx2.AsyncClient, fake: FakeTrakt) -> None:
    fake.allow((await configured.post("/api/trakt/link")).json()["user_code"])

    async def is_linked() -> bool:
        return (await configured.get("/api/trakt")).json()["synced_at"] is not None

    await until_answered("the link and the first exchange", is_linked)
    told = [("playing", 600), ("playing", 610), ("paused", 612), ("playing", 612), ("stopped", 1200), ("stopped", 1200)]
    for state, position_s in told:
        body = {"ref": "movie:603", "position_s": position_s, "duration_s": 6000, "state": state}
        assert (await configured.post("/api/progress", json=body)).status_code == 204
    expected = [("start", 10.0), ("pause", 10.2), ("start", 10.2), ("stop", 20.0)]

    async def is_told() -> bool:
        return [(action, progress) for action, _, progress in fake.person.scrobbles] == expected

    await until_answered("every word of the player to reach Trakt, in order", is_told)


async def _answer(value: bool) -> bool:
    return value


async def test_a_trakt_that_is_away_is_503_with_the_reason(configured: httpx2.AsyncClient, fake: FakeTrakt) -> None:
    fake.fault = "blocked"
    answer = await configured.post("/api/trakt/link")
    assert (answer.status_code, answer.json()["code"]) == (503, "trakt_unreachable")
    assert (await configured.get("/api/trakt")).json()["pending"] is False
