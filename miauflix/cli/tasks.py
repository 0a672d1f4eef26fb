"""`miauflix tasks …`."""

import asyncio
from typing import Annotated

import typer

from miauflix.infra.settings import Settings

app = typer.Typer(no_args_is_help=True, help="What the house does by itself: list, run, pause, resume.")

NameArgument = Annotated[str, typer.Argument(metavar="NAME")]


@app.command(name="list")
def list_tasks() -> None:
    """List every task: how often, when next, and how its last run went."""
    _run("list")


@app.command()
def run(name: NameArgument) -> None:
    """Run a task once, now; without a server, as soon as one starts."""
    _run("run", name)


@app.command()
def pause(name: NameArgument) -> None:
    """Let a task rest until it is resumed."""
    _run("pause", name)


@app.command()
def resume(name: NameArgument) -> None:
    """Go on with a task that was paused."""
    _run("resume", name)


def _run(verb: str, name: str = "") -> None:
    from miauflix.cli.operator import operate
    from miauflix.infra.parts import Parts
    from miauflix.infra.scheduler import Tasks
    from miauflix.infra.scheduler.commands import TaskCommand, run_tasks_command

    command = TaskCommand.model_validate({"verb": verb, "name": name})

    async def here(parts: Parts) -> list[str]:
        return await run_tasks_command(parts.get(Tasks), command, is_served=False)

    for line in asyncio.run(operate(Settings(), "tasks", command, here)):
        print(line)
