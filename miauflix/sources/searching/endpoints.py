"""Looking for a title now."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from miauflix.accounts import Caller, current_caller, refuse_guest
from miauflix.infra.db import Database
from miauflix.infra.parts import part
from miauflix.kit.playable import parse_playable
from miauflix.sources.ranking import Ranking, Viewing
from miauflix.sources.searching.schemas import SearchedSources, search_out
from miauflix.sources.searching.searches import Searches
from miauflix.sources.telling import sources_out
from miauflix.sources.viewers import viewing_of_query, viewing_of_title

router = APIRouter()


@router.get("/api/sources/{ref}/search")
async def search_sources(
    ref: str,
    caller: Annotated[Caller, Depends(current_caller)],
    searches: Annotated[Searches, Depends(part(Searches))],
    database: Annotated[Database, Depends(part(Database))],
    ranking: Annotated[Ranking, Depends(part(Ranking))],
    viewing: Annotated[Viewing, Depends(viewing_of_query)],
    wait_ms: Annotated[
        int | None, Query(ge=0, le=30_000, description="How long to wait; left out, as long as the house is set to")
    ] = None,
    only_if_stale: Annotated[
        bool, Query(description="Ask nobody where a search was made a while ago that is still good")
    ] = False,
) -> SearchedSources:
    """Ask every provider for a film or an episode, or join who does: what is there when the time is up.

    A guest is given what their watching needs: with `only_if_stale` it is open to them, at will it is not.
    The search goes on after the answer; events of the topic `sources` tell the caller of each provider and of the end.
    """
    if not only_if_stale:
        refuse_guest(caller.user)
    playable = parse_playable(ref)
    search = None
    if not (only_if_stale and await searches.is_good(playable)):
        wait_s = None if wait_ms is None else wait_ms / 1000
        search = await searches.search_now(playable, wait_s, whose=caller.user.id)
    async with database.read() as session:
        ledger = await ranking.ledger(session, playable, await viewing_of_title(session, playable, viewing))
    return SearchedSources(search=search_out(search) if search else None, items=sources_out(ledger))
