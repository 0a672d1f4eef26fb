"""`miauflix keys …` and `miauflix migrate-encrypt`, whether the command does it itself or sends it to the server."""

from typing import Literal

from pydantic import BaseModel

from miauflix.infra.cipher.adoption import Adoption
from miauflix.infra.cipher.rotation import Rotation
from miauflix.infra.db import Database

UNDER_WAY = "under way"


class KeysCommand(BaseModel):
    verb: Literal["rotate", "status"]


class AdoptCommand(BaseModel):
    """`has_backup`: of PostgreSQL somebody made a dump."""

    has_backup: bool = False


async def run_keys_command(
    database: Database, rotation: Rotation, command: KeysCommand, *, is_served: bool
) -> list[str]:
    """Do what `command` says and answer the lines to print; without a server the whole change is made here.

    Raises:
        KeyFromOutside: this server was given its key.
    """
    if command.verb == "rotate":
        await rotation.begin()
        if not is_served:
            await rotation.finish()
    return await _lines(database, rotation)


async def run_adopt_command(adoption: Adoption, command: AdoptCommand) -> list[str]:
    return (await adoption.run(has_backup=command.has_backup)).lines()


async def _lines(database: Database, rotation: Rotation) -> list[str]:
    async with database.read() as session:
        state = await rotation.state(session)
    lines = [f"Key {state.writing} writes; it comes from the {state.origin}"]
    change = state.rotation
    if change is not None and state.older:
        lines.append(f"A change of keys is {UNDER_WAY}: {change.done} of {change.total} rows")
    elif change is not None and change.finished_at is not None:
        damaged = f"; {change.damaged} fields are damaged and were left" if change.damaged else ""
        lines.append(f"Changed at {change.finished_at:%Y-%m-%d %H:%M} UTC: {change.done} rows{damaged}")
    return lines
