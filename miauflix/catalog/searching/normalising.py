"""Making names comparable: the same words whatever the case, accents, width, punctuation or script.

Both engines index these words as they are, so both find the same. Scripts written with spaces are cut into words;
the others (Han, kana, Thai, Lao, Khmer, Burmese) into overlapping pairs of characters, which find any part of a name
of two characters or more. Hangul falls apart into its letters, so that a syllable half typed is a prefix.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

MOST_WORDS = 40  # of one name; the longest titles have about thirty
_MOST_ASKED = 12
_LONGEST_WORD = 40
_LONGEST_KEY = 200

# Letters that Unicode does not take apart, as people without them on their keyboard type them.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ー": "-"}
    | {"&": " and "}
)
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]+")


def key_of(name: str) -> str:
    """What a whole name is compared by: its letters, without blanks, punctuation or an English article before it."""
    chunks = list(_chunks(name))
    if len(chunks) > 1 and chunks[0] in {"a", "an", "the"}:
        del chunks[0]
    return "".join(chunks).replace("'", "")[:_LONGEST_KEY]


def words_of(name: str) -> list[str]:
    """Every word under which a name is found: its words, those written together, and pairs of characters."""
    found: dict[str, None] = {}
    for chunk in _chunks(name):
        pieces = chunk.split("'")
        for piece in [*pieces, "".join(pieces)]:
            found |= dict.fromkeys(_cut(piece, is_whole_name=True))
    return list(found)[:MOST_WORDS]


def words_asked(query: str) -> list[str]:
    """The words of a query, each of which a name has to have; the last may be only begun."""
    found = [
        word for chunk in _chunks(query) for piece in chunk.split("'") for word in _cut(piece, is_whole_name=False)
    ]
    return list(dict.fromkeys(found))[:12]


def is_word(word: str) -> bool:
    """Whether this is a word somebody may mistype: no number, no single letter, no piece of an unspaced script."""
    return len(word) > 1 and not word.isnumeric() and not is_unspaced(word)


def is_unspaced(word: str) -> bool:
    """Whether this is of a script written without spaces, so that it is a piece of a name rather than a word."""
    return _UNSPACED.match(word) is not None


def _chunks(text: str) -> Iterator[str]:
    """What stands between blanks, with an apostrophe for every kind of punctuation within (`spider'man`)."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN)).casefold().translate(_PLAIN)
    for chunk in plain.split():
        letters = "".join(_letter(letter) for letter in chunk)
        kept = "'".join(piece for piece in letters.split("'") if piece)
        if kept:
            yield kept


def _letter(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in {"Mn", "Me", "Cf"}:
        return ""
    return letter if letter.isalnum() or category == "Mc" else "'"


def _cut(piece: str, *, is_whole_name: bool) -> Iterator[str]:
    """The words of a piece; a run of an unspaced script gives its pairs, and its last character for itself."""
    at = 0
    for run in _UNSPACED.finditer(piece):
        if run.start() > at:
            yield piece[at : run.start()][:_LONGEST_WORD]
        characters = run.group()
        yield from ("".join(pair) for pair in pairwise(characters))
        if is_whole_name or len(characters) == 1:
            yield characters[-1]
        at = run.end()
    if at < len(piece):
        yield piece[at:][:_LONGEST_WORD]
