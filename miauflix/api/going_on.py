"""Where a profile goes on: the shelf on the home page, and the episode that a show's page offers.

Here progress (viewing) meets what episodes there are (catalog) and which can be had (sources).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.accounts import Caller, current_caller
from miauflix.api.titles import DatabasePart, Language, LibraryPart, TmdbId, cards_out
from miauflix.catalog import cards_of, episode_days, store, unread_seasons
from miauflix.catalog.schemas import EpisodeOut, TitleCard, episode_out
from miauflix.catalog.types import Kind
from miauflix.infra.parts import part
from miauflix.kit.clock import SystemClock
from miauflix.kit.playable import Episode, Media, Movie, parse_playable
from miauflix.sources import refs_of_show
from miauflix.viewing import NextUp, Progress, Slot, last_played, next_up, of_shows, recent, resume_at, slots_of
from miauflix.viewing.next_up import Place, Why

router = APIRouter(tags=["catalog"])

ClockPart = Annotated[SystemClock, Depends(part(SystemClock))]
CallerPart = Annotated[Caller, Depends(current_caller)]
Key = tuple[Kind, int]

_RECENT = 200  # enough that twenty different films and shows are among them, whatever was watched in a row
_SHELF = 20
_MOST_READ = 3


class ContinueItem(BaseModel):
    """Something to go on with: `ref` plays from `position_s`."""

    ref: str
    title: TitleCard
    episode: EpisodeOut | None
    position_s: float
    duration_s: float = Field(description="0 when nobody knows yet how long it takes")


class NextUpOut(BaseModel):
    """The episode to offer on the page of a show."""

    episode: EpisodeOut
    why: Why = Field(description="left in the middle, next after the last one watched, first not seen, or all seen")
    has_aired: bool
    position_s: float
    duration_s: float


@dataclass(frozen=True, slots=True)
class _Offer:
    """What to play of a title, and from where; `place` is an episode's."""

    ref: str
    place: Place | None
    progress: Progress | None

    @property
    def position_s(self) -> float:
        return resume_at(self.progress)


@router.get("/api/shows/{tmdb_id}/next")
async def next_of_show(
    tmdb_id: TmdbId,
    caller: CallerPart,
    database: DatabasePart,
    library: LibraryPart,
    clock: ClockPart,
    lang: Language = "en",
) -> NextUpOut | None:
    """Where this profile is in the show; null while no episode of it is known.

    The season of what was watched last, and one that lies between it and what is stored, are read first, so that none
    is passed over.
    """
    await library.see_title("show", tmdb_id, lang)
    today, tried = clock.now().date(), set[int]()
    while True:
        async with database.read() as session:
            card = await store.card(session, "show", tmdb_id, lang)
            known = await _progress_in(session, caller.profile_id, tmdb_id)
            at_hand = {_place(ref) for ref in await refs_of_show(session, tmdb_id)}
            slots = await slots_of(session, tmdb_id)
            found = next_up(slots, known, today, at_hand=at_hand)
            unread = _wanted(await unread_seasons(session, tmdb_id), slots, known, found) - tried
            if not unread or len(tried) == _MOST_READ:
                return await _next_out(session, card, found, known, at_hand, lang) if found else None
        tried.add(min(unread))
        await library.see_season(tmdb_id, min(unread), lang)


async def going_on(session: AsyncSession, profile_id: str, language: str, today: date) -> list[ContinueItem]:
    """One entry for each film and show, the last played first: where it stopped, or the next episode that has aired.

    The number of statements does not grow with the number of entries.
    """
    latest: dict[Key, Progress] = {}
    for progress in await recent(session, profile_id, _RECENT):
        if (key := _key(progress.ref)) is not None:
            latest.setdefault(key, progress)
    offers = await _offers(session, profile_id, latest, today)
    if not offers:
        return []
    cards = await cards_of(session, offers, language)
    shown = [key for key in offers if key in cards][:_SHELF]
    titles = await cards_out(session, [cards[key] for key in shown])
    places = [(cards[key].row.id, *place) for key in shown if (place := offers[key].place)]
    episodes = await store.episode_cards(session, places, language)
    items: list[ContinueItem] = []
    for key, title in zip(shown, titles, strict=True):
        offer = offers[key]
        episode = episodes.get((cards[key].row.id, *offer.place)) if offer.place else None
        items.append(_item(offer, title, episode_out(key[1], episode, available=True) if episode else None))
    return items


