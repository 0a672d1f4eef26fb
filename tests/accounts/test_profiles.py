import asyncio
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.accounts import Client
from miauflix.accounts.service.profiles import NewPin, ProfileChange, Proof
from miauflix.accounts.store import profiles
from miauflix.accounts.types import Caller, Profile
from miauflix.infra.db import Database
from miauflix.kit.clock import ManualClock
from tests.accounts.conftest import (
    EMAIL,
    PASSWORD,
    Browser,
    NewBrowser,
    Rendezvous,
    carry,
    join,
    log_in,
    make_accounts,
    refresh,
    set_up,
    verdict,
)
from tests.accounts.rows import everything_stored
from tests.services.postgres import until_waiting

ME = "/api/auth/me"


async def add(browser: Browser, name: str = "Kids", **more: object) -> dict[str, Any]:
    answer = await browser.post("/api/profiles", json={"name": name, **more})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def select(browser: Browser, profile: dict[str, Any], **body: object) -> tuple[int, str | None]:
    answer = await browser.post(f"/api/profiles/{profile['id']}/select", json=body)
    if answer.status_code == 200:
        carry(browser, answer)
    return verdict(answer)


async def names(browser: Browser) -> list[str]:
    return [profile["name"] for profile in (await browser.get("/api/profiles")).json()]


async def test_a_profile_is_made_listed_changed_and_removed(browser: Browser) -> None:
    await set_up(browser)
    made = await add(browser, "  Tom  Cat ", avatar="cat-violet", language="pt-BR", pin="1234")
    assert made | {"id": ""} == {
        "id": "",
        "name": "Tom Cat",
        "avatar": "cat-violet",
        "language": "pt-BR",
        "has_pin": True,
    }
    plain = await add(browser)
    assert (plain["avatar"], plain["language"], plain["has_pin"]) == ("cat-amber", "en", False)
    assert await names(browser) == ["Mia", "Tom Cat", "Kids"]

    changed = await browser.patch(f"/api/profiles/{plain['id']}", json={"name": "Children", "avatar": "cat-grey"})
    assert changed.json() == plain | {"name": "Children", "avatar": "cat-grey"}

    assert (await browser.delete(f"/api/profiles/{plain['id']}")).status_code == 204
    assert await names(browser) == ["Mia", "Tom Cat"]
    assert verdict(await browser.delete(f"/api/profiles/{plain['id']}")) == (404, "not_found")


async def test_selecting_puts_the_profile_into_the_token_and_the_session(browser: Browser, clock: ManualClock) -> None:
    await set_up(browser)
    kids = await add(browser)
    clock.advance(1)
    assert await select(browser, kids) == (200, None)
    assert (await browser.get(ME)).json()["profile"] == kids
    assert (await refresh(browser)).json()["profile"] == kids
    assert (await log_in(browser))["profile"] == kids


async def test_a_profile_behind_a_pin_is_entered_with_it_and_never_by_a_login(
    browser: Browser, clock: ManualClock
) -> None:
    await set_up(browser)
    secret = await add(browser, "Secret", pin="4711")
    clock.advance(1)
    assert await select(browser, secret) == (403, "pin_required")
    assert await select(browser, secret, pin="4712") == (403, "wrong_pin")
    assert await select(browser, secret, pin="4711") == (200, None)
    assert (await refresh(browser)).json()["profile"] == secret
    assert (await log_in(browser))["profile"] is None
    assert (await browser.get(ME)).json()["profile"] is None


async def test_a_pin_is_not_to_be_guessed(browser: Browser, clock: ManualClock) -> None:
    await set_up(browser)
    secret = await add(browser, "Secret", pin="4711")
    answers = [await select(browser, secret, pin=f"{number:04}") for number in range(10)]
    assert answers == [(403, "wrong_pin")] * 5 + [(429, "too_many_attempts")] * 5
    assert await select(browser, secret, pin="4711") == (429, "too_many_attempts")
    clock.advance(300)
    assert await select(browser, secret, pin="4711") == (200, None)


async def test_a_profile_with_a_pin_is_changed_from_within_or_with_the_pin_or_the_password(browser: Browser) -> None:
    await set_up(browser)
    secret = await add(browser, "Secret", pin="4711")
    path = f"/api/profiles/{secret['id']}"
    assert verdict(await browser.patch(path, json={"pin": None})) == (403, "pin_required")
    assert verdict(await browser.delete(path)) == (403, "pin_required")
    assert verdict(await browser.patch(path, json={"pin": None, "current_pin": "0000"})) == (403, "wrong_pin")
    assert verdict(await browser.patch(path, json={"pin": None, "password": "wrong"})) == (403, "wrong_password")

    opened = await browser.patch(path, json={"pin": None, "password": PASSWORD})
    assert opened.json() == secret | {"has_pin": False}
    locked = await browser.patch(path, json={"pin": "0815"})
    assert locked.json() == secret
    assert (await browser.patch(path, json={"name": "Renamed", "current_pin": "0815"})).json()["has_pin"] is True
    assert await select(browser, secret, pin="0815") == (200, None)
    assert (await browser.delete(path)).status_code == 204


