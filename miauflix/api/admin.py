"""What an admin sees of the machine room; joins what the catalogue knows with what the engine holds."""

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from miauflix.accounts import require_role
from miauflix.catalog import UnknownTitle, name_of
from miauflix.infra.db import Database
from miauflix.infra.parts import part
from miauflix.infra.reports import Reports, Severity, Trouble
from miauflix.kit.playable import parse_playable
from miauflix.kit.sentences import SaidPart, told
from miauflix.peers import Engine
from miauflix.sources import refs_of_torrents

router = APIRouter(prefix="/api/admin", tags=["admin"], dependencies=[Depends(require_role("admin"))])


class HeldTorrent(BaseModel):
    """One torrent on this machine, in the swarm or not."""

    key: str
    ref: str | None = Field(description="The first playable it is a source of")
    name: str | None = Field(description="The title people know it by")
    size_bytes: int | None
    disk_bytes: int
    progress: float = Field(description="0 to 1, of the whole torrent")
    is_attached: bool = Field(description="In the swarm right now")
    readers: int
    stage: str | None
    peers_connected: int
    download_rate_bytes_s: int
    upload_rate_bytes_s: int


@router.get("/torrents")
async def torrents(
    database: Annotated[Database, Depends(part(Database))], engine: Annotated[Engine, Depends(part(Engine))]
) -> list[HeldTorrent]:
    """Every torrent held, most recently used first."""
    held = engine.torrents()
    async with database.read() as session:
        refs = await refs_of_torrents(session, [one.key for one in held])
        names: dict[str, str] = {}
        for ref in set(refs.values()):
            try:
                names[ref] = await name_of(session, parse_playable(ref), "en")
            except UnknownTitle:
                continue  # the title is gone, its pieces are not yet
    return [
        HeldTorrent(
            key=one.key,
            ref=refs.get(one.key),
            name=names.get(refs.get(one.key, "")),
            size_bytes=one.size_bytes,
            disk_bytes=one.disk_bytes,
            progress=one.progress,
            is_attached=one.is_attached,
            readers=one.readers,
            stage=one.stage,
            peers_connected=one.peers_connected,
            download_rate_bytes_s=one.download_rate_bytes_s,
            upload_rate_bytes_s=one.upload_rate_bytes_s,
        )
        for one in held
    ]


class Problem(BaseModel):
    """Something that is wrong, in words for people, and what to do about it."""

    code: str
    severity: Severity
    message: str
    fix: str
    values: dict[str, str | int | float | list[SaidPart]] = Field(
        description="What the message is made with, for other languages; what was said itself by code"
    )


class HouseStatus(BaseModel):
    problems: list[Problem]


@router.get("/status")
async def house_status(reports: Annotated[Reports, Depends(part(Reports))]) -> HouseStatus:
    """What is wrong with the house, the worst first; empty when all is well."""
    return HouseStatus(problems=[_problem(one) for one in await reports.troubles()])


def _problem(trouble: Trouble) -> Problem:
    return Problem(
        code=trouble.code,
        severity=trouble.severity,
        message=trouble.message,
        fix=trouble.fix,
        values={name: told(value) or value for name, value in trouble.values.items()},
    )
