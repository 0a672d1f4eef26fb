"""Lists as walls of posters, the lists people make, and the rows of the home page."""

import json
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel, Field
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.accounts import Caller, Viewer, current_caller, current_viewer, require_role
from miauflix.api.titles import DatabasePart, Language, LibraryPart
from miauflix.api.watchlist import Ref, key_of
from miauflix.catalog import own_lists, schemas
from miauflix.catalog.errors import UnknownList
from miauflix.catalog.lists import genre_slug, see_list
from miauflix.catalog.schemas import GenreOut, ListOut, TitleCard
from miauflix.catalog.store import learning as store
from miauflix.catalog.store import walls
from miauflix.catalog.store.walls import Poster
from miauflix.catalog.types import Maker
from miauflix.infra.db import KeptAnswers
from miauflix.infra.parts import part
from miauflix.kit.paging import Page, PageNumber, PageSize
from miauflix.kit.playable import parse_title
from miauflix.sources import AVAILABILITY_TABLES, titles_available

router = APIRouter(tags=["catalog"])

CallerPart = Annotated[Caller, Depends(current_caller)]
ViewerPart = Annotated[Viewer, Depends(current_viewer)]
KeptPart = Annotated[KeptAnswers, Depends(part(KeptAnswers))]
ListName = Annotated[str, Field(min_length=1, max_length=80, pattern=r"\S")]


OF_A_PAGE = walls.TABLES | AVAILABILITY_TABLES
"""The tables that a page of a list is made of."""


class ListPage(Page[TitleCard]):
    slug: str
    name: str


class ListChange(BaseModel):
    name: ListName


def _maker(viewer: ViewerPart) -> Maker:
    return Maker(viewer.profile_id, is_admin=viewer.user.is_admin)


MakerPart = Annotated[Maker, Depends(_maker)]


class ListPlace(BaseModel):
    position: int = Field(ge=1, le=1_000_000, description="From 1, the first, to as many titles as the list has")


class ListsWith(BaseModel):
    slugs: list[str]


class HomeRow(BaseModel):
    """`slug` and `visible` are what counts; the rest is for people."""

    slug: str = Field(max_length=80)
    visible: bool


class HomeRowOut(HomeRow):
    name: str
    kind: str
    total: int


async def posters_json(session: AsyncSession, posters: list[Poster]) -> list[dict[str, object]]:
    """The posters with their availability: one statement, however many."""
    films = [one.tmdb_id for one in posters if one.kind == "movie"]
    shows = [one.tmdb_id for one in posters if one.kind == "show"]
    found = dict(zip(("movie", "show"), await titles_available(session, films, shows), strict=True))
    return [schemas.poster_json(one, available=one.tmdb_id in found[one.kind]) for one in posters]


def json_bytes(content: object) -> bytes:
    """JSON as it is: these pages are built of plain values, and reading them again through models costs more."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def json_answer(body: bytes) -> Response:
    return Response(body, media_type="application/json")


@router.get("/api/lists")
async def lists(caller: CallerPart, database: DatabasePart, lang: Language = "en") -> list[ListOut]:
    """Everybody's lists in the order of the home page, then the profile's own."""
    async with database.read() as session:
        found = await walls.listed(session, lang, profile_id=caller.profile_id)
    return [schemas.list_out(one, is_admin=caller.user.is_admin) for one in found]


@router.get("/api/lists/{slug}", response_model=ListPage)
async def list_page(
    slug: str,
    caller: CallerPart,
    database: DatabasePart,
    library: LibraryPart,
    kept: KeptPart,
    page: Annotated[PageNumber, Query()] = 1,
    page_size: Annotated[PageSize, Query()] = 20,
    lang: Language = "en",
) -> Response:
    """A page of a list, each title with everything its poster needs.

    What is everybody's is kept as it went out until something of it changes: nothing on it is the profile's own.
    """
    key, version = (slug, page, page_size, lang), kept.changes.of(OF_A_PAGE)
    if (body := kept.get(key, version)) is not None:
        return json_answer(body)
    try:
        wall, items = await _wall(database, caller, slug, page, page_size, lang)
    except UnknownList:
        one = await see_list(library, slug, lang)  # a genre's, say, that nobody has filled yet
        if one is None:
            raise
        try:
            wall, items = await _wall(database, caller, slug, page, page_size, lang)
        except UnknownList:
            empty = {"page": page, "page_size": page_size, "total": 0, "items": []}
            return json_answer(json_bytes(empty | {"slug": slug, "name": one.name}))
    known = {"page": page, "page_size": page_size, "total": wall.of.total, "items": items}
    body = json_bytes(known | {"slug": wall.of.slug, "name": wall.of.name})
    if wall.of.owner is None:
        kept.keep(key, version, body)
    return json_answer(body)


async def _wall(
    database: DatabasePart, caller: Caller, slug: str, page: int, page_size: int, language: str
) -> tuple[walls.Wall, list[dict[str, object]]]:
    async with database.read() as session:
        wall = await walls.wall(session, slug, page, page_size, language, profile_id=caller.profile_id)
        return wall, await posters_json(session, wall.posters)


@router.post("/api/lists", status_code=201)
async def add_list(body: ListChange, viewer: ViewerPart, database: DatabasePart) -> ListOut:
    """Make a list of the profile's own; films and shows both have a place on it."""
    async with database.write() as session:
        slug = await own_lists.make_list(session, viewer.profile_id, body.name.strip())
    return ListOut(slug=slug, name=body.name.strip(), kind="mixed", total=0, visible=False, own=True)


