"""`POST /api/playback` and the streams."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from miauflix.accounts import Caller, current_caller
from miauflix.catalog import name_of, next_episode
from miauflix.infra.db import Database
from miauflix.infra.parts import part
from miauflix.kit.ids import new_id
from miauflix.kit.playable import parse_playable
from miauflix.playback.rules import Conditions, content_type, decide
from miauflix.playback.schemas import PlaybackRequest, PlaybackStarted, StreamStatus
from miauflix.playback.service import Playback, StreamRequest
from miauflix.playback.tickets import Ticket, Tickets
from miauflix.sources import file_name

router = APIRouter(tags=["playback"])

PlaybackPart = Annotated[Playback, Depends(part(Playback))]
DatabasePart = Annotated[Database, Depends(part(Database))]
CallerPart = Annotated[Caller, Depends(current_caller)]


async def valid_ticket(ticket: str, tickets: Annotated[Tickets, Depends(part(Tickets))]) -> Ticket:
    return tickets.read(ticket)


TicketPart = Annotated[Ticket, Depends(valid_ticket)]


def conditions(request: Request) -> Conditions:
    headers = request.headers
    return Conditions(headers.get("range"), headers.get("if-range"), headers.get("if-none-match"))


@router.post("/api/playback", status_code=201)
async def start(
    body: PlaybackRequest, caller: CallerPart, playback: PlaybackPart, database: DatabasePart
) -> PlaybackStarted:
    """Press Play: a ticket for the best source, or the named one, and how it will be played."""
    playable = parse_playable(body.title)
    async with database.read() as session:
        name = await name_of(session, playable, "en")
        following = await next_episode(session, playable)
    release = await playback.release(playable, body.source_id)
    text, ticket = playback.issue(caller, release)
    file = file_name(release)
    decision, reason = decide(file)
    return PlaybackStarted(
        ticket=text,
        url=f"/api/stream/{text}/file",
        decision=decision,
        reason=reason,
        expires_at=ticket.expires_at,
        ref=str(playable),
        source_id=release.source_id,
        name=name,
        size_bytes=release.size_bytes,
        content_type=content_type(file or ""),
        next=str(following) if following else None,
    )


@router.get("/api/stream/{ticket}/file", response_class=Response)
@router.head("/api/stream/{ticket}/file", response_class=Response, include_in_schema=False)
async def stream_by_ticket(request: Request, ticket: TicketPart, playback: PlaybackPart) -> Response:
    """The file, whole or by Range (RFC 9110 §14). The ticket is the authority; no header is needed."""
    return await playback.stream(
        ticket.source_id, StreamRequest(ticket.user_id, ticket.id, conditions(request), request.method == "HEAD")
    )


@router.get("/api/stream/{ticket}/status")
async def stream_status(ticket: TicketPart, playback: PlaybackPart) -> StreamStatus:
    """What a start is waiting for, and which bytes are here."""
    return await playback.status(ticket)


@router.get("/api/stream/{source_id}", response_class=Response)
@router.head("/api/stream/{source_id}", response_class=Response, include_in_schema=False)
async def stream_by_source(request: Request, source_id: str, caller: CallerPart, playback: PlaybackPart) -> Response:
    """The same file by source id, for players that can send a Bearer token."""
    return await playback.stream(
        source_id, StreamRequest(caller.user.id, new_id(), conditions(request), request.method == "HEAD")
    )