@pytest.mark.services
async def test_a_pin_set_while_the_profile_is_renamed_stays(
    postgres_database: Database, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts, client = make_accounts(postgres_database, clock), Client("192.0.2.1")
    grant = await accounts.sign_in.setup(EMAIL, PASSWORD, "Mia", client)
    [profile] = await accounts.profiles.all_of(grant.user.id)
    caller = Caller(grant.user, grant.session_id, profile.id)
    renaming: list[asyncio.Task[Profile]] = []
    save = profiles.save

    async def save_as_it_is_renamed(session: AsyncSession, profile: Profile, *, pin_hash: str | None) -> None:
        await save(session, profile, pin_hash=pin_hash)
        if not renaming:
            rename = accounts.profiles.change(caller, profile.id, ProfileChange(name="Tom"), Proof())
            renaming.append(asyncio.create_task(rename))
            await until_waiting(postgres_database, renaming[0])

    monkeypatch.setattr(profiles, "save", save_as_it_is_renamed)
    await accounts.profiles.change(caller, profile.id, ProfileChange(pin=NewPin("4711")), Proof())
    await renaming[0]
    [after] = await accounts.profiles.all_of(grant.user.id)
    assert (after.name, after.has_pin) == ("Tom", True)


async def test_removing_the_profile_one_is_in_leaves_the_session_without_one(browser: Browser) -> None:
    await set_up(browser)
    kids = await add(browser)
    await select(browser, kids)
    assert (await browser.delete(f"/api/profiles/{kids['id']}")).status_code == 204
    assert (await browser.get(ME)).json()["profile"] is None
    assert (await refresh(browser)).json()["profile"] is None


async def test_the_last_profile_stays_even_when_two_are_removed_at_once(
    browser: Browser, rendezvous: Rendezvous
) -> None:
    first = (await set_up(browser))["profile"]
    second = await add(browser)
    paths = [f"/api/profiles/{one['id']}" for one in (first, second)]
    rendezvous(profiles, "ids_of")
    answers = await asyncio.gather(*(browser.delete(path) for path in paths))
    assert sorted(answer.status_code for answer in answers) == [204, 409]
    [left] = (await browser.get("/api/profiles")).json()
    assert verdict(await browser.delete(f"/api/profiles/{left['id']}")) == (409, "last_profile")


async def test_an_account_has_twelve_profiles_at_most(browser: Browser) -> None:
    await set_up(browser)
    answers = await asyncio.gather(
        *(browser.post("/api/profiles", json={"name": f"Cat {number}"}) for number in range(14))
    )
    assert sorted(answer.status_code for answer in answers) == [201] * 11 + [409] * 3


async def test_other_peoples_profiles_do_not_exist(new_browser: NewBrowser) -> None:
    mia, tom = new_browser(), new_browser()
    theirs = (await set_up(mia))["profile"]
    await join(mia, tom, "tom@example.org")
    path = f"/api/profiles/{theirs['id']}"
    for answer in (
        await tom.patch(path, json={"name": "Mine now"}),
        await tom.delete(path),
        await tom.post(f"{path}/select"),
        await tom.post(f"{path}/select", json={"pin": "1234"}),
    ):
        assert verdict(answer) == (404, "not_found")
    assert await names(tom) == ["Tom"]
    assert await names(mia) == ["Mia"]


async def test_a_pin_is_not_stored_as_it_is(browser: Browser, any_database: Database) -> None:
    await set_up(browser)
    await add(browser, "Secret", pin="47114711")
    assert "47114711" not in await everything_stored(any_database)


async def test_a_name_too_long_for_a_profile_is_cut_where_one_sees_it(new_browser: NewBrowser) -> None:
    mia, tom = new_browser(), new_browser()
    await set_up(mia)
    made = (await mia.post("/api/invitations", json={"role": "user"})).json()["token"]
    body = {"email": "tom@example.org", "password": PASSWORD, "name": "Tom " * 20}
    joined = (await tom.post(f"/api/invitations/{made}/accept", json=body)).json()
    assert joined["profile"]["name"] == "Tom " * 9 + "Tom…"
