"""Search: what the catalogue finds, joined with where it can be had."""

from dataclasses import replace
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.accounts import current_user
from miauflix.api.titles import DatabasePart, Language, LibraryPart, cards_out
from miauflix.catalog import searching
from miauflix.catalog.schemas import PictureOut, TitleCard, picture_out
from miauflix.catalog.searching import Filters, Findings, FoundTitle
from miauflix.catalog.searching.asking import ask_tmdb
from miauflix.catalog.store import cards_of
from miauflix.catalog.types import Kind
from miauflix.kit.errors import Unprocessable
from miauflix.kit.playable import Movie
from miauflix.sources import availability, shows_available

router = APIRouter(tags=["catalog"], dependencies=[Depends(current_user)])

_SHOWN = 60
_LOOKED_AT = 300  # where only what is available is wanted

Year = Annotated[int | None, Query(ge=1800, le=2200)]


class GenreHit(BaseModel):
    """A genre by name; `id` is TMDB's, which counts films and shows apart."""

    id: int
    kind: Literal["movie", "show"]
    name: str


class PersonHit(BaseModel):
    """Somebody by name; `known_for` is what they mostly do, as TMDB calls it (Acting, Directing)."""

    tmdb_id: int
    name: str
    picture: PictureOut | None
    known_for: str | None


class SearchResult(BaseModel):
    items: list[TitleCard]
    people: list[PersonHit]
    genres: list[GenreHit]
    source: Literal["local", "merged"] = Field(description="merged: TMDB was asked too, and answered in time")
    corrected: str | None = Field(
        description="The query as it was understood, where nothing matched as it was typed and a letter was forgiven"
    )


class SearchTooShort(Unprocessable):
    code = "search_too_short"
    title = "Two characters at least"


def filters(
    kind: Kind | None = None,
    genre: Annotated[str | None, Query(max_length=60, description="TMDB's id of a genre, or its name")] = None,
    year_from: Year = None,
    year_to: Year = None,
    rating: Annotated[float | None, Query(ge=0, le=10, description="At least this")] = None,
    language: Annotated[
        str | None, Query(pattern="^[a-z]{2,3}$", description="Original language, ISO 639-1, as ja")
    ] = None,
    runtime_max: Annotated[int | None, Query(ge=1, le=10_000, description="Minutes")] = None,
) -> Filters:
    clean = genre.replace("\0", "").encode("utf-8", "replace").decode() if genre else None
    return Filters(kind, clean or None, year_from, year_to, rating, language, runtime_max)


@router.get("/api/search")
async def search(
    q: Annotated[str, Query(min_length=2, max_length=200, description="Two characters at least")],
    wanted: Annotated[Filters, Depends(filters)],
    database: DatabasePart,
    library: LibraryPart,
    available: Annotated[bool | None, Query(description="Only titles with a source, or only those without")] = None,
    merge: Annotated[bool, Query(description="Ask TMDB too, which takes up to three seconds")] = False,
    lang: Language = "en",
) -> SearchResult:
    """Titles, people and genres whose name begins so, in any language, as it is typed: the better match first, then
    the better known. Where nothing is called so, one wrong letter in a word is forgiven and `corrected` says how.

    The answer comes from here and at once. Ask again with `merge` for what TMDB knows beside it; where TMDB is slow or
    has no answer, that is the same as without.
    """
    if len(q.strip()) < 2:
        raise SearchTooShort("Type at least two characters")
    limit = _SHOWN if available is None else _LOOKED_AT
    async with database.read() as session:
        ours = await searching.find(session, q, wanted, language=lang, limit=limit)
    others = await ask_tmdb(library, q) if merge else None
    async with database.read() as session:
        found = ours
        if others is not None:  # what it found is here from now on
            found = await searching.find(session, q, wanted, language=lang, limit=limit)
            found = _ours_first(ours, _joined(found, others) if wanted == Filters() else found)
        result = await _result(session, found, available, lang)
    return result.model_copy(update={"source": "local" if others is None else "merged"})


def _ours_first(ours: Findings, found: Findings) -> Findings:
    """Nothing moves that was found before TMDB was asked; what was only guessed at gives way."""
    if ours.corrected:
        return found
    here = {(one.kind, one.tmdb_id) for one in ours.titles}
    return replace(found, titles=[*ours.titles, *(one for one in found.titles if (one.kind, one.tmdb_id) not in here)])


def _joined(found: Findings, others: list[tuple[Kind, int]]) -> Findings:
    """What was found here, then what only TMDB finds by that name, in its order."""
    here = {(one.kind, one.tmdb_id) for one in found.titles}
    more = [FoundTitle(kind, number, 1, 0.0) for kind, number in others if (kind, number) not in here]
    if not found.corrected:
        return replace(found, titles=[*found.titles, *more])
    return replace(found, titles=[*more, *found.titles], corrected=None) if more else found


async def _result(session: AsyncSession, found: Findings, available: bool | None, language: str) -> SearchResult:
    titles = found.titles if available is None else await _only(session, found.titles, available)
    keys: list[tuple[Kind, int]] = [(one.kind, one.tmdb_id) for one in titles[:_SHOWN]]
    cards = await cards_of(session, keys, language)
    return SearchResult(
        items=await cards_out(session, [cards[key] for key in keys if key in cards]),
        people=await _people(session, found.people),
        genres=[GenreHit(id=one.tmdb_id, kind=one.kind, name=one.name) for one in found.genres],
        source="local",
        corrected=found.corrected,
    )


async def _only(session: AsyncSession, titles: list[FoundTitle], available: bool) -> list[FoundTitle]:
    """Those with a source, or those without."""
    movies = await availability(session, [str(Movie(one.tmdb_id)) for one in titles if one.kind == "movie"])
    shows = await shows_available(session, [one.tmdb_id for one in titles if one.kind == "show"])
    return [
        one
        for one in titles
        if available == (one.tmdb_id in shows if one.kind == "show" else str(Movie(one.tmdb_id)) in movies)
    ]


async def _people(session: AsyncSession, ids: list[int]) -> list[PersonHit]:
    return [
        PersonHit(tmdb_id=row.tmdb_id, name=row.name, picture=picture_out(picture), known_for=row.known_for)
        for row, picture in await searching.people_of(session, ids)
    ]
