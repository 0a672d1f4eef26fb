import asyncio

import pytest

from miauflix.accounts import Accounts
from miauflix.accounts.passwords import Passwords
from miauflix.accounts.store import users
from miauflix.infra.db import Database
from miauflix.infra.limits import RateLimiter
from miauflix.kit.clock import ManualClock
from tests.accounts.conftest import EMAIL, JWT_SECRET, PASSWORD, Browser, NewBrowser, Rendezvous, log_in, set_up


async def test_setup_makes_an_administrator_with_a_profile_who_is_signed_in(browser: Browser) -> None:
    session = await set_up(browser)

    assert session["token_type"] == "bearer"
    assert session["expires_in"] == 900
    assert {key: session["user"][key] for key in ("email", "name", "role", "disabled")} == {
        "email": EMAIL,
        "name": "Mia",
        "role": "admin",
        "disabled": False,
    }
    assert session["profile"]["name"] == "Mia"
    assert session["profile"]["has_pin"] is False
    me = (await browser.get("/api/auth/me")).json()
    assert me == {"user": session["user"], "profile": session["profile"]}


async def test_setup_works_once(browser: Browser) -> None:
    await set_up(browser)
    again = await browser.post("/api/auth/setup", json={"email": "eve@example.org", "password": PASSWORD})
    assert (again.status_code, again.json()["code"]) == (404, "setup_done")


async def test_of_two_setups_that_both_find_an_empty_house_one_wins(
    new_browser: NewBrowser, rendezvous: Rendezvous
) -> None:
    bodies = [{"email": f"mia{number}@example.org", "password": PASSWORD} for number in range(2)]
    rendezvous(users, "has_any")
    answers = await asyncio.gather(*(new_browser().post("/api/auth/setup", json=body) for body in bodies))
    assert sorted(answer.status_code for answer in answers) == [201, 404]


async def test_of_many_setups_at_once_one_wins(new_browser: NewBrowser) -> None:
    bodies = [{"email": f"mia{number}@example.org", "password": PASSWORD} for number in range(6)]
    answers = await asyncio.gather(*(new_browser().post("/api/auth/setup", json=body) for body in bodies))
    assert sorted(answer.status_code for answer in answers) == [201, 404, 404, 404, 404, 404]


async def test_the_administrator_logs_in_whatever_the_case_of_the_address(browser: Browser) -> None:
    founded = await set_up(browser)
    session = await log_in(browser, email="  MIA@Example.org ")
    assert session["user"] == founded["user"]
    assert session["profile"] == founded["profile"]


async def test_an_unknown_address_and_a_wrong_password_are_answered_alike(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    await set_up(browser)
    checked: list[bool] = []
    verify = Passwords._verify

    def count(self: Passwords, password: str, stored: str | None) -> tuple[bool, str | None]:
        outcome = verify(self, password, stored)
        checked.append(outcome[0])
        return outcome

    monkeypatch.setattr(Passwords, "_verify", count)
    wrong = await browser.post("/api/auth/login", json={"email": EMAIL, "password": "wrong"})
    unknown = await browser.post("/api/auth/login", json={"email": "nobody@example.org", "password": "wrong"})

    assert (wrong.status_code, wrong.json()["code"]) == (401, "wrong_credentials")
    assert (unknown.status_code, unknown.content) == (wrong.status_code, wrong.content)
    assert set(unknown.headers.items()) == set(wrong.headers.items())
    assert checked == [False, False]  # a password was hashed and compared in both cases


@pytest.mark.parametrize("short", [{"jwt_secret": b"5byte"}, {"refresh_secret": b"5byte"}])
def test_a_short_secret_is_refused(short: dict[str, bytes]) -> None:
    secrets = {"jwt_secret": JWT_SECRET, "refresh_secret": JWT_SECRET} | short
    clock = ManualClock()
    with pytest.raises(ValueError, match="5 bytes"):
        Accounts(Database.__new__(Database), clock, RateLimiter(clock), **secrets)
