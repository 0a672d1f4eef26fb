"""Finding the places that count seasons and episodes and say so."""

from collections.abc import Callable
from typing import Final

from miauflix.sources.parsing import codes, number_words
from miauflix.sources.parsing.marker import Marker
from miauflix.sources.parsing.tokens import Token
from miauflix.sources.parsing.words.numbering import EPISODE, SEASON

_READERS: Final[tuple[Callable[[list[Token], int], Marker | None], ...]] = (
    codes.season_episode,
    codes.cross,
    codes.season,
    codes.episode,
    number_words.of,
    codes.spaced_cross,
    number_words.word_number,
)


def find_markers(tokens: list[Token]) -> list[Marker]:
    """All markers in order; none overlap."""
    found: list[Marker] = []
    place = 0
    while place < len(tokens):
        marker = _marker(tokens, place)
        if marker is None or (found and marker.first < found[-1].end):
            place += 1
            continue
        found.append(marker)
        place = max(marker.end, place + 1)
    return found


def _marker(tokens: list[Token], place: int) -> Marker | None:
    low = tokens[place].low
    if low in SEASON:
        return number_words.season_word(tokens, place)
    if low in EPISODE:
        return number_words.episode_word(tokens, place)
    if low in {"тв", "tv"}:
        return number_words.tv_season(tokens, place)
    return _numeric(tokens, place, low)


def _numeric(tokens: list[Token], place: int, low: str) -> Marker | None:
    if not low.isascii():
        return number_words.cjk(tokens, place)
    if low.isalpha():
        return None
    for read in _READERS:
        if (marker := read(tokens, place)) is not None:
            return marker
    return None
