"""`miauflix keys …` and `miauflix migrate-encrypt`."""

import asyncio
import time
from typing import Annotated, Literal

import typer

from miauflix.infra.settings import Settings

app = typer.Typer(no_args_is_help=True, help="The keys of what is stored: rotate, status.")

_LOOK_EVERY_S = 1.0
_ADOPTING_S = 3600.0


@app.command()
def rotate() -> None:
    """Make a new key and seal everything anew with it. A change that was broken off goes on."""
    is_done = _run("rotate")
    while not is_done:
        time.sleep(_LOOK_EVERY_S)
        is_done = _run("status")


@app.command()
def status() -> None:
    """Tell which keys there are, and how far a change is."""
    _run("status")


def migrate_encrypt(
    has_backup: Annotated[bool, typer.Option("--has-backup", help="On PostgreSQL: a dump was made")] = False,
) -> None:
    """Encrypt what an earlier version stored in plain text; safe to run again."""
    from miauflix.cli.operator import operate
    from miauflix.infra.cipher import Adoption
    from miauflix.infra.cipher.commands import AdoptCommand, run_adopt_command
    from miauflix.infra.parts import Parts

    command = AdoptCommand(has_backup=has_backup)

    async def here(parts: Parts) -> list[str]:
        return await run_adopt_command(parts.get(Adoption), command)

    print(*asyncio.run(operate(Settings(), "migrate-encrypt", command, here, timeout_s=_ADOPTING_S)), sep="\n")


def _run(verb: Literal["rotate", "status"]) -> bool:
    """Print the answer, and tell whether no change is under way."""
    from miauflix.cli.operator import operate
    from miauflix.infra.cipher import Rotation
    from miauflix.infra.cipher.commands import UNDER_WAY, KeysCommand, run_keys_command
    from miauflix.infra.db import Database
    from miauflix.infra.parts import Parts

    command = KeysCommand(verb=verb)

    async def here(parts: Parts) -> list[str]:
        return await run_keys_command(parts.get(Database), parts.get(Rotation), command, is_served=False)

    lines = asyncio.run(operate(Settings(), "keys", command, here))
    print(*lines, sep="\n", flush=True)
    return UNDER_WAY not in lines[-1]
