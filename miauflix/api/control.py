"""The operator's door: what the command line asks of a running server. Every answer is lines to print.

While a server runs it is the only writer of its data folder, so `miauflix add` and its kin call it. The right to do
so is a token that each start writes, readable by the owner only, beside the data the command line could read anyway.
"""

import hmac
import json
import os
import secrets
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Header
from starlette.responses import StreamingResponse

from miauflix.accounts import Accounts
from miauflix.accounts.commands import UserCommand, run_users_command
from miauflix.catalog.library import Library
from miauflix.catalog.providers.tmdb import TmdbError, TmdbHasNone
from miauflix.catalog.seeding import Step, seeding
from miauflix.infra.cipher import Adoption, Rotation
from miauflix.infra.cipher.commands import AdoptCommand, KeysCommand, run_adopt_command, run_keys_command
from miauflix.infra.db import Database
from miauflix.infra.parts import part
from miauflix.infra.scheduler import Tasks
from miauflix.infra.scheduler.commands import TaskCommand, run_tasks_command
from miauflix.kit.errors import NotFound
from miauflix.peers import Engine
from miauflix.sources import NEW_TITLE_BYTES, Locator, NewTitle, Ranking, Searches, TitleAdder
from miauflix.sources.added import AddedCommand, run_added_command
from miauflix.sources.searching.command import SearchCommand, run_search_command

CONTROL_HEADER = "X-Control-Token"


@dataclass(frozen=True, slots=True)
class Control:
    """Where a running server is, and how the operator proves to be one."""

    url: str
    token: str

    @classmethod
    def new(cls, url: str) -> "Control":
        return cls(url, secrets.token_urlsafe(32))

    @classmethod
    def read(cls, path: Path) -> "Control | None":
        try:
            return cls(**json.loads(path.read_text()))
        except (OSError, ValueError, TypeError):
            return None

    def write(self, path: Path) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_suffix(".draft")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(asdict(self), file)
        draft.rename(path)


async def operator(
    control: Annotated[Control, Depends(part(Control))],
    token: Annotated[str, Header(alias=CONTROL_HEADER)] = "",
) -> None:
    """Lets nobody through but the holder of the data folder; to anyone else the door does not exist."""
    if not hmac.compare_digest(token.encode(), control.token.encode()):
        raise NotFound


router = APIRouter(prefix="/api/control", include_in_schema=False, dependencies=[Depends(operator)])


@router.post("/titles", max_body_size=NEW_TITLE_BYTES)
async def add_title(body: NewTitle, adder: Annotated[TitleAdder, Depends(part(TitleAdder))]) -> list[str]:
    return [str(await adder.add(Locator.from_request(body), provider="added"))]


@router.post("/added")
async def change_added_title(
    body: AddedCommand,
    adder: Annotated[TitleAdder, Depends(part(TitleAdder))],
    engine: Annotated[Engine, Depends(part(Engine))],
) -> list[str]:
    return await run_added_command(adder, engine, body)


@router.post("/tasks")
async def scheduled_tasks(body: TaskCommand, tasks: Annotated[Tasks, Depends(part(Tasks))]) -> list[str]:
    return await run_tasks_command(tasks, body, is_served=True)


@router.post("/keys")
async def change_keys(
    body: KeysCommand,
    database: Annotated[Database, Depends(part(Database))],
    rotation: Annotated[Rotation, Depends(part(Rotation))],
) -> list[str]:
    return await run_keys_command(database, rotation, body, is_served=True)


@router.post("/migrate-encrypt")
async def encrypt_plain_rows(body: AdoptCommand, adoption: Annotated[Adoption, Depends(part(Adoption))]) -> list[str]:
    return await run_adopt_command(adoption, body)


@router.post("/seed")
async def seed(library: Annotated[Library, Depends(part(Library))]) -> StreamingResponse:
    """Fill the catalogue; a line of JSON for each step."""
    library.asked()

    async def lines() -> AsyncGenerator[str]:
        try:
            async with aclosing(seeding(library)) as steps:
                async for step in steps:
                    yield step.model_dump_json() + "\n"
        except (TmdbError, TmdbHasNone) as error:
            yield Step(what="lists", done=0, total=0, said=f"nothing was filled: {error}").model_dump_json()

    return StreamingResponse(lines(), media_type="application/x-ndjson")


@router.post("/sources")
async def search_sources(
    body: SearchCommand,
    database: Annotated[Database, Depends(part(Database))],
    searches: Annotated[Searches, Depends(part(Searches))],
    ranking: Annotated[Ranking, Depends(part(Ranking))],
) -> list[str]:
    return await run_search_command(database, searches, ranking, body)


@router.post("/users")
async def change_users(body: UserCommand, accounts: Annotated[Accounts, Depends(part(Accounts))]) -> list[str]:
    return await run_users_command(accounts, body)
