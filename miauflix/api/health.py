"""Is it alive, is it ready, what is it doing."""

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Response
from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from miauflix import __version__
from miauflix.accounts import Accounts
from miauflix.infra.db import Database
from miauflix.infra.parts import part
from miauflix.infra.settings import Settings

router = APIRouter(tags=["system"])

DatabasePart = Annotated[Database, Depends(part(Database))]

_TASKS = Gauge("miauflix_tasks", "asyncio tasks alive: what grows for ever here is a leak")


class Health(BaseModel):
    status: Literal["ok"] = "ok"


class Status(BaseModel):
    setup_required: bool
    demo: bool
    version: str


class Readiness(BaseModel):
    ready: bool
    reasons: list[str]


@router.get("/health")
@router.get("/healthz", include_in_schema=False)
async def health() -> Health:
    """200 as soon as requests are served; asks nothing of anything else."""
    return Health()


@router.get("/readyz", responses={503: {"model": Readiness}})
async def ready(response: Response, database: DatabasePart) -> Readiness:
    """200 when the database answers, else 503 with the reasons."""
    reasons: list[str] = []
    try:
        async with database.read() as session:
            await session.execute(text("SELECT 1"))
    except (SQLAlchemyError, OSError):
        reasons.append("the database does not answer")
    if reasons:
        response.status_code = 503
    return Readiness(ready=not reasons, reasons=reasons)


@router.get("/api/status")
async def status(
    accounts: Annotated[Accounts, Depends(part(Accounts))], settings: Annotated[Settings, Depends(part(Settings))]
) -> Status:
    """What a visitor's browser needs before anybody has logged in."""
    return Status(
        setup_required=not await accounts.sign_in.is_set_up(), demo=settings.demo_film_count() > 0, version=__version__
    )


@router.get("/metrics", include_in_schema=False)
async def metrics() -> Response:
    _TASKS.set(len(asyncio.all_tasks()))
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
