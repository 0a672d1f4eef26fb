"""Days of broadcast: 2024.05.17, 17-05-2024, 20240517, 240517, 17 May 2024, May.17.2024."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from miauflix.sources.parsing.tokens import Token
from miauflix.sources.parsing.words.numbering import MONTHS

_GLUED = re.compile(r"([0-9]{1,2})([a-z]{3,9})([0-9]{4})")
_JOINTS: Final = frozenset({".", "-", "_", " ", "/"})
_FIRST_YEAR: Final = 1928
"""The first television broadcasts."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date at tokens[first:end]."""

    first: int
    end: int
    iso: str


def find_day(tokens: list[Token], *, is_counted: bool) -> Day | None:
    """The first date in the name. In one that counts season and episode, only dates with all their digits are."""
    for place, token in enumerate(tokens):
        if token.claim or not (token.low[0].isdecimal() or token.low in MONTHS):
            continue
        day = _day_at(tokens, place)
        if day is not None and not (is_counted and _is_short(tokens, day)):
            return day
    return None


def _is_short(tokens: list[Token], day: Day) -> bool:
    return all(len(token.low) < 4 or len(token.low) == 6 for token in tokens[day.first : day.end])


def _day_at(tokens: list[Token], place: int) -> Day | None:
    low = tokens[place].low
    if glued := _GLUED.fullmatch(low):
        iso = _spelt(glued[1], glued[2], glued[3], "")
        return Day(place, place + 1, iso) if iso else None
    if low.isdecimal() and len(low) in {6, 8}:
        iso = _compact(low, bare=tokens[place].gap in {".", "_", " "})
        return Day(place, place + 1, iso) if iso else None
    if place + 2 >= len(tokens):
        return None
    one, two, three = tokens[place : place + 3]
    if two.gap != three.gap and not (two.low in MONTHS or one.low in MONTHS):
        return None
    # Fahrenheit.9.11.2004: in names with dots for blanks, days and months have two digits.
    is_title = one.gap == two.gap == "." and min(len(one.low), len(two.low)) == 1
    if is_title or two.gap not in _JOINTS or three.gap.strip(",") not in _JOINTS:
        return None
    iso = _spelt(one.low, two.low, three.low, two.gap)
    return Day(place, place + 3, iso) if iso else None


def _compact(digits: str, *, bare: bool) -> str | None:
    if len(digits) == 8:
        return _iso(digits[:4], digits[4:6], digits[6:])
    return _iso("20" + digits[:2], digits[2:4], digits[4:]) if bare and "05" <= digits[:2] <= "39" else None


def _spelt(one: str, two: str, three: str, joint: str) -> str | None:
    if two in MONTHS:
        return _iso(three, str(MONTHS[two]), _ordinal(one)) if len(three) == 4 else None
    if one in MONTHS:
        return _iso(three, str(MONTHS[one]), _ordinal(two)) if len(three) == 4 else None
    return _in_digits(one, two, three, joint)


def _in_digits(one: str, two: str, three: str, joint: str) -> str | None:
    if len(one) == 4:
        return _iso(one, two, three)
    if len(three) == 4:
        return _iso(three, two, one) or _iso(three, one, two)
    if len(one) == len(two) == len(three) == 2 and joint in {".", "-"}:
        return _two_digit_year(one, two, three)
    return None


def _two_digit_year(one: str, two: str, three: str) -> str | None:
    """Day first, as most of the world writes; month first where only that can be."""
    if not three.isdecimal() or 40 <= int(three) < 80:
        return None
    year = ("20" if int(three) < 40 else "19") + three
    return _iso(year, two, one) or _iso(year, one, two)


def _ordinal(low: str) -> str:
    return low.rstrip("stndrh")


def _iso(year: str, month: str, day: str) -> str | None:
    if not (year.isdecimal() and month.isdecimal() and day.isdecimal()) or len(month) > 2 or len(day) > 2:
        return None
    if not _FIRST_YEAR <= int(year) < 2100:
        return None
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