@router.patch("/api/lists/{slug}", status_code=204)
async def rename_list(slug: str, body: ListChange, maker: MakerPart, database: DatabasePart) -> None:
    async with database.write() as session:
        await own_lists.rename_list(session, maker, slug, body.name.strip())


@router.delete("/api/lists/{slug}", status_code=204)
async def remove_list(slug: str, maker: MakerPart, database: DatabasePart) -> None:
    async with database.write() as session:
        await own_lists.remove_list(session, maker, slug)


@router.put("/api/lists/{slug}/items/{ref}", status_code=204)
async def put_on_list(slug: str, ref: Ref, maker: MakerPart, database: DatabasePart) -> None:
    """Put a title at the end of a list that is theirs to change; where it is already, it stays."""
    kind, tmdb_id = key_of(parse_title(ref))
    async with database.write() as session:
        await own_lists.put_item(session, maker, slug, kind, tmdb_id)


@router.delete("/api/lists/{slug}/items/{ref}", status_code=204)
async def take_off_list(slug: str, ref: Ref, maker: MakerPart, database: DatabasePart) -> None:
    kind, tmdb_id = key_of(parse_title(ref))
    async with database.write() as session:
        await own_lists.take_item(session, maker, slug, kind, tmdb_id)


@router.put("/api/lists/{slug}/items/{ref}/position", status_code=204)
async def place_on_list(slug: str, ref: Ref, body: ListPlace, maker: MakerPart, database: DatabasePart) -> None:
    """Move a title of a list that is theirs to change to another place; those between move up by one."""
    kind, tmdb_id = key_of(parse_title(ref))
    async with database.write() as session:
        await own_lists.place_item(session, maker, slug, kind, tmdb_id, body.position)


@router.get("/api/lists/with/{ref}")
async def lists_with(ref: Ref, maker: MakerPart, database: DatabasePart) -> ListsWith:
    """Which lists a title is on: of the profile's own, and for an admin of the house's."""
    kind, tmdb_id = key_of(parse_title(ref))
    async with database.read() as session:
        return ListsWith(slugs=await own_lists.lists_with(session, maker, kind, tmdb_id))


@router.get("/api/genres")
async def genres(
    caller: CallerPart, database: DatabasePart, kind: Literal["movie", "show"] | None = None, lang: Language = "en"
) -> list[GenreOut]:
    """The genres of films, of shows, or of both, in the reader's language."""
    del caller  # anybody signed in
    async with database.read() as session:
        found = await store.genres(session, kind, lang)
    return [GenreOut(id=number, kind=one, name=name, list_slug=genre_slug(one, number)) for one, number, name in found]


@router.get("/api/admin/home-rows", tags=["admin"], dependencies=[Depends(require_role("admin"))])
async def home_rows(database: DatabasePart, lang: Language = "en") -> list[HomeRowOut]:
    """Every list that could be a row of the home page, in its order, shown or not."""
    async with database.read() as session:
        found = await walls.listed(session, lang, profile_id=None)
    return [
        HomeRowOut(slug=one.slug, visible=one.is_visible, name=one.name, kind=one.kind, total=one.total)
        for one in found
    ]


@router.post("/api/admin/home-rows", tags=["admin"], status_code=201, dependencies=[Depends(require_role("admin"))])
async def add_home_row(body: ListChange, database: DatabasePart) -> ListOut:
    """Make a list for everybody: a row of the home page as soon as something is on it. Every admin can change it."""
    name = body.name.strip()
    async with database.write() as session:
        slug = await own_lists.make_house_list(session, name)
    return ListOut(slug=slug, name=name, kind="mixed", total=0, visible=True, own=True, of_house=True)


@router.put("/api/admin/home-rows", tags=["admin"], status_code=204, dependencies=[Depends(require_role("admin"))])
async def compose_home(rows: Annotated[list[HomeRow], Field(max_length=500)], database: DatabasePart) -> None:
    """Put the rows in this order, shown or not; rows that are not named come behind as they were."""
    async with database.write() as session:
        await own_lists.compose_home(session, [(one.slug, one.visible) for one in rows])
