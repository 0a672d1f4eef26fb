from collections.abc import AsyncGenerator

import httpx2
import pytest
from fastapi import FastAPI

from miauflix.accounts import Clients, RateLimitMiddleware
from miauflix.api import problems
from miauflix.infra.limits import RateLimiter, Rule
from miauflix.infra.parts import Parts
from miauflix.kit.clock import ManualClock


@pytest.fixture
def app(clock: ManualClock) -> FastAPI:
    parts = Parts()
    parts.put(RateLimiter, RateLimiter(clock))
    parts.put(Clients, Clients())
    app = FastAPI()
    app.state.parts = parts

    @app.get("/{path:path}")
    async def anything(path: str) -> str:
        return path

    app.add_middleware(RateLimitMiddleware, answer=problems.answer, rule=Rule(times=3, per_s=60))
    return app


@pytest.fixture
async def client(app: FastAPI) -> AsyncGenerator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(app=app, client=("192.0.2.1", 5))
    async with httpx2.AsyncClient(transport=transport, base_url="http://miauflix.test") as client:
        yield client


async def test_the_call_after_the_last_is_told_when_to_come_back(
    client: httpx2.AsyncClient, clock: ManualClock
) -> None:
    for _ in range(3):
        assert (await client.get("/api/lists")).status_code == 200
    clock.advance(10)
    refused = await client.get("/api/lists")
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_requests")
    assert refused.headers["retry-after"] == "50"
    assert refused.headers["content-type"] == "application/problem+json"
    clock.advance(50)
    assert (await client.get("/api/lists")).status_code == 200


@pytest.mark.parametrize("path", ["/api/stream/ticket/file", "/api/images/hash/500", "/health", "/", "/assets/a.js"])
async def test_streams_pictures_and_pages_are_not_counted(client: httpx2.AsyncClient, path: str) -> None:
    for _ in range(10):
        assert (await client.get(path)).status_code == 200
    assert (await client.get("/api/lists")).status_code == 200


async def test_each_address_has_its_own_count(client: httpx2.AsyncClient, app: FastAPI) -> None:
    answers = [(await client.get("/api/lists")).status_code for _ in range(5)]
    assert answers[-1] == 429
    transport = httpx2.ASGITransport(app=app, client=("192.0.2.2", 5))
    async with httpx2.AsyncClient(transport=transport, base_url="http://miauflix.test") as other:
        assert (await other.get("/api/lists")).status_code == 200
