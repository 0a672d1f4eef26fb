"""`miauflix users …`."""

import asyncio
from typing import Annotated

import typer

from miauflix.infra.settings import Settings

app = typer.Typer(no_args_is_help=True, help="Accounts: add, list, disable, enable, reset.")

EmailArgument = Annotated[str, typer.Argument(metavar="EMAIL")]
PasswordOption = Annotated[
    str | None, typer.Option(help="Left out, one is made up and printed", prompt=False, envvar="MIAUFLIX_PASSWORD")
]


@app.command()
def add(
    email: EmailArgument,
    role: Annotated[str, typer.Option(help="admin, user or guest")] = "user",
    password: PasswordOption = None,
) -> None:
    """Make an account."""
    _run(verb="add", email=email, role=role, password=password)


@app.command(name="list")
def list_users() -> None:
    """List every account with its role."""
    _run(verb="list")


@app.command()
def disable(email: EmailArgument) -> None:
    """Lock somebody out, at once."""
    _run(verb="disable", email=email)


@app.command()
def enable(email: EmailArgument) -> None:
    """Let them in again."""
    _run(verb="enable", email=email)


@app.command()
def reset(email: EmailArgument, password: PasswordOption = None) -> None:
    """Give somebody a new password; all of their sessions end."""
    _run(verb="reset", email=email, password=password)


def _run(**fields: str | None) -> None:
    from miauflix.accounts import Accounts
    from miauflix.accounts.commands import UserCommand, run_users_command
    from miauflix.cli.operator import operate
    from miauflix.infra.parts import Parts

    command = UserCommand.model_validate({name: value for name, value in fields.items() if value is not None})

    async def here(parts: Parts) -> list[str]:
        return await run_users_command(parts.get(Accounts), command)

    for line in asyncio.run(operate(Settings(), "users", command, here, may_found=command.verb == "add")):
        print(line)
