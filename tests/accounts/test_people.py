import asyncio

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.accounts import Client
from miauflix.accounts.errors import SessionEnded
from miauflix.accounts.passwords import Passwords
from miauflix.accounts.store import users
from miauflix.accounts.types import Caller
from miauflix.infra.db import Database
from miauflix.kit.clock import ManualClock
from tests.accounts.conftest import (
    EMAIL,
    PASSWORD,
    Browser,
    NewBrowser,
    Rendezvous,
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


async def test_an_administrator_lists_the_accounts_the_oldest_first(new_browser: NewBrowser) -> None:
    mia, tom = new_browser(), new_browser()
    founder = (await set_up(mia))["user"]
    joined = await join(mia, tom, "tom@example.org")
    assert (await mia.get("/api/users")).json() == [founder, joined]


async def test_a_role_given_or_taken_counts_at_once(new_browser: NewBrowser) -> None:
    mia, tom = new_browser(), new_browser()
    await set_up(mia)
    path = f"/api/users/{(await join(mia, tom, 'tom@example.org'))['id']}"
    assert verdict(await tom.get("/api/users")) == (403, "forbidden")

    promoted = await mia.patch(path, json={"role": "admin", "name": "Tom the Cat"})
    assert (promoted.json()["role"], promoted.json()["name"]) == ("admin", "Tom the Cat")
    assert (await tom.get("/api/users")).status_code == 200

    await mia.patch(path, json={"role": "guest"})
    assert verdict(await tom.get("/api/users")) == (403, "forbidden")


async def test_a_disabled_account_is_out_at_once_and_stays_out(new_browser: NewBrowser) -> None:
    mia, tom = new_browser(), new_browser()
    await set_up(mia)
    path = f"/api/users/{(await join(mia, tom, 'tom@example.org'))['id']}"
    assert (await tom.get(ME)).status_code == 200

    assert (await mia.patch(path, json={"disabled": True})).json()["disabled"] is True

    assert verdict(await tom.get(ME)) == (401, "session_ended")
    assert verdict(await refresh(tom)) == (401, "account_disabled")
    login = {"email": "tom@example.org", "password": PASSWORD}
    assert verdict(await tom.post("/api/auth/login", json=login)) == (403, "account_disabled")
    wrong = await tom.post("/api/auth/login", json=login | {"password": "wrong"})
    assert verdict(wrong) == (401, "wrong_credentials")  # only who knows the password learns that it is disabled

    await mia.patch(path, json={"disabled": False})
    assert verdict(await tom.get(ME)) == (401, "session_ended")  # enabling revives no session
    await log_in(tom, "tom@example.org")


async def test_a_reset_password_ends_every_session_of_the_account(new_browser: NewBrowser) -> None:
    mia, tom = new_browser(), new_browser()
    await set_up(mia)
    path = f"/api/users/{(await join(mia, tom, 'tom@example.org'))['id']}/password"
    assert (await mia.post(path, json={"new_password": "given by mia"})).status_code == 204
    assert verdict(await tom.get(ME)) == (401, "session_ended")
    assert verdict(await refresh(tom)) == (401, "refresh_invalid")
    await log_in(tom, "tom@example.org", "given by mia")
    assert (await mia.get(ME)).status_code == 200


async def test_a_reset_password_is_not_replaced_by_a_change_that_began_before(
    new_browser: NewBrowser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hashing takes long enough for an administrator to come in between."""
    mia, tom = new_browser(), new_browser()
    await set_up(mia)
    path = f"/api/users/{(await join(mia, tom, 'tom@example.org'))['id']}/password"
    hashed = Passwords.hash

    async def hash_as_mia_resets(self: Passwords, password: str) -> str:
        if password == "chosen by tom":
            assert (await mia.post(path, json={"new_password": "given by mia"})).status_code == 204
        return await hashed(self, password)

    monkeypatch.setattr(Passwords, "hash", hash_as_mia_resets)
    change = {"current_password": PASSWORD, "new_password": "chosen by tom"}
    assert verdict(await tom.post("/api/auth/password", json=change)) == (401, "session_ended")
    await log_in(new_browser(), "tom@example.org", "given by mia")


@pytest.mark.services
async def test_a_change_waits_for_a_reset_that_is_about_to_be_stored(
    postgres_database: Database, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts, client = make_accounts(postgres_database, clock), Client("192.0.2.1")
    grant = await accounts.sign_in.setup(EMAIL, PASSWORD, "Mia", client)
    changing: list[asyncio.Task[None]] = []
    set_password = users.set_password

    async def reset_as_it_is_changed(session: AsyncSession, user_id: str, *values: str) -> None:
        await set_password(session, user_id, *values)
        if not changing:
            caller = Caller(grant.user, grant.session_id, None)
            change = accounts.people.change_own_password(caller, PASSWORD, "chosen by mia", client)
            changing.append(asyncio.create_task(change))
            await until_waiting(postgres_database, changing[0])

    monkeypatch.setattr(users, "set_password", reset_as_it_is_changed)
    await accounts.people.reset_password(grant.user.id, "given by tom")
    with pytest.raises(SessionEnded):
        await changing[0]
    await accounts.sign_in.login(EMAIL, "given by tom", client)


async def test_a_removed_account_is_gone_with_profiles_and_sessions_and_its_address_is_free(
    new_browser: NewBrowser, any_database: Database
) -> None:
    mia, tom = new_browser(), new_browser()
    await set_up(mia)
    path = f"/api/users/{(await join(mia, tom, 'tom@example.org'))['id']}"

    assert (await mia.delete(path)).status_code == 204

    assert verdict(await tom.get(ME)) == (401, "session_ended")
    assert verdict(await refresh(tom)) == (401, "refresh_invalid")
    stored = await everything_stored(any_database)
    assert [stored.count(f"{row} ") for row in ("UserRow", "ProfileRow", "SessionRow")] == [1, 1, 1]
    assert verdict(await mia.delete(path)) == (404, "not_found")
    await join(mia, new_browser(), "tom@example.org")


async def test_the_last_administrator_stays(new_browser: NewBrowser) -> None:
    mia, tom = new_browser(), new_browser()
    path = f"/api/users/{(await set_up(mia))['user']['id']}"
    toms = f"/api/users/{(await join(mia, tom, 'tom@example.org', role='admin'))['id']}"
    await mia.patch(toms, json={"disabled": True})  # a disabled administrator does not count

    for answer in (
        await mia.patch(path, json={"role": "user"}),
        await mia.patch(path, json={"disabled": True}),
        await mia.delete(path),
    ):
        assert verdict(answer) == (409, "last_admin")
    assert (await mia.patch(path, json={"name": "Mia II", "role": "admin", "disabled": False})).status_code == 200


@pytest.mark.parametrize("way", ["demote", "disable", "delete"])
async def test_of_two_administrators_who_remove_each_other_at_once_one_stays(
    new_browser: NewBrowser, way: str, rendezvous: Rendezvous
) -> None:
    mia, tom = new_browser(), new_browser()
    mias = f"/api/users/{(await set_up(mia))['user']['id']}"
    toms = f"/api/users/{(await join(mia, tom, 'tom@example.org', role='admin'))['id']}"

    async def remove(who: Browser, whom: str) -> int:
        if way == "delete":
            return (await who.delete(whom)).status_code
        body = {"role": "user"} if way == "demote" else {"disabled": True}
        return (await who.patch(whom, json=body)).status_code

    rendezvous(users, "other_admins")
    outcomes = await asyncio.gather(remove(mia, toms), remove(tom, mias))
    assert min(outcomes) < 300 <= max(outcomes)
    states = [verdict(await browser.get("/api/users"))[0] for browser in (mia, tom)]
    assert states.count(200) == 1


async def test_only_administrators_see_and_change_accounts(new_browser: NewBrowser) -> None:
    mia, tom = new_browser(), new_browser()
    founder = (await set_up(mia))["user"]
    own = await join(mia, tom, "tom@example.org")
    for user in (founder, own):
        path = f"/api/users/{user['id']}"
        for answer in (
            await tom.get("/api/users"),
            await tom.patch(path, json={"role": "admin"}),
            await tom.post(f"{path}/password", json={"new_password": "another long one"}),
            await tom.delete(path),
        ):
            assert verdict(answer) == (403, "forbidden")


@pytest.mark.parametrize("user_id", ["00000000-0000-7000-8000-000000000000", "nobody", "%00", "x" * 500])
async def test_an_unknown_account_is_404(browser: Browser, user_id: str) -> None:
    await set_up(browser)
    path = f"/api/users/{user_id}"
    for answer in (
        await browser.patch(path, json={"name": "Nobody"}),
        await browser.post(f"{path}/password", json={"new_password": "another long one"}),
        await browser.delete(path),
    ):
        assert verdict(answer) == (404, "not_found")


async def test_no_answer_ever_holds_a_hash_or_stamp(new_browser: NewBrowser, any_database: Database) -> None:
    mia = new_browser()
    await set_up(mia)
    await join(mia, new_browser(), "tom@example.org")
    answers = [await mia.get(path) for path in (ME, "/api/users", "/api/auth/sessions", "/api/admin/audit")]
    text = "".join(answer.text for answer in answers)
    assert EMAIL in text
    for word in ("argon2", "hash", "stamp", "eyJ"):
        assert word not in text
