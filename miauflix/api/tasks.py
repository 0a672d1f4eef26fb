"""The scheduled tasks, for admins."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, Field

from miauflix.accounts import User, current_client, record_audit, require_role
from miauflix.accounts.types import Action, Client
from miauflix.infra.db import Database
from miauflix.infra.parts import part
from miauflix.infra.scheduler import Tasks, TaskStatus
from miauflix.kit.clock import SystemClock
from miauflix.kit.sentences import SaidPart, told

router = APIRouter(prefix="/api/admin/tasks", tags=["admin"])

TasksPart = Annotated[Tasks, Depends(part(Tasks))]
Admin = Annotated[User, Depends(require_role("admin"))]
Name = Annotated[str, Path(max_length=80)]


class TaskOut(BaseModel):
    """One scheduled task: how it stands and how its last run went."""

    name: str
    every_s: float
    paused: bool
    running: bool
    last_started_at: datetime | None
    last_duration_s: float | None
    last_result: str | None = Field(description="One line in English: what was done, or what went wrong")
    said: list[SaidPart] | None = Field(description="The same as sentences by code, for other languages")
    last_ok: bool | None
    next_run_at: datetime
    holder: str | None = Field(description="The process that ran it last: host, process number, a mark of its start")


@router.get("")
async def scheduled_tasks(_: Admin, tasks: TasksPart) -> list[TaskOut]:
    """Every scheduled task, by name."""
    return [_out(one) for one in await tasks.everything()]


def _out(one: TaskStatus) -> TaskOut:
    return TaskOut(**asdict(one), said=told(one.last_result))


class Note:
    """Writes what an admin did with a task into the audit log."""

    def __init__(
        self,
        admin: Admin,
        client: Annotated[Client, Depends(current_client)],
        database: Annotated[Database, Depends(part(Database))],
        clock: Annotated[SystemClock, Depends(part(SystemClock))],
    ) -> None:
        self._admin, self._client, self._database, self._clock = admin, client, database, clock

    async def __call__(self, action: Action, name: str) -> None:
        async with self._database.write() as session:
            await record_audit(
                session, action, at=self._clock.now(), user=self._admin, resource=f"task:{name}", client=self._client
            )


NotePart = Annotated[Note, Depends()]


@router.post("/{name}/run", status_code=202)
async def run_task(name: Name, tasks: TasksPart, note: NotePart) -> None:
    """Have it run once as soon as may be, paused or not; the list shows how it went."""
    await tasks.run_now(name)
    await note("task_run", name)


@router.post("/{name}/pause", status_code=204)
async def pause_task(name: Name, tasks: TasksPart, note: NotePart) -> None:
    """Let its times pass until it is resumed; a run under way goes on."""
    await tasks.pause(name)
    await note("task_paused", name)


@router.post("/{name}/resume", status_code=204)
async def resume_task(name: Name, tasks: TasksPart, note: NotePart) -> None:
    """Go on with it; if its time has passed meanwhile, at once."""
    await tasks.resume(name)
    await note("task_resumed", name)
