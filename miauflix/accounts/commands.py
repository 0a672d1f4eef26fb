"""`miauflix users …`: what an operator does to accounts from the command line.

One request and one answer, so that it makes no difference whether the command runs it on the database itself or sends
it to the server that holds the database.
"""

import secrets
from typing import Literal

from pydantic import BaseModel, model_validator

from miauflix.accounts.schemas import Email, NewPassword
from miauflix.accounts.service import Accounts
from miauflix.accounts.service.people import Change
from miauflix.accounts.types import Role, User


class UserCommand(BaseModel):
    """What to do and to whom; `add` and `reset` make up a password when none is given."""

    verb: Literal["add", "list", "disable", "enable", "reset"]
    email: Email | None = None
    role: Role = "user"
    password: NewPassword | None = None

    @model_validator(mode="after")
    def _names_somebody(self) -> "UserCommand":
        if self.verb != "list" and self.email is None:
            raise ValueError("say whose account: give an e-mail address")
        return self


async def run_users_command(accounts: Accounts, command: UserCommand) -> list[str]:
    """Do what `command` says and answer the lines to print.

    Raises:
        NotFound: nobody has the address.
        EmailTaken: `add` for an address that has an account.
        LastAdmin: `disable` for the last administrator.
    """
    people = accounts.people
    if command.verb == "list" or command.email is None:
        return [_line(user) for user in await people.everyone()]
    given = command.password.get_secret_value() if command.password else None
    password = given or secrets.token_urlsafe(12)
    shown = [] if given else [f"Password: {password}"]
    if command.verb == "add":
        return [_line(await people.add(command.email, password, command.role)), *shown]
    user = await people.by_email(command.email)
    if command.verb == "reset":
        await people.reset_password(user.id, password)
        return [f"{user.email} has a new password; all of their sessions have ended", *shown]
    return [_line(await people.change(user.id, Change(disabled=command.verb == "disable")))]


def _line(user: User) -> str:
    state = "disabled" if user.disabled else "enabled"
    return f"{user.email}  {user.role}  {state}  {user.name}"
