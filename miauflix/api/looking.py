"""Of a season or a show, asking every provider for one episode: the one that the profile would play next."""

from datetime import date

from miauflix.accounts import Caller
from miauflix.catalog import unread_seasons
from miauflix.catalog.library import Library
from miauflix.infra.db import Database
from miauflix.kit.playable import Episode, parse_playable
from miauflix.sources import Searches, SearchOut, search_out
from miauflix.viewing import Progress, Slot, next_up, of_shows, slots_of


async def search_season(
    searches: Searches, database: Database, caller: Caller, show_id: int, season: int, today: date
) -> SearchOut | None:
    """The search for it, made now where none is still good; as long as a person waits."""
    slots = [slot for slot in await _slots(database, show_id) if slot.season == season]
    return await _search(searches, database, caller, show_id, slots, today)


async def search_show(
    searches: Searches, database: Database, library: Library, caller: Caller, show_id: int, today: date
) -> SearchOut | None:
    """The same of all its seasons. Where none is stored the first is fetched."""
    slots = await _slots(database, show_id)
    if not slots:
        async with database.read() as session:
            unread = [number for number in await unread_seasons(session, show_id) if number > 0]
        if unread:
            await library.see_season(show_id, min(unread))
            slots = await _slots(database, show_id)
    return await _search(searches, database, caller, show_id, slots, today)


async def _slots(database: Database, show_id: int) -> list[Slot]:
    async with database.read() as session:
        return await slots_of(session, show_id)


async def _search(
    searches: Searches, database: Database, caller: Caller, show_id: int, slots: list[Slot], today: date
) -> SearchOut | None:
    seen: dict[tuple[int, int], Progress] = {}
    if caller.profile_id is not None:
        async with database.read() as session:
            known = (await of_shows(session, caller.profile_id, [show_id]))[show_id]
        playables = ((parse_playable(one.ref), one) for one in known)
        seen = {(at.season, at.number): one for at, one in playables if isinstance(at, Episode)}
    found = next_up(slots, seen, today)
    if found is None or not found.has_aired or found.why == "again":
        return None
    search = await searches.search_if_stale(Episode(show_id, *found.slot.place), whose=caller.user.id)
    return search_out(search) if search else None
