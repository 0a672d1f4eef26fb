"""`miauflix rename` and `miauflix remove`: what an operator does to titles that were added here."""

from typing import Literal

from pydantic import BaseModel, model_validator

from miauflix.catalog import rename_added
from miauflix.kit.playable import parse_title
from miauflix.peers import Engine
from miauflix.sources.adding import TitleAdder
from miauflix.sources.schemas import TitleName


class AddedCommand(BaseModel):
    """What to do to the title of this reference; `name` is its new one."""

    verb: Literal["rename", "remove"]
    ref: str
    name: TitleName | None = None

    @model_validator(mode="after")
    def _has_a_name(self) -> "AddedCommand":
        if (self.verb == "rename") != (self.name is not None):
            raise ValueError("give a name to rename, and none to remove")
        return self


async def run_added_command(adder: TitleAdder, engine: Engine | None, command: AddedCommand) -> list[str]:
    """Do what `command` says and answer the lines to print. Without an engine the pieces go when room is needed.

    Raises:
        InvalidTitle, UnknownTitle: the reference is none, or of nothing.
        NotAddedByHand: the title came from elsewhere.
    """
    title = parse_title(command.ref)
    if command.name is not None:
        async with adder.database.write() as session:
            await rename_added(session, title, command.name)
        return [f"{title} is called {command.name} now"]
    async with adder.database.write() as session:
        idle = await adder.remove(session, title)
    if engine is not None:
        for key in idle:
            await engine.remove(key)
    return [f"{title} is removed"]
