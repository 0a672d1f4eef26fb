"""What a profile means to watch, as posters."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.accounts import Viewer, current_viewer
from miauflix.api.titles import DatabasePart, Language, cards_out
from miauflix.catalog import UnknownTitle, cards_of
from miauflix.catalog import store as catalog
from miauflix.catalog.schemas import TitleCard
from miauflix.catalog.types import Kind
from miauflix.infra.parts import part
from miauflix.kit.paging import Page, PageNumber, PageSize
from miauflix.kit.playable import Movie, Title, parse_title
from miauflix.viewing import Diary, watchlist_of

router = APIRouter(prefix="/api/watchlist", tags=["viewing"])

ViewerPart = Annotated[Viewer, Depends(current_viewer)]
DiaryPart = Annotated[Diary, Depends(part(Diary))]
Ref = Annotated[str, Path(max_length=24, description="movie:<id> or show:<id>")]


class WatchlistPage(Page[TitleCard]):
    """The watch-list, what came last first."""


class WatchlistRefs(BaseModel):
    refs: list[str]


def key_of(title: Title) -> tuple[Kind, int]:
    """How the catalogue finds it."""
    return ("movie" if isinstance(title, Movie) else "show"), title.tmdb_id


@router.get("")
async def watchlist(
    viewer: ViewerPart,
    database: DatabasePart,
    page: Annotated[PageNumber, Query()] = 1,
    page_size: Annotated[PageSize, Query()] = 20,
    lang: Language = "en",
) -> WatchlistPage:
    """The profile's watch-list; what the catalogue does not know yet is left out until it does."""
    first = (page - 1) * page_size
    async with database.read() as session:
        keys = await _known(
            session, [key_of(parse_title(ref)) for ref in await watchlist_of(session, viewer.profile_id)]
        )
        wanted = keys[first : first + page_size]
        cards = await cards_of(session, wanted, lang)
        items = await cards_out(session, [cards[key] for key in wanted])
    return WatchlistPage(page=page, page_size=page_size, total=len(keys), items=items)


@router.get("/refs")
async def watchlist_refs(viewer: ViewerPart, database: DatabasePart) -> WatchlistRefs:
    """Everything on the list by reference, to mark posters with."""
    async with database.read() as session:
        return WatchlistRefs(refs=await watchlist_of(session, viewer.profile_id))


@router.put("/{ref}", status_code=204)
async def add_to_watchlist(ref: Ref, viewer: ViewerPart, database: DatabasePart, diary: DiaryPart) -> None:
    """Put a film or a show on the list; once is enough."""
    title = parse_title(ref)
    async with database.write() as session:
        await _check(session, title)
        await diary.want(session, viewer.profile_id, title)


@router.delete("/{ref}", status_code=204)
async def remove_from_watchlist(ref: Ref, viewer: ViewerPart, database: DatabasePart, diary: DiaryPart) -> None:
    """Take it off the list; what is not on it is no error, what is not known at all is."""
    title = parse_title(ref)
    async with database.write() as session:
        if not await diary.unwant(session, viewer.profile_id, title):
            await _check(session, title)


async def _check(session: AsyncSession, title: Title) -> None:
    kind, tmdb_id = key_of(title)
    if not await catalog.title_ids(session, kind, [tmdb_id]):
        raise UnknownTitle(f"The catalogue has no {kind} {tmdb_id}")


async def _known(session: AsyncSession, keys: list[tuple[Kind, int]]) -> list[tuple[Kind, int]]:
    known: set[tuple[Kind, int]] = set()
    for kind in ("movie", "show"):
        numbers = [number for one, number in keys if one == kind]
        known |= {(kind, number) for number in await catalog.title_ids(session, kind, numbers)}
    return [key for key in keys if key in known]
