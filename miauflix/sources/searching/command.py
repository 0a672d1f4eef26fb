"""`miauflix sources search`: the ledger of a title after asking every provider."""

import json

from pydantic import BaseModel, Field

from miauflix.catalog import UnknownTitle, name_of, titles_called
from miauflix.infra.db import Database
from miauflix.kit.playable import Episode, Movie, Playable, parse_playable
from miauflix.sources.parsing import parse
from miauflix.sources.ranking import Ranking
from miauflix.sources.searching.schemas import search_out
from miauflix.sources.searching.searches import Searches
from miauflix.sources.telling import title_sources

_WAIT_S = 20


class SearchCommand(BaseModel):
    """A title as a person writes it, with S01E02 behind a show's, or a reference (movie:603)."""

    title: str = Field(min_length=1, max_length=300)


async def run_search_command(
    database: Database, searches: Searches, ranking: Ranking, command: SearchCommand
) -> list[str]:
    """One line of JSON: `ref`, `name`, `search`, and `items` and `ledger` as GET /api/sources/{ref} has them.

    Raises:
        UnknownTitle: the catalogue has none of this name.
        InvalidPlayable: what looks like a reference is none.
    """
    playable = await _playable(database, command.title)
    async with database.read() as session:
        name = await name_of(session, playable, "en")
    search = await searches.search_now(playable, _WAIT_S)
    async with database.read() as session:
        told = title_sources(await ranking.ledger(session, playable))
    said = {"ref": str(playable), "name": name, "search": search_out(search).model_dump(mode="json")}
    return [json.dumps(said | told.model_dump(mode="json"), ensure_ascii=False)]


async def _playable(database: Database, title: str) -> Playable:
    if title.startswith(("movie:", "episode:")):
        return parse_playable(title)
    read = parse(title)
    async with database.read() as session:
        rows = await titles_called(session, title)
        if read.seasons and read.episodes and read.name:
            shows = [row for row in await titles_called(session, read.name) if row.kind == "show"]
            if shows:
                return Episode(shows[0].tmdb_id, read.seasons[0], read.episodes[0])
    films = [row for row in rows if row.kind == "movie"]
    if films:
        return Movie(films[0].tmdb_id)
    if rows:
        raise UnknownTitle(f"{rows[0].name} is a show; name an episode of it, as in {rows[0].name!r} S01E02")
    raise UnknownTitle(f"The catalogue has nothing called {title[:80]!r}")
