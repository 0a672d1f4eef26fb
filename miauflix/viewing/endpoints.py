"""Progress of the profile that the caller has chosen."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from miauflix.accounts import Viewer, current_viewer
from miauflix.infra.db import Database
from miauflix.infra.parts import part
from miauflix.kit.playable import parse_playable
from miauflix.viewing import rules, store
from miauflix.viewing.schemas import PositionOf, ProgressList, ProgressOut, WatchedMark
from miauflix.viewing.service import Diary

router = APIRouter(prefix="/api/progress", tags=["viewing"])

DatabasePart = Annotated[Database, Depends(part(Database))]
DiaryPart = Annotated[Diary, Depends(part(Diary))]
ViewerPart = Annotated[Viewer, Depends(current_viewer)]


@router.get("")
async def progress(
    viewer: ViewerPart, database: DatabasePart, refs: Annotated[str, Query(max_length=8000)]
) -> ProgressList:
    """How far the profile is in each of `refs` (separated by commas); what it never played is left out."""
    wanted = [str(parse_playable(ref)) for ref in refs.split(",") if ref]
    async with database.read() as session:
        known = await store.progress_of(session, viewer.profile_id, wanted)
    return ProgressList(items=[progress_out(known[ref]) for ref in wanted if ref in known])


@router.get("/episodes")
async def progress_of_show(
    show: Annotated[int, Query(ge=1, le=2_000_000_000, description="TMDB id")],
    viewer: ViewerPart,
    database: DatabasePart,
    season: Annotated[int | None, Query(ge=0, le=9999)] = None,
) -> ProgressList:
    """How far the profile is in each episode of a show that it ever played, or of one season; however many."""
    async with database.read() as session:
        known = await store.of_shows(session, viewer.profile_id, [show], season=season)
    return ProgressList(items=[progress_out(one) for one in known[show]])


@router.post("", status_code=204)
async def record(body: PositionOf, viewer: ViewerPart, database: DatabasePart, diary: DiaryPart) -> None:
    """Note where the player is."""
    playable = parse_playable(body.ref)
    async with database.write() as session:
        await diary.record_progress(
            session,
            viewer.profile_id,
            playable,
            position_s=body.position_s,
            duration_s=body.duration_s,
            state=body.state,
        )


@router.post("/watched", status_code=204)
async def mark(body: WatchedMark, viewer: ViewerPart, database: DatabasePart, diary: DiaryPart) -> None:
    """Mark as watched or not; taking it back takes its viewings out of the history."""
    playable = parse_playable(body.ref)
    async with database.write() as session:
        await diary.mark(session, viewer.profile_id, playable, watched=body.watched)


def progress_out(progress: rules.Progress) -> ProgressOut:
    return ProgressOut(
        ref=progress.ref,
        position_s=progress.position_s,
        duration_s=progress.duration_s,
        watched=progress.watched,
        resume_at_s=rules.resume_at(progress),
        updated_at=progress.updated_at,
    )
