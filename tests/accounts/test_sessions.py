import asyncio
from http.cookies import SimpleCookie

import pytest

from miauflix.infra.db import Database
from miauflix.kit.clock import ManualClock
from tests.accounts.conftest import (
    PASSWORD,
    Browser,
    NewBrowser,
    carry,
    log_in,
    make_accounts,
    make_app,
    refresh,
    refresh_token_of,
    set_up,
    verdict,
)
from tests.accounts.rows import audit_lines, everything_stored

DAY_S = 86_400
ME = "/api/auth/me"


async def test_the_refresh_cookie_is_out_of_reach_of_scripts_other_sites_and_other_paths(browser: Browser) -> None:
    answer = await browser.post("/api/auth/setup", json={"email": "mia@example.org", "password": PASSWORD})
    for header in answer.headers.get_list("set-cookie"):
        [cookie] = SimpleCookie(header).values()
        assert cookie["httponly"] is True
        assert cookie["samesite"] == "strict"
        assert cookie["path"] == "/api/auth"
        assert cookie["secure"] == ""
    assert refresh_token_of(browser) not in answer.text
    assert answer.headers["cache-control"] == "no-store"


async def test_over_https_the_cookies_are_secure(new_browser: NewBrowser) -> None:
    browser = new_browser(base_url="https://miauflix.test")
    answer = await browser.post("/api/auth/setup", json={"email": "mia@example.org", "password": PASSWORD})
    headers = answer.headers.get_list("set-cookie")
    assert len(headers) == 2
    assert all("; Secure" in header for header in headers)


async def test_a_refresh_exchanges_the_token_and_keeps_session_and_profile(browser: Browser) -> None:
    session = await set_up(browser)
    before = refresh_token_of(browser)
    answer = await refresh(browser)
    assert answer.status_code == 200
    assert refresh_token_of(browser) != before
    assert answer.json()["access_token"] != session["access_token"]
    assert answer.json()["user"] == session["user"]
    assert answer.json()["profile"] == session["profile"]
    carry(browser, answer)
    assert len((await browser.get("/api/auth/sessions")).json()) == 1


async def test_two_tabs_at_once_get_the_same_successor_and_stay_signed_in(new_browser: NewBrowser) -> None:
    browser = new_browser()
    await set_up(browser)
    token = refresh_token_of(browser)
    tabs = [new_browser() for _ in range(5)]
    answers = await asyncio.gather(*(refresh(tab, token) for tab in tabs))
    assert [answer.status_code for answer in answers] == [200] * 5
    [successor] = {refresh_token_of(tab) for tab in tabs}
    assert (await refresh(browser, successor)).status_code == 200


async def test_a_slow_tab_gets_the_newest_token_not_one_already_spent(
    new_browser: NewBrowser, clock: ManualClock
) -> None:
    browser, slow = new_browser(), new_browser()
    await set_up(browser)
    first = refresh_token_of(browser)
    await refresh(browser)
    clock.advance(5)
    await refresh(browser)
    assert (await refresh(slow, first)).status_code == 200
    assert refresh_token_of(slow) == refresh_token_of(browser)
    clock.advance(900)
    assert (await refresh(slow)).status_code == 200


async def test_a_stolen_token_ends_the_session_of_thief_and_owner_and_is_written_down(
    new_browser: NewBrowser, clock: ManualClock, any_database: Database
) -> None:
    owner, thief = new_browser(), new_browser("198.51.100.66", headers={"User-Agent": "thief"})
    await set_up(owner)
    stolen = refresh_token_of(owner)
    theirs = carry(thief, await refresh(thief, stolen))
    assert theirs["user"]["email"] == "mia@example.org"
    clock.advance(21)

    assert verdict(await refresh(owner)) == (401, "refresh_reused")

    assert verdict(await refresh(thief)) == (401, "refresh_invalid")
    assert verdict(await thief.get(ME)) == (401, "session_ended")
    assert verdict(await owner.get(ME)) == (401, "session_ended")
    line = (await audit_lines(any_database))[-1]
    assert (line.action, line.severity, line.user_email) == ("token_reused", "critical", "mia@example.org")
    assert line.details["session_address"] == "198.51.100.66"


