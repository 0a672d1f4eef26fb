"""Languages that stand together, or beside a word for subtitles or dubbing, are no words of a title."""

from typing import Final

from miauflix.sources.parsing.lexicon import JOINED
from miauflix.sources.parsing.tokens import COVERED, Token
from miauflix.sources.parsing.words.languages import (
    DUBBED_WORDS,
    ENGLISH_WORDS,
    SPEECH_WORDS,
    SUBTITLE_ADVERBS,
    SUBTITLE_WORDS,
    UNSAID_CODES,
)

LANGUAGE_KINDS: Final = frozenset({"language", "code2", "code3"})
_LISTED: Final = JOINED | {", ", ",", " + ", " & ", " - ", "; ", "|", " / ", "+ "}
_USES: Final = SUBTITLE_WORDS | DUBBED_WORDS | SPEECH_WORDS
_ENOUGH: Final = 3
"""So many languages in a row are a list."""


def settle_languages(tokens: list[Token]) -> None:
    """Makes certain what stands in a list of languages or beside a word for their use."""
    place = 1
    while place < len(tokens):
        end = _run(tokens, place)
        if end == place:
            place += 1
            continue
        if end - place >= _ENOUGH or _has_use(tokens, place, end):
            for token in tokens[place:end]:
                if token.meaning is not None:
                    token.meaning = token.meaning.certain()
        place = end


def _run(tokens: list[Token], place: int) -> int:
    """The place behind the languages that follow each other from here."""
    end = place
    while (
        end < len(tokens)
        and (end == place or tokens[end].gap in _LISTED)
        and (_is_language(tokens[end]) or _is_before_subtitles(tokens, end))
    ):
        end += 1
    return end


def _is_before_subtitles(tokens: list[Token], place: int) -> bool:
    """Dk-Subs, en subs."""
    meaning = tokens[place].meaning
    if meaning is None or meaning.kind not in {"code2", "code3"} or tokens[place].low in UNSAID_CODES:
        return False
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    return after is not None and after.low in SUBTITLE_WORDS and after.gap in JOINED


def _is_language(token: Token) -> bool:
    meaning = token.meaning
    if meaning is None or meaning.kind not in LANGUAGE_KINDS or not meaning.facts:
        return False
    if meaning.kind == "language":
        return True
    if meaning.kind == "code2":
        return token.text.isupper()
    return token.text != token.low or token.low not in ENGLISH_WORDS


def _has_use(tokens: list[Token], first: int, end: int) -> bool:
    """Marks the word for subtitles or dubbing beside a run as certain too."""
    found = False
    behind = end
    if behind + 1 < len(tokens) and tokens[behind].low in SUBTITLE_ADVERBS:
        behind += 1
    for place in (behind, first - 1):
        if not 0 < place < len(tokens) or tokens[place].low not in _USES:
            continue
        if tokens[place].low in SPEECH_WORDS and place < end:
            continue
        gap = tokens[place].gap if place >= end else tokens[first].gap
        if gap not in JOINED and gap not in {" (", "(", "[", "{"}:
            continue
        meaning = tokens[place].meaning
        if meaning is not None and meaning.kind in {"subword", "dubword"}:
            tokens[place].meaning = meaning.certain()
        elif meaning is None:
            tokens[place].claim = COVERED
        found = True
    return found
