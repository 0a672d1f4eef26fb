"""A body that is too large is refused before it has been read."""

import base64
from collections.abc import AsyncGenerator

import httpx2
import pytest

from tests.api.conftest import PASSWORD

MIB = 1 << 20


class Flood:
    """A body of `total` bytes that counts how many of them were asked for."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.asked = 0

    async def __aiter__(self) -> AsyncGenerator[bytes]:
        while self.asked < self.total:
            self.asked += 65_536
            yield b"x" * 65_536


@pytest.mark.parametrize("is_length_told", [True, False])
async def test_a_body_above_the_limit_is_refused_unread_by_name(
    client: httpx2.AsyncClient, is_length_told: bool
) -> None:
    flood = Flood(60 * MIB)
    headers = {"Content-Type": "application/json"} | ({"Content-Length": str(flood.total)} if is_length_told else {})
    answer = await client.post("/api/auth/login", content=flood, headers=headers)
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, problem["code"]) == (413, "too_large")
    assert "1 MiB" in problem["detail"]
    assert answer.headers["x-request-id"]
    assert "default-src" in answer.headers["content-security-policy"]
    assert flood.asked <= MIB + 65_536


async def test_a_torrent_above_the_limit_of_other_requests_is_taken_and_one_above_its_own_is_not(
    admin: httpx2.AsyncClient,
) -> None:
    large = await admin.post("/api/admin/titles", json={"torrent": base64.b64encode(b"x" * 15 * MIB).decode()})
    assert (large.status_code, large.json()["code"]) == (422, "invalid_torrent")
    flood = Flood(60 * MIB)
    larger = await admin.post("/api/admin/titles", content=flood, headers={"Content-Type": "application/json"})
    assert (larger.status_code, larger.json()["code"]) == (413, "too_large")
    assert "21.1 MiB" in larger.json()["detail"]
    assert flood.asked < 22 * MIB


async def test_what_is_within_the_limit_is_answered_as_ever(admin: httpx2.AsyncClient) -> None:
    body = {"email": "nobody@example.org", "password": PASSWORD, "padding": "x" * (MIB - 200)}
    assert (await admin.post("/api/auth/login", json=body)).status_code == 401
