"""`miauflix seed`."""

import sys
from collections.abc import AsyncGenerator
from contextlib import aclosing

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from miauflix.catalog.library import Library
from miauflix.catalog.seeding import Step, seeding
from miauflix.cli.operator import follow
from miauflix.infra.parts import Parts
from miauflix.infra.settings import Settings, SettingsError


async def seed(settings: Settings) -> list[str]:
    """Fill the catalogue, showing how far it is; the lines that sum it up.

    Raises:
        SettingsError: there is no token, or TMDB has no answer.
    """
    if settings.tmdb_api_access_token is None:
        raise SettingsError("set TMDB_API_ACCESS_TOKEN to the read access token of a TMDB account first")

    def here(parts: Parts) -> AsyncGenerator[Step]:
        return seeding(parts.get(Library))

    console = Console(stderr=True)
    columns = (TextColumn("  {task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as bar:
        task: TaskID | None = None
        what = ""
        async with aclosing(follow(settings, "seed", here, Step)) as steps:
            async for step in steps:
                if step.said:
                    return [step.said]
                if task is None or step.what != what:
                    task, what = bar.add_task(step.what, total=step.total), step.what
                bar.update(task, completed=step.done)
    raise SettingsError("the server stopped before the catalogue was filled; run it again, it goes on where it was")
