"""Where a title can be had and why one of its sources plays first; what an admin decides about that."""

from typing import Annotated

from fastapi import APIRouter, Depends

from miauflix.accounts import Client, User, current_client, record_audit, require_role
from miauflix.catalog import name_of, rename_added
from miauflix.infra.db import Database
from miauflix.infra.parts import part
from miauflix.kit.clock import SystemClock
from miauflix.kit.playable import parse_playable, parse_title
from miauflix.peers import Engine
from miauflix.sources import store
from miauflix.sources.adding import TitleAdder
from miauflix.sources.providers.endpoints import router as provider_router
from miauflix.sources.ranking import Ranking, Viewing
from miauflix.sources.schemas import NEW_TITLE_BYTES, AddedTitle, BlocklistBody, NewTitle, ScoringBody, TitleChange
from miauflix.sources.searching.endpoints import router as search_router
from miauflix.sources.searching.schemas import KnownSources, search_out
from miauflix.sources.searching.searches import Searches
from miauflix.sources.service import Locator
from miauflix.sources.telling import title_sources
from miauflix.sources.viewers import viewing_of_query, viewing_of_title

router = APIRouter(tags=["sources"])
router.include_router(search_router)
router.include_router(provider_router)

DatabasePart = Annotated[Database, Depends(part(Database))]
ClockPart = Annotated[SystemClock, Depends(part(SystemClock))]
RankingPart = Annotated[Ranking, Depends(part(Ranking))]
ClientPart = Annotated[Client, Depends(current_client)]
Admin = Annotated[User, Depends(require_role("admin"))]


@router.post(
    "/api/admin/titles",
    status_code=201,
    dependencies=[Depends(require_role("admin"))],
    tags=["admin"],
    max_body_size=NEW_TITLE_BYTES,
)
async def add_title(body: NewTitle, adder: Annotated[TitleAdder, Depends(part(TitleAdder))]) -> AddedTitle:
    """Make a title of a .torrent file or a magnet link."""
    return AddedTitle(ref=str(await adder.add(Locator.from_request(body), provider="added")))


@router.patch("/api/admin/titles/{ref}", status_code=204, dependencies=[Depends(require_role("admin"))], tags=["admin"])
async def rename_title(ref: str, body: TitleChange, database: DatabasePart) -> None:
    """Call a title that was added here by another name. 409 for one that has its name from elsewhere."""
    async with database.write() as session:
        await rename_added(session, parse_title(ref), body.name)


@router.delete("/api/admin/titles/{ref}", status_code=204, tags=["admin"])
async def remove_title(
    ref: str,
    adder: Annotated[TitleAdder, Depends(part(TitleAdder))],
    engine: Annotated[Engine, Depends(part(Engine))],
    clock: ClockPart,
    database: DatabasePart,
    admin: Admin,
    client: ClientPart,
) -> None:
    """Remove a title that was added here, with its sources, its pieces, and everybody's progress and list entries.

    409 for one that came from elsewhere.
    """
    title = parse_title(ref)
    async with database.write() as session:
        idle = await adder.remove(session, title)
        await record_audit(
            session, "title_removed", at=clock.now(), user=admin, resource=str(title), severity="warning", client=client
        )
    for key in idle:
        await engine.remove(key)


@router.get("/api/sources/{ref}")
async def sources_of_title(
    ref: str,
    database: DatabasePart,
    ranking: RankingPart,
    searches: Annotated[Searches, Depends(part(Searches))],
    viewing: Annotated[Viewing, Depends(viewing_of_query)],
) -> KnownSources:
    """Where a film or an episode can be had, best first for this device and profile, and why in that order."""
    playable = parse_playable(ref)
    async with database.read() as session:
        await name_of(session, playable, "en")  # unknown titles are 404
        ledger = await ranking.ledger(session, playable, await viewing_of_title(session, playable, viewing))
        listed, listed_at = await store.listed(session, str(playable))
    last = searches.last(playable)
    return KnownSources(
        **dict(title_sources(ledger)),
        search=search_out(last) if last else None,
        is_stale=listed > 0 and await searches.found_nothing(playable),
        listed_at=listed_at,
    )


@router.get("/api/admin/scoring", dependencies=[Depends(require_role("admin"))], tags=["admin"])
async def scoring(database: DatabasePart, ranking: RankingPart) -> ScoringBody:
    """How releases are ranked."""
    async with database.read() as session:
        return await ranking.scoring(session)


@router.put("/api/admin/scoring", tags=["admin"])
async def put_scoring(
    body: ScoringBody, admin: Admin, client: ClientPart, database: DatabasePart, ranking: RankingPart, clock: ClockPart
) -> ScoringBody:
    """Rank by this from now on; what is left out goes back to its default."""
    async with database.write() as session:
        await ranking.put_scoring(session, body)
        details = body.model_dump(mode="json", exclude_defaults=True)
        await record_audit(session, "scoring_changed", at=clock.now(), user=admin, details=details, client=client)
    return body


@router.get("/api/admin/blocklist", dependencies=[Depends(require_role("admin"))], tags=["admin"])
async def blocklist(database: DatabasePart, ranking: RankingPart) -> BlocklistBody:
    """Release groups whose releases never play by themselves."""
    async with database.read() as session:
        return await ranking.blocklist(session)


@router.put("/api/admin/blocklist", tags=["admin"])
async def put_blocklist(
    body: BlocklistBody,
    admin: Admin,
    client: ClientPart,
    database: DatabasePart,
    ranking: RankingPart,
    clock: ClockPart,
) -> BlocklistBody:
    """Block these and no others."""
    async with database.write() as session:
        await ranking.put_blocklist(session, body)
        details = {"groups": len(body.groups)}
        await record_audit(session, "blocklist_changed", at=clock.now(), user=admin, details=details, client=client)
    return body
