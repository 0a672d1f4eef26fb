"""Reading whole numbers and lists of them: 05, VII, 第二季, 1-4, 1,2,3 & 4, Ep 01 to 12."""

import re
from dataclasses import dataclass
from typing import Final

from miauflix.sources.parsing.tokens import Token
from miauflix.sources.parsing.words.numbering import AND, CHINESE_DIGITS, ROMAN, SMALL_NUMBERS, TO

MOST: Final = 2000
"""No list grows beyond this: the longest shows have some 1,200 episodes on disc."""

_PLAIN = re.compile(r"([0-9]{1,4})(?:v([0-9])|[a-c])?(?:end|fin|tv)?")
_RANGES: Final = frozenset({":", "-", "~", "–", "—", "～", "〜", "−"})
_WITH_RANGES: Final = frozenset({"season", "seasons", "of", "из", "complete", "end", "episodes", "and", "plus"})
_LISTS: Final = frozenset({",", "&", "+", "/", ";", "、", ", &", ",&"})


@dataclass(slots=True)
class Listing:
    """Numbers in order, the place behind their last token, and what else their spelling said."""

    numbers: list[int]
    end: int
    version: int | None = None
    is_range: bool = False


def integer(low: str) -> int | None:
    """A number in digits, in words up to ten, or in Roman or Chinese numerals."""
    if low.isascii() and low.isdecimal():
        return int(low) if len(low) <= 4 else None
    return SMALL_NUMBERS.get(low) or ROMAN.get(low) or chinese(low)


def chinese(text: str) -> int | None:
    """十二 is 12. Only up to 99; None when other characters are in between."""
    if not text or any(char not in CHINESE_DIGITS and char != "十" for char in text):
        return None
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return CHINESE_DIGITS[text] if len(text) == 1 else None
    if len(tens) > 1 or len(ones) > 1:
        return None
    return (CHINESE_DIGITS[tens] if tens else 1) * 10 + (CHINESE_DIGITS[ones] if ones else 0)


def plain(token: Token) -> tuple[int, int | None] | None:
    """Number and version of 5, 05, 05v2 or 107a."""
    found = _PLAIN.fullmatch(token.low)
    return (int(found[1]), int(found[2]) if found[2] else None) if found else None


def span(first: int, last: int) -> list[int]:
    """first..last, both included, or just the two where that is no sensible range."""
    return list(range(first, last + 1)) if first < last < first + MOST else [first, last]


def listing(tokens: list[Token], start: int, *, spaced: bool = False, prefixes: str = "") -> Listing | None:
    """The list of numbers that starts at a token.

    `spaced` also takes numbers with nothing but a blank between them; `prefixes` are letters that later numbers may
    repeat (the E of E01-E03).
    """
    first = plain(tokens[start])
    if first is None:
        return None
    found = Listing([first[0]], start + 1, first[1])
    while found.end < len(tokens) and len(found.numbers) < MOST:
        step = _step(tokens, found.end, spaced=spaced, prefixes=prefixes)
        if step is None:
            break
        number, is_range, end = step
        if is_range and number <= found.numbers[-1]:
            break
        found.numbers.extend(span(found.numbers[-1], number)[1:] if is_range else [number])
        found.is_range |= is_range
        found.end = end
    return found


def _step(tokens: list[Token], place: int, *, spaced: bool, prefixes: str) -> tuple[int, bool, int] | None:
    """The next number of a list, whether it ends a range, and the place behind it."""
    token = tokens[place]
    joint = token.gap.strip(" ._")
    if token.low in TO and place + 1 < len(tokens):
        return _numbered(tokens[place + 1], place + 1, prefixes, is_range=True)
    if token.low in AND and place + 1 < len(tokens):
        return _numbered(tokens[place + 1], place + 1, prefixes, is_range=False)
    if joint in _RANGES and (" " not in token.gap or _closes(tokens, place + 1)):
        return _numbered(token, place, prefixes, is_range=True)
    if joint in _LISTS or (spaced and token.gap in {" ", "."}):
        return _numbered(token, place, prefixes, is_range=False)
    return None


def _closes(tokens: list[Token], place: int) -> bool:
    """Whether nothing but the release follows: "Title 01 - 12 [720p]", not "116 - 360 Degrees"."""
    if place >= len(tokens):
        return True
    after = tokens[place]
    return after.meaning is not None or after.box != tokens[place - 1].box or after.low in _WITH_RANGES


def _numbered(token: Token, place: int, prefixes: str, *, is_range: bool) -> tuple[int, bool, int] | None:
    low = token.low
    if prefixes and low[:1] in prefixes:
        low = low[1:].removeprefix("p")
    found = _PLAIN.fullmatch(low)
    if found is None or len(found[1]) > 4:
        return None
    return int(found[1]), is_range, place + 1
