"""`miauflix tasks …`: one request and one answer, whether the command runs it itself or sends it to the server."""

import asyncio
from datetime import timedelta
from typing import Literal

from pydantic import BaseModel, Field

from miauflix.infra.scheduler.errors import UnknownTask
from miauflix.infra.scheduler.tasks import Tasks
from miauflix.infra.scheduler.types import TaskStatus

_WAIT_S = 20.0
_LOOK_EVERY_S = 0.25


class TaskCommand(BaseModel):
    """What to do; everything but `list` names a task."""

    verb: Literal["list", "run", "pause", "resume"]
    name: str = Field(default="", max_length=80)


async def run_tasks_command(tasks: Tasks, command: TaskCommand, *, is_served: bool) -> list[str]:
    """Do what `command` says and answer the lines to print; with a server up, `run` waits a while for the end.

    Raises:
        UnknownTask: there is no task of this name.
    """
    if command.verb == "list":
        return [_line(one) for one in await tasks.everything()]
    before = await _status(tasks, command.name)
    match command.verb:
        case "pause":
            await tasks.pause(command.name)
        case "resume":
            await tasks.resume(command.name)
        case "run":
            await tasks.run_now(command.name)
            if not is_served:
                return [f"{command.name} will run when the server starts"]
            return [await _watch(tasks, before)]
    return [_line(await _status(tasks, command.name))]


async def _watch(tasks: Tasks, before: TaskStatus) -> str:
    now = before
    for _ in range(round(_WAIT_S / _LOOK_EVERY_S)):
        now = await _status(tasks, before.name)
        if now.last_started_at != before.last_started_at and not now.running:
            return _line(now)
        await asyncio.sleep(_LOOK_EVERY_S)
    return f"{before.name}  {'still running' if now.running else 'asked for, not begun'}"


async def _status(tasks: Tasks, name: str) -> TaskStatus:
    found = next((one for one in await tasks.everything() if one.name == name), None)
    if found is None:
        raise UnknownTask(f"No task is called {name[:80]!r}; `miauflix tasks list` shows them")
    return found


def _line(one: TaskStatus) -> str:
    state = "running" if one.running else "paused" if one.paused else f"next {one.next_run_at:%Y-%m-%d %H:%M:%S}"
    verdict = {None: "never ran", True: "ok", False: "failed"}[one.last_ok]
    last = [f"{one.last_duration_s:.1f} s", one.last_result] if one.last_duration_s is not None else []
    every = timedelta(seconds=round(one.every_s))
    return "  ".join([one.name, f"every {every}", state, verdict, *(text for text in last if text)])
