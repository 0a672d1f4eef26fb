"""Part 2, Part.II, pt3, Part One."""

import re
from typing import Final

from miauflix.sources.parsing.draft import Draft
from miauflix.sources.parsing.numbers import integer
from miauflix.sources.parsing.words.numbering import PART

_GLUED = re.compile(r"(?:part|pt|parte|teil)([0-9]{1,2})")
_MOST: Final = 30


def find_part(draft: Draft) -> tuple[int, int, int] | None:
    """First place, place behind, and number of the first part named before the technical words."""
    for place in range(max(draft.first, 1), min(draft.tail, len(draft.tokens))):
        token = draft.tokens[place]
        if glued := _GLUED.fullmatch(token.low):
            return place, place + 1, int(glued[1])
        if token.low not in PART or place + 1 >= len(draft.tokens) or draft.tokens[place + 1].gap.strip(" ._-"):
            continue
        number = integer(draft.tokens[place + 1].low)
        if number is not None and 0 < number <= _MOST:
            return place, place + 2, number
    return None
