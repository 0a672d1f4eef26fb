"""Which of the numbers that look like years is the year of the work."""

import re
from typing import Final

from miauflix.sources.parsing.tokens import NOWHERE, Token

_YEAR = re.compile(r"(?:19|20)[0-9]{2}|18[89][0-9]")
FIRST_FILM: Final = 1888
LAST: Final = 2039


def looks_like_year(low: str) -> bool:
    return _YEAR.fullmatch(low) is not None and FIRST_FILM <= int(low) <= LAST


def find_year(tokens: list[Token], first: int, taken: set[int], tail: int) -> int | None:
    """The place of the year, or None. `first` is where the title starts, `tail` where the technical words do.

    A year in brackets wins; else the last one between title and tail, for titles hold years too (Blade Runner 2049
    2017). A name that starts with a year has it as its title (1917 2019, but also 1923 S02E01).
    """
    places = [
        place
        for place, token in enumerate(tokens)
        if place not in taken and not token.claim and token.meaning is None and looks_like_year(token.low)
    ]
    boxed = [place for place in places if tokens[place].box != NOWHERE and _edges_box(tokens, place)]
    for place in boxed:
        if place != first or tokens[place].gap.lstrip().startswith("("):
            return place
    plain = [place for place in places if first < place <= tail and tokens[place].box == NOWHERE]
    before_numbers = [place for place in plain if not taken or place < min(taken)]
    if before_numbers:
        return _start_of_run(tokens, before_numbers)
    amid = [place for place in places if place > tail and not taken and not tokens[place - 1].is_plain]
    alone = [
        place for place in plain if _is_last_before_tail(tokens, place, tail) or _is_between_slashes(tokens, place)
    ]
    return next(iter(alone + amid), None)


def ends_run(tokens: list[Token], place: int) -> bool:
    """Whether the year at this place is the first of two: 1993-2004."""
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    return after is not None and after.gap.strip() in {"-", "–"} and looks_like_year(after.low)


def _edges_box(tokens: list[Token], place: int) -> bool:
    box = tokens[place].box
    starts = place == 0 or tokens[place - 1].box != box
    ends = place + 1 == len(tokens) or tokens[place + 1].box != box
    return starts or ends


def _start_of_run(tokens: list[Token], places: list[int]) -> int:
    """1993-2004 is the run of a show: it began in the first."""
    last = places[-1]
    if len(places) > 1 and places[-2] == last - 1 and tokens[last].gap.strip() in {"-", "–"}:
        return places[-2]
    return last


def _is_last_before_tail(tokens: list[Token], place: int, tail: int) -> bool:
    return place + 1 == tail or place + 1 == len(tokens)


def _is_between_slashes(tokens: list[Token], place: int) -> bool:
    """Название (2 сезон) / Title / 2009 / HDRip."""
    gaps = [token.gap.strip() for token in tokens[place : place + 2]]
    return gaps == ["/", "/"]
