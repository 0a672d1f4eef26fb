import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.accounts import Client
from miauflix.accounts.store import users
from miauflix.accounts.types import Grant
from miauflix.infra.db import Database
from miauflix.infra.telemetry import scrub
from miauflix.kit.clock import ManualClock
from tests.accounts.conftest import (
    EMAIL,
    PASSWORD,
    Browser,
    NewBrowser,
    carry,
    invite,
    join,
    make_accounts,
    set_up,
    verdict,
)
from tests.accounts.rows import everything_stored
from tests.services.postgres import until_waiting

TOM: dict[str, Any] = {"email": "tom@example.org", "password": PASSWORD, "name": "Tom"}


async def test_an_invitation_makes_an_account_of_its_role_which_is_signed_in(new_browser: NewBrowser) -> None:
    mia, tom = new_browser(), new_browser()
    await set_up(mia)
    made = await invite(mia, role="guest", expires_in_hours=2)
    assert made["url"] == f"http://miauflix.test/invite/{made['token']}"
    assert len(made["token"]) == 43  # 256 bits

    terms = await tom.get(f"/api/invitations/{made['token']}")
    assert terms.json() == {"role": "guest", "expires_at": made["expires_at"]}

    session = carry(tom, await tom.post(f"/api/invitations/{made['token']}/accept", json=TOM))
    assert (session["user"]["email"], session["user"]["role"]) == ("tom@example.org", "guest")
    assert session["profile"]["name"] == "Tom"
    assert (await tom.get("/api/auth/me")).json()["user"] == session["user"]
    assert "miauflix_refresh" in tom.cookies

    [listed] = (await mia.get("/api/invitations")).json()
    assert listed["used_by_email"] == "tom@example.org"
    assert "token" not in listed


async def test_an_invitation_is_good_for_one_account_even_when_many_accept_at_once(new_browser: NewBrowser) -> None:
    mia = new_browser()
    await set_up(mia)
    token = (await invite(mia))["token"]
    answers = await asyncio.gather(
        *(
            new_browser().post(f"/api/invitations/{token}/accept", json=TOM | {"email": f"tom{number}@example.org"})
            for number in range(5)
        )
    )
    assert sorted(answer.status_code for answer in answers) == [201, 410, 410, 410, 410]
    assert len((await mia.get("/api/users")).json()) == 2
    assert verdict(await new_browser().get(f"/api/invitations/{token}")) == (410, "invitation_gone")


@pytest.mark.services
async def test_an_invitation_is_accepted_while_who_made_it_is_removed(
    postgres_database: Database, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each would wait for what the other holds, and PostgreSQL would end one of them."""
    accounts, client = make_accounts(postgres_database, clock), Client("192.0.2.1")
    await accounts.sign_in.setup(EMAIL, PASSWORD, "Mia", client)
    leo = await accounts.people.add("leo@example.org", PASSWORD, "admin")
    _, token = await accounts.invitations.make("user", timedelta(hours=1), leo, client)
    accepting: list[asyncio.Task[Grant]] = []
    remove = users.remove

    async def remove_as_tom_accepts(session: AsyncSession, user_id: str) -> None:
        accept = accounts.invitations.accept(token, "tom@example.org", PASSWORD, "Tom", client)
        accepting.append(asyncio.create_task(accept))
        await until_waiting(postgres_database, accepting[0])
        await remove(session, user_id)

    monkeypatch.setattr(users, "remove", remove_as_tom_accepts)
    await accounts.people.remove(leo.id)
    assert (await accepting[0]).user.email == "tom@example.org"


async def test_an_invitation_expires(new_browser: NewBrowser, clock: ManualClock) -> None:
    mia, tom = new_browser(), new_browser()
    await set_up(mia)
    token = (await invite(mia, expires_in_hours=1))["token"]
    clock.advance(3599)
    assert (await tom.get(f"/api/invitations/{token}")).status_code == 200
    clock.advance(1)
    assert verdict(await tom.get(f"/api/invitations/{token}")) == (410, "invitation_gone")
    assert verdict(await tom.post(f"/api/invitations/{token}/accept", json=TOM)) == (410, "invitation_gone")


async def test_a_withdrawn_invitation_is_unknown(new_browser: NewBrowser) -> None:
    mia, tom = new_browser(), new_browser()
    await set_up(mia)
    made = await invite(mia)
    assert (await mia.delete(f"/api/invitations/{made['id']}")).status_code == 204
    assert verdict(await mia.delete(f"/api/invitations/{made['id']}")) == (404, "not_found")
    assert verdict(await tom.post(f"/api/invitations/{made['token']}/accept", json=TOM)) == (404, "not_found")


@pytest.mark.parametrize("token", ["nonsense", "x" * 43, "x" * 5000, "%00", "é", "..%2F..", "' OR 1=1 --"])
async def test_an_unknown_token_is_404(browser: Browser, token: str) -> None:
    assert (await browser.get(f"/api/invitations/{token}")).status_code == 404
    assert (await browser.post(f"/api/invitations/{token}/accept", json=TOM)).status_code == 404


async def test_an_address_that_is_taken_leaves_the_invitation_as_it_was(new_browser: NewBrowser) -> None:
    mia, tom = new_browser(), new_browser()
    await set_up(mia)
    token = (await invite(mia))["token"]
    taken = await tom.post(f"/api/invitations/{token}/accept", json=TOM | {"email": EMAIL.upper()})
    assert verdict(taken) == (409, "email_taken")
    assert (await tom.post(f"/api/invitations/{token}/accept", json=TOM)).status_code == 201


async def test_only_administrators_invite(new_browser: NewBrowser) -> None:
    mia, tom = new_browser(), new_browser()
    await set_up(mia)
    await join(mia, tom, "tom@example.org")
    made = await invite(mia)
    for answer in (
        await tom.post("/api/invitations", json={"role": "admin", "expires_in_hours": 1}),
        await tom.get("/api/invitations"),
        await tom.delete(f"/api/invitations/{made['id']}"),
    ):
        assert verdict(answer) == (403, "forbidden")
    assert (await new_browser().get(f"/api/invitations/{made['token']}")).status_code == 200


async def test_the_token_is_not_stored_as_it_is(browser: Browser, any_database: Database) -> None:
    await set_up(browser)
    token = (await invite(browser))["token"]
    assert token not in await everything_stored(any_database)


async def test_the_link_does_not_get_into_a_log(browser: Browser) -> None:
    await set_up(browser)
    made = await invite(browser)
    assert made["token"] not in scrub(f"GET {made['url']} and /api/invitations/{made['token']}/accept")


async def test_another_website_cannot_accept_on_somebodys_behalf(new_browser: NewBrowser) -> None:
    mia = new_browser()
    await set_up(mia)
    token = (await invite(mia))["token"]
    answer = await new_browser().post(
        f"/api/invitations/{token}/accept", json=TOM, headers={"Origin": "https://evil.example"}
    )
    assert verdict(answer) == (403, "foreign_origin")
