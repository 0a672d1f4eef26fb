"""What a profile has watched, the latest first."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.api.titles import DatabasePart, Language, cards_out
from miauflix.api.watchlist import DiaryPart, ViewerPart, key_of
from miauflix.catalog import cards_of
from miauflix.catalog import store as catalog
from miauflix.catalog.schemas import EpisodeOut, TitleCard, episode_out
from miauflix.catalog.store import Card
from miauflix.kit.paging import Page, PageNumber, PageSize
from miauflix.kit.playable import Episode, Playable, parse_playable, parse_title, title_of
from miauflix.viewing import Viewed, history_page

router = APIRouter(prefix="/api/history", tags=["viewing"])


class HistoryItem(BaseModel):
    """One viewing; without a title it is of something the catalogue does not know (yet, or any more)."""

    id: str
    ref: str
    watched_at: datetime
    origin: Literal["here", "trakt"]
    title: TitleCard | None
    episode: EpisodeOut | None


class HistoryPage(Page[HistoryItem]):
    pass


@router.get("")
async def history(
    viewer: ViewerPart,
    database: DatabasePart,
    page: Annotated[PageNumber, Query()] = 1,
    page_size: Annotated[PageSize, Query()] = 20,
    lang: Language = "en",
) -> HistoryPage:
    """What the profile watched to the end or marked as watched, and when."""
    async with database.read() as session:
        viewed, total = await history_page(session, viewer.profile_id, page, page_size)
        items = await _items(session, viewed, lang)
    return HistoryPage(page=page, page_size=page_size, total=total, items=items)


@router.delete("", status_code=204)
async def forget_title(
    title: Annotated[str, Query(max_length=24, description="movie:<id> or show:<id>")],
    viewer: ViewerPart,
    database: DatabasePart,
    diary: DiaryPart,
) -> None:
    """Take all viewings of a film, or of all episodes of a show, out; they count as not watched then."""
    async with database.write() as session:
        await diary.forget_title(session, viewer.profile_id, parse_title(title))


@router.delete("/{entry_id}", status_code=204)
async def forget_viewing(
    entry_id: Annotated[str, Path(max_length=36)], viewer: ViewerPart, database: DatabasePart, diary: DiaryPart
) -> None:
    """Take one viewing out; without any left the film or episode counts as not watched."""
    async with database.write() as session:
        await diary.forget(session, viewer.profile_id, entry_id)


async def _items(session: AsyncSession, viewed: list[Viewed], language: str) -> list[HistoryItem]:
    played = [parse_playable(one.ref) for one in viewed]
    keys = [key_of(title) if (title := title_of(one)) else None for one in played]
    cards = await cards_of(session, {key for key in keys if key}, language)
    titles = dict(zip(cards, await cards_out(session, [*cards.values()]), strict=True))
    episodes = await _episodes(
        session, played, {card.row.tmdb_id: card for (kind, _), card in cards.items() if kind == "show"}, language
    )
    return [
        HistoryItem(
            id=one.id,
            ref=one.ref,
            watched_at=one.watched_at,
            origin=one.origin,
            title=titles.get(key) if key else None,
            episode=episodes.get(one.ref),
        )
        for one, key in zip(viewed, keys, strict=True)
    ]


async def _episodes(
    session: AsyncSession, played: list[Playable], shows: dict[int, Card], language: str
) -> dict[str, EpisodeOut]:
    """The episodes among them: one statement a season."""
    found: dict[str, EpisodeOut] = {}
    for show_id, season in {(one.show_id, one.season) for one in played if isinstance(one, Episode)}:
        if show_id in shows:
            for one in await catalog.episodes(session, shows[show_id].row.id, season, language):
                out = episode_out(show_id, one, available=False)
                found[out.ref] = out
    return found
