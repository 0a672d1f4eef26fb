"""What discovery is about, for an admin."""

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from miauflix.accounts import require_role
from miauflix.infra.db import Database
from miauflix.infra.parts import part
from miauflix.kit.sentences import SaidPart, told
from miauflix.sources.discovery.service import Discovery

router = APIRouter(tags=["admin"], dependencies=[Depends(require_role("admin"))])


class DiscoveryOut(BaseModel):
    """How far the search for sources in the background is, and how fast it goes."""

    is_searching: bool = Field(description="False: DISABLE_DISCOVERY stops the search for titles")
    paused: str | None = Field(description="Why nothing may leave, when the guard is closed, in English")
    paused_said: list[SaidPart] | None = Field(description="The same as sentences by code, for other languages")
    titles: int = Field(description="Films and episodes in the queue")
    titles_due: int
    titles_found: int = Field(description="Those whose last search found something")
    searches_last_hour: int
    torrents: int = Field(description="Torrents that are known and not dead")
    files: int = Field(description="Those whose .torrent file is here")
    files_due: int
    files_last_hour: int
    swarms_known: int = Field(description="Those whose seeders are known; unknown is not 0")
    swarms_due: int
    scrapes_last_hour: int
    dead: int = Field(description="Torrents that nobody lists or knows any more")


@router.get("/api/admin/discovery")
async def discovery(
    database: Annotated[Database, Depends(part(Database))], found: Annotated[Discovery, Depends(part(Discovery))]
) -> DiscoveryOut:
    async with database.read() as session:
        numbers = await found.numbers(session)
    return DiscoveryOut.model_validate(
        {"is_searching": found.is_searching, "paused": found.paused, "paused_said": told(found.paused), **numbers}
    )
