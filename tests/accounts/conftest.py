"""A small app with this room's routes, real storage, and a clock that moves when told to."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Callable
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI

from miauflix.accounts import Accounts, Clients
from miauflix.accounts.endpoints import router
from miauflix.api import problems
from miauflix.infra.db import Database
from miauflix.infra.limits import RateLimiter
from miauflix.infra.parts import Parts
from miauflix.kit.clock import ManualClock

JWT_SECRET = b"j" * 32
REFRESH_SECRET = b"r" * 32
PASSWORD = "correct horse battery"
EMAIL = "mia@example.org"

Browser = httpx2.AsyncClient
NewBrowser = Callable[..., Browser]
Rendezvous = Callable[[object, str], None]


def make_accounts(database: Database, clock: ManualClock) -> Accounts:
    return Accounts(database, clock, RateLimiter(clock), jwt_secret=JWT_SECRET, refresh_secret=REFRESH_SECRET)


def make_app(accounts: Accounts, database: Database, clients: Clients | None = None) -> FastAPI:
    parts = Parts()
    parts.put(Accounts, accounts)
    parts.put(Database, database)
    parts.put(Clients, clients or Clients())
    app = FastAPI(redirect_slashes=False)
    app.state.parts = parts
    app.include_router(router)
    problems.install(app)
    return app


@pytest.fixture
def rendezvous(monkeypatch: pytest.MonkeyPatch) -> Rendezvous:
    """Makes two transactions meet where they have read and not yet written: the worst moment, every time.

    Whoever calls the named function first waits there for a second caller. A lock that keeps the second one out is
    what lets the first go on alone, after a moment.
    """

    def meet(module: object, name: str) -> None:
        read, arrived, both = getattr(module, name), 0, asyncio.Event()

        async def read_and_wait(*args: Any, **kwargs: Any) -> Any:
            nonlocal arrived
            answer = await read(*args, **kwargs)
            arrived += 1
            if arrived == 2:
                both.set()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(both.wait(), 0.5)
            return answer

        monkeypatch.setattr(module, name, read_and_wait)

    return meet


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def accounts(any_database: Database, clock: ManualClock) -> Accounts:
    return make_accounts(any_database, clock)


@pytest.fixture
def app(accounts: Accounts, any_database: Database) -> FastAPI:
    return make_app(accounts, any_database)


@pytest.fixture
async def new_browser(app: FastAPI) -> AsyncGenerator[NewBrowser]:
    """Makes browsers, each with its own cookies and address."""
    opened: list[Browser] = []

    def make(
        address: str = "192.0.2.1", *, base_url: str = "http://miauflix.test", app: FastAPI = app, **options: Any
    ) -> Browser:
        transport = httpx2.ASGITransport(app=app, client=(address, 50_000))
        browser = httpx2.AsyncClient(transport=transport, base_url=base_url, **options)
        opened.append(browser)
        return browser

    yield make
    for browser in opened:
        await browser.aclose()


@pytest.fixture
def browser(new_browser: NewBrowser) -> Browser:
    return new_browser()


async def set_up(browser: Browser) -> dict[str, Any]:
    """Make the administrator; the browser is signed in as them afterwards."""
    answer = await browser.post("/api/auth/setup", json={"email": EMAIL, "password": PASSWORD, "name": "Mia"})
    assert answer.status_code == 201, answer.text
    return carry(browser, answer)


async def log_in(browser: Browser, email: str = EMAIL, password: str = PASSWORD) -> dict[str, Any]:
    answer = await browser.post("/api/auth/login", json={"email": email, "password": password})
    assert answer.status_code == 200, answer.text
    return carry(browser, answer)


def carry(browser: Browser, answer: httpx2.Response) -> dict[str, Any]:
    """Let the browser send the access token of `answer` from now on."""
    body = answer.json()
    browser.headers["Authorization"] = f"Bearer {body['access_token']}"
    return body


def refresh_token_of(browser: Browser) -> str:
    """The refresh token in the browser's cookies."""
    token = browser.cookies.get("miauflix_refresh")
    assert token is not None
    return token


async def refresh(browser: Browser, token: str | None = None, **headers: str) -> httpx2.Response:
    """Refresh with the browser's own cookie, or as somebody who holds `token` and no other cookie."""
    if token is not None:
        browser.cookies.clear()
        headers["Cookie"] = f"miauflix_refresh={token}"
    return await browser.post("/api/auth/refresh", headers=headers)


def verdict(answer: httpx2.Response) -> tuple[int, str | None]:
    """Status and problem code of an answer."""
    return answer.status_code, answer.json()["code"] if answer.is_error else None


async def invite(admin: Browser, role: str = "user", expires_in_hours: int = 24) -> dict[str, Any]:
    """A new invitation by an administrator who is signed in."""
    body = {"role": role, "expires_in_hours": expires_in_hours}
    answer = await admin.post("/api/invitations", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def join(admin: Browser, browser: Browser, email: str, role: str = "user") -> dict[str, Any]:
    """Let `browser` join by an invitation of `admin`; answers the new user."""
    token = (await invite(admin, role))["token"]
    body = {"email": email, "password": PASSWORD, "name": email.partition("@")[0].title()}
    answer = await browser.post(f"/api/invitations/{token}/accept", json=body)
    assert answer.status_code == 201, answer.text
    return carry(browser, answer)["user"]
