"""Guessing passwords, as strangers do it, and their owners still getting in. Limits live in memory: SQLite serves."""

import pytest

from miauflix.accounts.attempts import Attempts
from miauflix.accounts.errors import TooManyAttempts
from miauflix.infra.db import Database
from miauflix.infra.limits import RateLimiter
from miauflix.kit.clock import ManualClock
from tests.accounts.conftest import EMAIL, PASSWORD, Browser, NewBrowser, log_in, set_up

DAY_S = 86_400


@pytest.fixture
def any_database(database: Database) -> Database:
    return database


async def guess(browser: Browser, email: str = EMAIL, password: str = "a wrong one") -> int:
    answer = await browser.post("/api/auth/login", json={"email": email, "password": password})
    if answer.status_code == 429:
        assert answer.json()["code"] == "too_many_attempts"
        assert 1 <= int(answer.headers["retry-after"]) <= 900
    return answer.status_code


async def test_a_hundred_guesses_from_one_address_are_slowed_whatever_accounts_they_aim_at(
    new_browser: NewBrowser,
) -> None:
    await set_up(new_browser())
    stranger = new_browser("198.51.100.66")
    answers = [await guess(stranger, email=f"person{number}@example.org") for number in range(100)]
    assert answers == [401] * 31 + [429] * 69  # thirty, and the one that trickles through


async def test_a_hundred_guesses_at_one_account_from_a_hundred_addresses_are_slowed(new_browser: NewBrowser) -> None:
    await set_up(new_browser())
    answers = [await guess(new_browser(f"198.51.100.{number}")) for number in range(100)]
    assert answers == [401] * 11 + [429] * 89


async def test_an_unknown_account_is_slowed_just_like_a_known_one(new_browser: NewBrowser) -> None:
    await set_up(new_browser())
    known = [await guess(new_browser(f"198.51.100.{number}")) for number in range(30)]
    unknown = [await guess(new_browser(f"203.0.113.{number}"), email="nobody@example.org") for number in range(30)]
    assert unknown == known


async def test_a_neighbourhood_of_ipv6_addresses_counts_as_one(new_browser: NewBrowser) -> None:
    await set_up(new_browser())
    answers = [
        await guess(new_browser(f"2001:db8:0:1::{number:x}"), email=f"person{number}@example.org")
        for number in range(40)
    ]
    assert answers.count(401) == 31


async def under_attack(new_browser: NewBrowser, *, from_address: str | None = None) -> Browser:
    """The owner's browser, signed in, while strangers have used up what they may guess."""
    owner = new_browser("192.0.2.1")
    await set_up(owner)
    for number in range(100):
        await guess(new_browser(from_address or f"198.51.100.{number}"))
    return owner


async def test_the_owner_gets_in_under_attack_with_a_browser_known_from_before(new_browser: NewBrowser) -> None:
    owner = await under_attack(new_browser)
    travelling = new_browser("203.0.113.9")
    travelling.cookies = owner.cookies
    await log_in(travelling)


async def test_the_owner_gets_in_under_attack_from_an_address_known_from_before(new_browser: NewBrowser) -> None:
    await under_attack(new_browser)
    await log_in(new_browser("192.0.2.1"))


async def test_the_owner_gets_in_from_anywhere_once_the_attack_pauses_for_a_moment(
    new_browser: NewBrowser, clock: ManualClock
) -> None:
    await under_attack(new_browser)
    clock.advance(20)
    await log_in(new_browser("203.0.113.9"))


async def test_the_owner_gets_in_when_the_attacker_shares_the_address(new_browser: NewBrowser) -> None:
    """As behind one proxy that is not configured, where everybody has the proxy's address."""
    owner = await under_attack(new_browser, from_address="192.0.2.1")
    await log_in(owner)


async def test_a_forged_device_cookie_opens_no_lane(new_browser: NewBrowser) -> None:
    owner = await under_attack(new_browser)
    device_id, _, proof = (owner.cookies.get("miauflix_device") or "").partition(".")
    for forged in (f"{device_id}.{proof[::-1]}", device_id, f"{device_id}x.{proof}", "."):
        assert await guess(new_browser("203.0.113.9", headers={"Cookie": f"miauflix_device={forged}"})) == 429


async def test_a_known_browser_has_its_limit_too_and_a_right_password_clears_it(new_browser: NewBrowser) -> None:
    owner = new_browser()
    await set_up(owner)
    for _ in range(9):
        assert await guess(owner) == 401
    await log_in(owner)
    answers = [await guess(owner) for _ in range(20)]
    assert answers == [401] * 11 + [429] * 9


async def test_trying_again_when_told_to_works_and_hammering_does_not_prolong_the_wait(
    new_browser: NewBrowser, clock: ManualClock
) -> None:
    await under_attack(new_browser)
    stranger = new_browser("203.0.113.9")
    answer = await stranger.post("/api/auth/login", json={"email": EMAIL, "password": "wrong"})
    for _ in range(50):
        assert await guess(stranger) == 429
    clock.advance(int(answer.headers["retry-after"]))
    await log_in(stranger)


async def test_a_day_of_hammering_at_one_account_gets_five_thousand_guesses() -> None:
    clock = ManualClock()
    attempts = Attempts(RateLimiter(clock))
    guesses = 0
    for second in range(0, DAY_S, 4):
        clock.advance(4)
        address = f"198.51.{second // 4 % 200}.{second // 800 % 200}"
        try:
            await attempts.login(EMAIL, address, device_id=None, is_known_address=False)
        except TooManyAttempts:
            continue
        guesses += 1
    assert 4_000 < guesses < 5_400


async def test_setup_and_logins_that_succeed_are_never_slowed(new_browser: NewBrowser) -> None:
    browser = new_browser()
    await set_up(browser)
    for _ in range(40):
        await log_in(browser, password=PASSWORD)
