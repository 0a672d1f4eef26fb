"""Taking apart words that are stuck together: HDTVx264, S01E02WEB, Castle1x01."""

import re

from miauflix.sources.parsing.lexicon import GLUE, LONGEST_WORD, LOOKUP
from miauflix.sources.parsing.tokens import Box, Token

_LONGEST_GLUED = 32
_DUBBED = re.compile(r"(?:[a-z]{3}){2,5}dub")
_SEASONS = re.compile(r"(?:s[0-9]{1,2}){2,9}")
_CJK = re.compile(r"(.*[^\W0-9])(第[0-9零一二三四五六七八九十两]{1,4}[季期話话集回])")
_STUCK = re.compile(r"[0-9第]|dub$|web|rip|hd|dvd|xvid|divx|mux|flac|aac|dts|dl$")
_MARKED = re.compile(
    r"(s[0-9]{1,4}(?:(?:xe|ep|e|x)[0-9]{1,4}){1,8}|[0-9]{1,2}x[0-9]{2,3})(?![0-9abcpi]$|v[0-9]|[0-9xe])(\D.*)"
)
_ENDS_MARKED = re.compile(r"([^\W0-9_]{3,40})(s[0-9]{1,2}e[0-9]{2,3}|[0-9]{1,2}x[0-9]{2})")


def unstick(tokens: list[Token], boxes: list[Box]) -> list[Token]:
    """The tokens with each stuck word replaced by its parts. Boxes are moved along."""
    parts = {place: found for place, token in enumerate(tokens) if (found := _parts(token.low))}
    if not parts:
        return tokens
    out: list[Token] = []
    moved = [0] * (len(tokens) + 1)
    for place, token in enumerate(tokens):
        moved[place] = len(out)
        out.extend(_split(token, parts[place]) if place in parts else (token,))
    moved[len(tokens)] = len(out)
    for box in boxes:
        box.first, box.last = moved[box.first], moved[box.last]
    return out


def _split(token: Token, lengths: list[int]) -> list[Token]:
    out: list[Token] = []
    place = 0
    for length in lengths:
        gap = "" if out else token.gap
        out.append(Token(token.text[place : place + length], token.start + place, gap, token.box))
        place += length
    return out


def _parts(low: str) -> list[int] | None:
    """Lengths of the parts of a stuck word, or None for a word that is whole."""
    if len(low) < 4 or low in LOOKUP or not _STUCK.search(low):
        return None
    if _SEASONS.fullmatch(low):
        return [len(season) + 1 for season in low[1:].split("s")]
    if _DUBBED.fullmatch(low) and all(_is_language(low[place : place + 3]) for place in range(0, len(low) - 3, 3)):
        return [3] * (len(low) // 3)
    if (found := _CJK.fullmatch(low)) or (found := _MARKED.fullmatch(low)) or (found := _ENDS_MARKED.fullmatch(low)):
        return [len(found[1]), len(found[2])]
    return _known_parts(low) if len(low) <= _LONGEST_GLUED else None


def _is_language(low: str) -> bool:
    entries = LOOKUP.get(low)
    return entries is not None and entries[-1][1].kind == "code3"


def _known_parts(low: str) -> list[int] | None:
    """The split into the fewest words of the tables, from the right, each tried once a place."""
    best: list[list[int] | None] = [None] * len(low) + [[]]
    for start in range(len(low) - 2, -1, -1):
        for end in range(min(len(low), start + LONGEST_WORD), start + 1, -1):
            rest, known = best[end], best[start]
            if rest is not None and low[start:end] in GLUE and (known is None or len(rest) + 1 < len(known)):
                best[start] = [end - start, *rest]
    whole = best[0]
    return whole if whole is not None and len(whole) > 1 else None
