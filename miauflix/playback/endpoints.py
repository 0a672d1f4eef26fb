"""`POST /api/playback` and the streams."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from miauflix.accounts import Accounts, Caller, current_caller
from miauflix.catalog import name_of
from miauflix.infra.db import Database
from miauflix.infra.parts import part
from miauflix.kit.clock import SystemClock
from miauflix.kit.ids import new_id
from miauflix.kit.playable import parse_playable
from miauflix.playback.errors import InvalidTicket
from miauflix.playback.following import next_of
from miauflix.playback.leaving import unless_gone
from miauflix.playback.rules import Conditions, content_type, decide
from miauflix.playback.schemas import PlaybackRequest, PlaybackStarted, StreamStatus
from miauflix.playback.service import Playback, StreamRequest
from miauflix.playback.tickets import Ticket, Tickets
from miauflix.sources import DeviceIn, Viewing, file_name
from miauflix.viewing import Diary, progress_of, resume_at
from miauflix.viewing.schemas import Position

router = APIRouter(tags=["playback"])

PlaybackPart = Annotated[Playback, Depends(part(Playback))]
DatabasePart = Annotated[Database, Depends(part(Database))]
DiaryPart = Annotated[Diary, Depends(part(Diary))]
CallerPart = Annotated[Caller, Depends(current_caller)]


async def valid_ticket(
    ticket: str,
    tickets: Annotated[Tickets, Depends(part(Tickets))],
    accounts: Annotated[Accounts, Depends(part(Accounts))],
) -> Ticket:
    """The ticket of the path; it ends with the session that asked for it, by logout or by an admin's hand."""
    read = tickets.read(ticket)
    if not await accounts.sessions.is_alive(read.session_id):
        raise InvalidTicket
    return read


TicketPart = Annotated[Ticket, Depends(valid_ticket)]


def conditions(request: Request) -> Conditions:
    headers = request.headers
    return Conditions(headers.get("range"), headers.get("if-range"), headers.get("if-none-match"))


@router.post("/api/playback")
async def start(
    body: PlaybackRequest,
    caller: CallerPart,
    playback: PlaybackPart,
    database: DatabasePart,
    accounts: Annotated[Accounts, Depends(part(Accounts))],
    clock: Annotated[SystemClock, Depends(part(SystemClock))],
) -> PlaybackStarted:
    """Press Play: a ticket for the best source, or the named one, and how it will be played.

    A title without a stored source is looked for first, for as long as a person waits.
    """
    playable = parse_playable(body.title)
    async with database.read() as session:
        name = await name_of(session, playable, "en")
        following = await next_of(session, playable, clock.now().date())
        seen = await progress_of(session, caller.profile_id, [str(playable)]) if caller.profile_id else {}
    profile = await accounts.profiles.of_caller(caller)
    viewing = Viewing(device=DeviceIn.read(body.device).device(), language=profile.language if profile else None)
    release = await playback.release(playable, body.source_id, viewing, whose=caller.user.id)
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
        resume_at_s=resume_at(seen.get(str(playable))),
        duration_s=seen[str(playable)].duration_s if seen else None,
        next=str(following) if following else None,
    )


@router.get("/api/stream/{ticket}/file", response_class=Response)
@router.head("/api/stream/{ticket}/file", response_class=Response, include_in_schema=False)
async def stream_by_ticket(request: Request, ticket: TicketPart, playback: PlaybackPart) -> Response:
    """The file, whole or by Range (RFC 9110 §14). The ticket is the authority; no header is needed."""
    asked = StreamRequest(ticket.user_id, ticket.id, conditions(request), request.method == "HEAD")
    return await unless_gone(request.receive, playback.stream_of(ticket, asked))


@router.get("/api/stream/{ticket}/status")
async def stream_status(ticket: TicketPart, playback: PlaybackPart) -> StreamStatus:
    """What a start is waiting for, and which bytes are here."""
    return await playback.status(ticket)


@router.post("/api/stream/{ticket}/progress", status_code=204)
async def note_progress(body: Position, ticket: TicketPart, database: DatabasePart, diary: DiaryPart) -> None:
    """Note where the player is. Here and not only under /api/progress, because `sendBeacon`, the one call that
    survives a closing page, can send no token: the ticket says for whom.
    """
    if ticket.profile_id is None:
        return
    async with database.write() as session:
        await diary.record_progress(
            session,
            ticket.profile_id,
            parse_playable(ticket.ref),
            position_s=body.position_s,
            duration_s=body.duration_s,
            state=body.state,
        )


@router.get("/api/stream/{source_id}", response_class=Response)
@router.head("/api/stream/{source_id}", response_class=Response, include_in_schema=False)
async def stream_by_source(request: Request, source_id: str, caller: CallerPart, playback: PlaybackPart) -> Response:
    """The same file by source id, for players that can send a Bearer token."""
    asked = StreamRequest(caller.user.id, new_id(), conditions(request), request.method == "HEAD")
    return await unless_gone(request.receive, playback.stream(source_id, asked))