async def test_a_thief_who_comes_second_ends_the_session_too(new_browser: NewBrowser, clock: ManualClock) -> None:
    owner, thief = new_browser(), new_browser("198.51.100.66")
    await set_up(owner)
    stolen = refresh_token_of(owner)
    await refresh(owner)
    clock.advance(21)
    assert verdict(await refresh(thief, stolen)) == (401, "refresh_reused")
    assert verdict(await refresh(owner)) == (401, "refresh_invalid")


async def test_a_second_replay_finds_the_session_ended_and_adds_no_line(
    new_browser: NewBrowser, clock: ManualClock, any_database: Database
) -> None:
    owner, thief = new_browser(), new_browser()
    await set_up(owner)
    stolen = refresh_token_of(owner)
    await refresh(owner)
    clock.advance(21)
    await refresh(thief, stolen)
    lines = len(await audit_lines(any_database))
    for _ in range(3):
        assert verdict(await refresh(thief, stolen)) == (401, "refresh_invalid")
    assert len(await audit_lines(any_database)) == lines


@pytest.mark.parametrize("token", ["", "nonsense", "x" * 4000, "eyJhbGciOiJub25lIn0.e30."])
async def test_a_token_nobody_issued_is_invalid(browser: Browser, token: str) -> None:
    assert verdict(await refresh(browser, token)) == (401, "refresh_invalid")


async def test_without_a_cookie_there_is_nothing_to_refresh(browser: Browser) -> None:
    assert verdict(await refresh(browser)) == (401, "refresh_invalid")


async def test_an_access_token_is_no_refresh_token_and_the_other_way_round(browser: Browser) -> None:
    session = await set_up(browser)
    token = refresh_token_of(browser)
    assert verdict(await refresh(browser, session["access_token"])) == (401, "refresh_invalid")
    browser.headers["Authorization"] = f"Bearer {token}"
    assert verdict(await browser.get(ME)) == (401, "token_invalid")


async def test_a_session_in_use_lasts_and_one_unused_for_thirty_days_ends(browser: Browser, clock: ManualClock) -> None:
    await set_up(browser)
    for _ in range(3):
        clock.advance(29 * DAY_S)
        assert (await refresh(browser)).status_code == 200
    clock.advance(30 * DAY_S)
    browser.headers.pop("Authorization")
    assert verdict(await refresh(browser, refresh_token_of(browser))) == (401, "refresh_invalid")


async def test_old_sessions_and_tokens_are_removed_in_passing(
    new_browser: NewBrowser, clock: ManualClock, any_database: Database
) -> None:
    browser = new_browser()
    await set_up(browser)
    for _ in range(4):
        clock.advance(10 * DAY_S)
        await refresh(browser)
    stored = await everything_stored(any_database)
    assert stored.count("RefreshTokenRow") == 3  # of five, two have expired
    clock.advance(31 * DAY_S)
    await log_in(new_browser())
    stored = await everything_stored(any_database)
    assert (stored.count("SessionRow"), stored.count("RefreshTokenRow")) == (1, 1)


async def test_a_log_out_ends_the_session_at_once(browser: Browser) -> None:
    await set_up(browser)
    token = refresh_token_of(browser)
    answer = await browser.post("/api/auth/logout")
    assert answer.status_code == 204
    assert "miauflix_refresh" not in browser.cookies
    assert verdict(await browser.get(ME)) == (401, "session_ended")
    assert verdict(await refresh(browser, token)) == (401, "refresh_invalid")


async def test_the_cookie_alone_is_enough_to_log_out(browser: Browser, clock: ManualClock) -> None:
    await set_up(browser)
    clock.advance(901)
    assert verdict(await browser.get(ME)) == (401, "token_expired")
    assert (await browser.post("/api/auth/logout")).status_code == 204
    assert verdict(await browser.post("/api/auth/logout")) == (401, "unauthorised")


