from typing import Any

import pytest
from pydantic import ValidationError

from miauflix.accounts import Accounts
from miauflix.accounts.commands import UserCommand, run_users_command
from miauflix.accounts.errors import EmailTaken, LastAdmin
from miauflix.infra.db import Database
from miauflix.kit.errors import NotFound
from tests.accounts.conftest import EMAIL, PASSWORD, Browser, log_in, set_up, verdict
from tests.accounts.rows import audit_lines

TOM = "tom@example.org"


async def run(accounts: Accounts, verb: str, email: str | None = None, **more: Any) -> list[str]:
    command = UserCommand.model_validate({"verb": verb, "email": email, **more})
    return await run_users_command(accounts, command)


async def test_an_account_is_added_with_the_password_given_or_one_made_up(accounts: Accounts, browser: Browser) -> None:
    assert await run(accounts, "add", EMAIL, role="admin", password=PASSWORD) == [f"{EMAIL}  admin  enabled  mia"]
    line, shown = await run(accounts, "add", TOM)
    assert line == f"{TOM}  user  enabled  tom"
    made_up = shown.removeprefix("Password: ")
    assert len(made_up) == 16

    assert (await log_in(browser, EMAIL, PASSWORD))["profile"]["name"] == "mia"
    await log_in(browser, TOM, made_up)
    assert verdict(await browser.post("/api/auth/setup", json={"email": "x@y", "password": PASSWORD}))[0] == 404


async def test_the_first_account_must_be_an_administrator(accounts: Accounts) -> None:
    with pytest.raises(LastAdmin, match="--role admin"):
        await run(accounts, "add", TOM)
    assert await run(accounts, "list") == []


async def test_accounts_are_listed_disabled_enabled_and_reset(accounts: Accounts, browser: Browser) -> None:
    await set_up(browser)
    await run(accounts, "add", TOM, password=PASSWORD)
    assert await run(accounts, "disable", TOM) == [f"{TOM}  user  disabled  tom"]
    assert await run(accounts, "list") == [f"{EMAIL}  admin  enabled  Mia", f"{TOM}  user  disabled  tom"]
    assert await run(accounts, "enable", TOM) == [f"{TOM}  user  enabled  tom"]

    done, shown = await run(accounts, "reset", EMAIL)
    assert EMAIL in done
    assert verdict(await browser.get("/api/auth/me")) == (401, "session_ended")
    await log_in(browser, EMAIL, shown.removeprefix("Password: "))
    assert len(await run(accounts, "reset", EMAIL, password="another long one")) == 1
    await log_in(browser, EMAIL, "another long one")


async def test_what_cannot_be_done_is_refused(accounts: Accounts, browser: Browser) -> None:
    await set_up(browser)
    with pytest.raises(EmailTaken):
        await run(accounts, "add", EMAIL.upper())
    with pytest.raises(LastAdmin):
        await run(accounts, "disable", EMAIL)
    for verb in ("disable", "enable", "reset"):
        with pytest.raises(NotFound, match=TOM):
            await run(accounts, verb, TOM)


@pytest.mark.parametrize(
    "command",
    [
        {"verb": "add"},
        {"verb": "add", "email": "tom"},
        {"verb": "add", "email": TOM, "password": "short"},
        {"verb": "x"},
    ],
)
def test_a_command_must_make_sense(command: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        UserCommand.model_validate(command)


async def test_what_the_command_line_did_is_in_the_log(accounts: Accounts, any_database: Database) -> None:
    await run(accounts, "add", EMAIL, role="admin", password=PASSWORD)
    await run(accounts, "reset", EMAIL, password=PASSWORD)
    lines = [(line.action, line.details["by"]) for line in await audit_lines(any_database)]
    assert lines == [("user_created", "command line"), ("password_reset", "command line")]
