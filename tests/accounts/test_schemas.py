"""What is not even asked of the services: requests that make no sense. Storage plays no part, so SQLite serves."""

import pytest

from miauflix.infra.db import Database
from tests.accounts.conftest import EMAIL, PASSWORD, Browser, NewBrowser, set_up, verdict


@pytest.fixture
def any_database(database: Database) -> Database:
    return database


@pytest.mark.parametrize("length", [7, 257])
async def test_a_password_has_8_to_256_characters(browser: Browser, length: int) -> None:
    answer = await browser.post("/api/auth/setup", json={"email": EMAIL, "password": "x" * length})
    assert answer.status_code == 422
    assert "xxxxxxx" not in answer.text


@pytest.mark.parametrize("email", ["", "mia", "mia@", "@example.org", "mia@b c", "mia@b\x00c", "a@" + "b" * 260])
async def test_an_address_must_look_like_one(browser: Browser, email: str) -> None:
    answer = await browser.post("/api/auth/setup", json={"email": email, "password": PASSWORD})
    assert answer.status_code == 422


async def test_a_lone_surrogate_is_refused_and_not_a_fault(browser: Browser) -> None:
    body = b'{"email": "mia@example.org", "password": "\\ud800\\ud800\\ud800\\ud800\\ud800\\ud800\\ud800\\ud800"}'
    for path in ("setup", "login"):
        answer = await browser.post(f"/api/auth/{path}", content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code == 422


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": ""},
        {"name": "  "},
        {"name": "x" * 41},
        {"name": "a\x00b"},
        {"name": "Tom", "avatar": "dog-brown"},
        {"name": "Tom", "language": "english"},
        {"name": "Tom", "language": "../en"},
        {"name": "Tom", "pin": "123"},
        {"name": "Tom", "pin": "123456789"},
        {"name": "Tom", "pin": "12a4"},
        {"name": "Tom", "pin": "١٢٣٤"},
    ],
)
async def test_a_profile_must_make_sense(browser: Browser, body: dict[str, object]) -> None:
    await set_up(browser)
    assert verdict(await browser.post("/api/profiles", json=body)) == (422, "invalid")


@pytest.mark.parametrize("body", [{"expires_in_hours": 0}, {"expires_in_hours": 721}, {"role": "owner"}])
async def test_an_invitation_must_make_sense(browser: Browser, body: dict[str, object]) -> None:
    await set_up(browser)
    assert verdict(await browser.post("/api/invitations", json=body)) == (422, "invalid")


@pytest.mark.parametrize(
    "query", [{"limit": 0}, {"limit": 201}, {"severity": "bad"}, {"before": "x"}, {"before": "0\x00"}]
)
async def test_a_page_must_make_sense(new_browser: NewBrowser, query: dict[str, str]) -> None:
    mia = new_browser()
    await set_up(mia)
    assert verdict(await mia.get("/api/admin/audit", params=query)) == (422, "invalid")