async def test_a_log_out_leaves_the_other_sessions_alone_and_a_log_out_everywhere_does_not(
    new_browser: NewBrowser,
) -> None:
    one, two, three = new_browser(), new_browser(), new_browser()
    await set_up(one)
    await log_in(two)
    await log_in(three)
    await one.post("/api/auth/logout")
    assert (await two.get(ME)).status_code == 200

    assert (await two.post("/api/auth/logout-all")).status_code == 204

    for browser in (two, three):
        assert verdict(await browser.get(ME)) == (401, "session_ended")
        assert (await refresh(browser)).status_code == 401


async def test_own_sessions_are_listed_with_where_they_are_and_ended_singly(
    new_browser: NewBrowser, clock: ManualClock
) -> None:
    laptop = new_browser("192.0.2.1", headers={"User-Agent": "Laptop"})
    phone = new_browser("2001:db8::7", headers={"User-Agent": "Phone " + "x" * 999})
    await set_up(laptop)
    clock.advance(60)
    await log_in(phone)

    listed = (await laptop.get("/api/auth/sessions")).json()

    assert [(one["address"], one["user_agent"][:6], one["current"]) for one in listed] == [
        ("2001:db8::7", "Phone ", False),
        ("192.0.2.1", "Laptop", True),
    ]
    assert set(listed[0]) == {"id", "created_at", "last_used_at", "address", "user_agent", "current"}
    assert (await laptop.delete(f"/api/auth/sessions/{listed[0]['id']}")).status_code == 204
    assert verdict(await phone.get(ME)) == (401, "session_ended")
    assert [one["current"] for one in (await laptop.get("/api/auth/sessions")).json()] == [True]
    assert verdict(await laptop.delete(f"/api/auth/sessions/{listed[0]['id']}")) == (404, "not_found")


async def test_a_password_change_keeps_this_session_and_ends_the_others(new_browser: NewBrowser) -> None:
    here, there = new_browser(), new_browser()
    await set_up(here)
    await log_in(there)
    changed = {"current_password": PASSWORD, "new_password": "another long one"}

    assert (await here.post("/api/auth/password", json=changed)).status_code == 204

    assert (await here.get(ME)).status_code == 200
    assert (await refresh(here)).status_code == 200
    assert verdict(await there.get(ME)) == (401, "session_ended")
    assert verdict(await refresh(there)) == (401, "refresh_invalid")
    assert (await there.post("/api/auth/login", json={"email": "mia@example.org", "password": PASSWORD})).is_error
    await log_in(there, password="another long one")


async def test_the_current_password_must_be_right_and_is_not_to_be_guessed(browser: Browser) -> None:
    await set_up(browser)
    body = {"current_password": "wrong", "new_password": "another long one"}
    answers = [verdict(await browser.post("/api/auth/password", json=body)) for _ in range(12)]
    assert answers[:10] == [(403, "wrong_password")] * 10
    assert answers[-1] == (429, "too_many_attempts")


async def test_another_process_follows_within_two_seconds(
    new_browser: NewBrowser, any_database: Database, clock: ManualClock
) -> None:
    here = new_browser()
    await set_up(here)
    other_process = make_app(make_accounts(any_database, clock), any_database)
    there = new_browser(app=other_process, headers={"Authorization": here.headers["Authorization"]})
    assert (await there.get(ME)).status_code == 200

    await here.post("/api/auth/logout")

    clock.advance(2)
    assert verdict(await there.get(ME)) == (401, "session_ended")


async def test_a_session_is_read_from_storage_once_for_a_burst_of_requests(
    browser: Browser, any_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await set_up(browser)
    await browser.get("/api/profiles")
    reads = 0
    read = any_database.read

    def count() -> object:
        nonlocal reads
        reads += 1
        return read()

    monkeypatch.setattr(any_database, "read", count)
    for _ in range(10):
        await browser.get("/api/profiles")
    assert reads == 10  # the profiles themselves; the session was known


async def test_no_token_is_stored_as_it_is(browser: Browser, any_database: Database) -> None:
    session = await set_up(browser)
    await refresh(browser)
    stored = await everything_stored(any_database)
    device = browser.cookies.get("miauflix_device")
    assert device is not None
    for secret in (refresh_token_of(browser), session["access_token"], device, PASSWORD):
        assert secret not in stored