async def _offers(
    session: AsyncSession, profile_id: str, latest: Mapping[Key, Progress], today: date
) -> dict[Key, _Offer]:
    """By title, in the order of `latest`; without what has nothing to go on with."""
    shows = [number for kind, number in latest if kind == "show"]
    seen = await of_shows(session, profile_id, shows)
    days = await episode_days(session, shows)
    found: dict[Key, _Offer] = {}
    for key, progress in latest.items():
        if key[0] == "movie":
            if resume_at(progress):
                found[key] = _Offer(progress.ref, None, progress)
            continue
        known = {_place(one.ref): one for one in seen[key[1]]}
        after = next_up([Slot(*one) for one in days[key[1]]], known, today)
        if after is not None and after.has_aired and after.why in {"resume", "next"}:
            place = after.slot.place
            found[key] = _Offer(str(Episode(key[1], *place)), place, known.get(place))
    return found


def _item(offer: _Offer, title: TitleCard, episode: EpisodeOut | None) -> ContinueItem:
    minutes = (episode.runtime_min if episode else None) or title.runtime_min or 0
    played_s = offer.progress.duration_s if offer.progress else 0.0
    return ContinueItem(
        ref=offer.ref,
        title=title,
        episode=episode,
        position_s=offer.position_s,
        duration_s=played_s or minutes * 60.0,
    )


async def _progress_in(session: AsyncSession, profile_id: str | None, show_id: int) -> dict[Place, Progress]:
    if profile_id is None:
        return {}
    return {_place(one.ref): one for one in (await of_shows(session, profile_id, [show_id]))[show_id]}


async def _next_out(
    session: AsyncSession,
    card: store.Card,
    found: NextUp,
    known: Mapping[Place, Progress],
    at_hand: Collection[Place],
    language: str,
) -> NextUpOut:
    place = found.slot.place
    key = (card.row.id, *place)
    episode = (await store.episode_cards(session, [key], language))[key]
    progress = known.get(place)
    return NextUpOut(
        episode=episode_out(card.row.tmdb_id, episode, available=place in at_hand),
        why=found.why,
        has_aired=found.has_aired,
        position_s=resume_at(progress),
        duration_s=progress.duration_s if progress else 0.0,
    )


def _wanted(
    unread: Sequence[int], slots: Sequence[Slot], known: Mapping[Place, Progress], found: NextUp | None
) -> set[int]:
    """The seasons without which nothing true can be said: where this profile is, before any other."""
    last = last_played(known)
    if last is not None and last[0] in unread and all(slot.season != last[0] for slot in slots):
        return {last[0]}
    return {season for season in unread if _is_passed_over(found, season)}


def _is_passed_over(found: NextUp | None, season: int) -> bool:
    """Whether the season lies behind what was watched and before what would be offered."""
    if found is None or found.why == "resume":
        return found is None
    first = found.after.season if found.after else 0
    is_behind = found.after is None or found.slot.place > found.after.place
    return season > first and (season < found.slot.season or not is_behind)


def _place(ref: str) -> Place:
    _, _, season, number = ref.split(":")
    return int(season), int(number)


def _key(ref: str) -> Key | None:
    match parse_playable(ref):
        case Movie(tmdb_id):
            return "movie", tmdb_id
        case Episode(show_id):
            return "show", show_id
        case Media():
            return None  # the vault's own videos get their row when the vault comes
