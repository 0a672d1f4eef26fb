"""Seasons, episodes, date and year of a name: finding them all, then making facts of them."""

from typing import Any, Final

from miauflix.sources.parsing.absolutes import find_absolute
from miauflix.sources.parsing.bare_numbers import find_bare
from miauflix.sources.parsing.dates import Day, find_day
from miauflix.sources.parsing.draft import Draft
from miauflix.sources.parsing.lead import find_lead
from miauflix.sources.parsing.marker import Marker
from miauflix.sources.parsing.markers import find_markers
from miauflix.sources.parsing.meaning import CERTAIN
from miauflix.sources.parsing.title_end import find_title_end
from miauflix.sources.parsing.tokens import NUMBER
from miauflix.sources.parsing.words.numbering import FILM_SERIES
from miauflix.sources.parsing.years import FIRST_FILM, ends_run, find_year

_TECHNICAL: Final = frozenset({"resolution", "source", "codec", "audio", "measure"})


def find_numbers(draft: Draft) -> None:
    """Finds all that counts, and claims its words."""
    draft.markers = find_markers(draft.tokens)
    is_counted = any(marker.seasons and marker.episodes for marker in draft.markers)
    draft.day = find_day(draft.tokens, is_counted=is_counted)
    find_lead(draft)
    _find_year(draft)
    _claim(draft, *draft.markers, draft.day)
    if not any(marker.episodes for marker in draft.markers) and draft.day is None:
        _find_bare(draft)
    draft.absolute = find_absolute(draft)
    _set_stops(draft)
    _claim(draft, *draft.markers, draft.absolute)
    if draft.year_at is not None:
        for token in draft.tokens[draft.year_at : draft.year_at + 1 + ends_run(draft.tokens, draft.year_at)]:
            token.claim = NUMBER


def _claim(draft: Draft, *spans: Marker | Day | None) -> None:
    for span in spans:
        for token in draft.tokens[span.first : span.end] if span is not None else ():
            token.claim = token.claim or NUMBER


def _find_year(draft: Draft) -> None:
    taken = {place for marker in draft.markers for place in range(marker.first, marker.end)}
    if draft.day is not None:
        taken.update(range(draft.day.first, draft.day.end))
    places = range(draft.first + 1, len(draft.tokens))
    technical = next((place for place in places if _is_technical(draft, place)), len(draft.tokens))
    draft.year_at = find_year(draft.tokens, draft.first, taken, technical)


def _is_technical(draft: Draft, place: int) -> bool:
    meaning = draft.meaning(place)
    return meaning is not None and meaning.trust == CERTAIN and meaning.kind in _TECHNICAL


def _find_bare(draft: Draft) -> None:
    _set_stops(draft)
    find_title_end(draft)
    bare = find_bare(draft)
    if bare is not None:
        bare.is_bare = True
        draft.markers.append(bare)
        draft.markers.sort(key=lambda marker: marker.first)


def _set_stops(draft: Draft) -> None:
    draft.stops = {marker.first for marker in draft.markers}
    if draft.absolute is not None:
        draft.stops.add(draft.absolute.first)
    if draft.day is not None:
        draft.stops.add(draft.day.first)
    if draft.year_at is not None:
        draft.stops.add(draft.year_at)


def put_numbers(draft: Draft, facts: dict[str, Any]) -> None:
    """Seasons, episodes, date, year, disc and version as facts."""
    seasons, episodes = _seasons_and_episodes(draft)
    absolute = draft.absolute.episodes if draft.absolute is not None else [] if seasons else episodes
    facts["seasons"], facts["episodes"], facts["absolute_episodes"] = seasons, episodes, absolute
    facts["is_leading"] = any(marker.is_leading for marker in draft.markers)
    facts["is_bare"] = any(marker.is_bare for marker in draft.markers)
    facts["disc"] = facts.get("disc", False) or any(marker.is_disc for marker in draft.markers)
    version = next((marker.version for marker in draft.markers if marker.version is not None), None)
    if version is not None:
        facts["version"] = version
    if draft.day is not None:
        facts["air_date"] = draft.day.iso
    if draft.year_at is not None and not _spans_films(draft, draft.year_at):
        facts["year"] = int(draft.tokens[draft.year_at].low)
    elif seasons and seasons[0] >= FIRST_FILM:
        facts["year"] = seasons[0]


def _spans_films(draft: Draft, year_at: int) -> bool:
    """Collection 2001-2011 holds films of several years."""
    return ends_run(draft.tokens, year_at) and any(token.low in FILM_SERIES for token in draft.tokens)


def _seasons_and_episodes(draft: Draft) -> tuple[list[int], list[int]]:
    """The first marker with both counts; else seasons from all that name them, episodes from the first that does."""
    seasons: list[int] = []
    episodes: list[int] = []
    for marker in draft.markers:
        if not marker.episodes:
            seasons = seasons if episodes and seasons else sorted({*seasons, *marker.seasons})
        elif not episodes:
            seasons, episodes = marker.seasons or seasons, marker.episodes
            if marker.is_mini and not seasons:
                seasons = [1]
    return seasons, episodes
