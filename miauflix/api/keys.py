"""The keys of what is stored: which there are, and changing them while everything goes on."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.accounts import Client, User, current_client, record_audit, require_role
from miauflix.infra.cipher import KeyState, Rotation
from miauflix.infra.cipher.roots import Origin
from miauflix.infra.db import Database
from miauflix.infra.parts import part
from miauflix.kit.clock import SystemClock

router = APIRouter(prefix="/api/admin/keys", tags=["admin"], dependencies=[Depends(require_role("admin"))])

DatabasePart = Annotated[Database, Depends(part(Database))]
RotationPart = Annotated[Rotation, Depends(part(Rotation))]


class RotationOut(BaseModel):
    """The latest change of keys; one that is under way has no end yet."""

    started_at: datetime
    finished_at: datetime | None
    done: int = Field(description="Rows sealed anew")
    total: int
    damaged: int = Field(description="Fields that opened with no key; they are left as they are")


class KeysOut(BaseModel):
    writing: str = Field(description="Id of the key that everything is sealed with now")
    since: datetime | None
    older: list[str] = Field(description="Ids of keys that still read, until everything is sealed anew")
    origin: Origin = Field(description="Where the key comes from; one from the environment is changed there")
    rotation: RotationOut | None


def keys_out(state: KeyState) -> KeysOut:
    change = state.rotation
    rotation = None
    if change is not None:
        rotation = RotationOut(
            started_at=change.started_at,
            finished_at=change.finished_at,
            done=change.done,
            total=change.total,
            damaged=change.damaged,
        )
    return KeysOut(
        writing=state.writing, since=state.since, older=[*state.older], origin=state.origin, rotation=rotation
    )


@router.get("")
async def keys(database: DatabasePart, rotation: RotationPart) -> KeysOut:
    """Which keys there are, and how far a change is."""
    async with database.read() as session:
        return keys_out(await rotation.state(session))


@router.post("/rotate", status_code=202)
async def rotate_keys(
    admin: Annotated[User, Depends(require_role("admin"))],
    client: Annotated[Client, Depends(current_client)],
    clock: Annotated[SystemClock, Depends(part(SystemClock))],
    database: DatabasePart,
    rotation: RotationPart,
) -> KeysOut:
    """Make a new key and seal everything anew with it; a change that is under way goes on."""

    async def noted(session: AsyncSession) -> None:
        await record_audit(session, "keys_rotated", at=clock.now(), user=admin, severity="warning", client=client)

    await rotation.begin(noted)
    async with database.read() as session:
        return keys_out(await rotation.state(session))
