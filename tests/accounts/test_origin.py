"""Who may use a browser's cookies, and what counts as a token. Storage plays no part, so SQLite serves."""

import pytest

from miauflix.infra.db import Database
from tests.accounts.conftest import Browser, refresh, refresh_token_of, set_up, verdict

ME = "/api/auth/me"


@pytest.fixture
def any_database(database: Database) -> Database:
    return database


FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site", "Origin": "http://other.miauflix.test"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://miauflix.test:8080"},
    {"Origin": "https://miauflix.test"},
    {"Origin": "null"},
]
OWN = [
    {},
    {"Origin": "http://miauflix.test"},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost:5173"},
]


@pytest.mark.parametrize("headers", FOREIGN)
async def test_another_website_cannot_use_the_cookie(browser: Browser, headers: dict[str, str]) -> None:
    await set_up(browser)
    token = refresh_token_of(browser)
    for path in ("refresh", "logout", "logout-all", "login", "setup"):
        assert verdict(await browser.post(f"/api/auth/{path}", json={}, headers=headers)) == (403, "foreign_origin")
    assert refresh_token_of(browser) == token
    assert (await browser.get(ME)).status_code == 200


@pytest.mark.parametrize("headers", OWN)
async def test_our_own_pages_and_programs_can_use_the_cookie(browser: Browser, headers: dict[str, str]) -> None:
    await set_up(browser)
    assert (await refresh(browser, **headers)).status_code == 200


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic bWlhOm1pYQ==", "Bearer x y", "bearer nonsense"])
async def test_what_is_no_access_token_is_401_with_a_challenge(browser: Browser, header: str) -> None:
    answer = await browser.get(ME, headers={"Authorization": header})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
