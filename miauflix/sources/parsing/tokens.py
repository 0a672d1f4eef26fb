"""Cutting a release name into words, and remembering what stands between them."""

import re
import unicodedata

from miauflix.sources.parsing.meaning import Meaning

MAX_BYTES = 512
"""Longer names are cut: file systems stop at 255 bytes, indexes pass on a little more."""

_BRACKETS = str.maketrans("【】（）［］｛｝「」『』《》〈〉〔〕　", "[]()[]{}[][][][][] ")
_WORD_OR_BRACKET = re.compile(r"(?:hdr10|dd|ddp)\+|[^\W_]+|[\[\](){}]", re.IGNORECASE)
_CLOSES = {"]": "[", ")": "(", "}": "{"}

NOWHERE = -1

SITE = "site"
COVERED = "covered"
"""A later word of a spelling that takes several."""
NUMBER = "number"
"""Of a season, an episode, a date or the year."""
NEWS = "news"
"""01月新番: of this January's new series."""
HEIGHT = "height"
"""720 or 1080 without its p."""


class Token:
    """One word. `gap` is the text between it and the word before, brackets included."""

    __slots__ = ("box", "claim", "end", "gap", "is_taken", "low", "meaning", "start", "text")

    def __init__(self, text: str, start: int, gap: str, box: int) -> None:
        self.text = text
        self.low = text.lower()
        self.start = start
        self.end = start + len(text)
        self.gap = gap
        self.box = box
        """Number of the outermost bracket around the word, or NOWHERE."""
        self.meaning: Meaning | None = None
        self.claim = ""
        """What else took the word: SITE, COVERED, NUMBER, NEWS or HEIGHT."""
        self.is_taken = False
        """The word is taken at its meaning."""

    @property
    def is_plain(self) -> bool:
        """Nothing is known of the word: it may be of a title, or a group."""
        return self.meaning is None and not self.claim

    def __repr__(self) -> str:
        return f"{self.text}:{self.claim}" if self.claim else self.text


def is_shouted(text: str) -> bool:
    """GERMAN and iTALiAN, not German or german."""
    return text.isupper() or any(char.isupper() for char in text[1:])


def cut(name: str) -> str:
    """The name in composed Unicode, at most MAX_BYTES of UTF-8, whatever bytes it came from."""
    if name.isascii():
        return name[:MAX_BYTES]
    composed = unicodedata.normalize("NFC", name[:MAX_BYTES]).encode("utf-8", "replace")
    return composed[:MAX_BYTES].decode("utf-8", "ignore")


def fold_brackets(name: str) -> str:
    """East Asian brackets and spaces as ASCII ones, one for one, so that positions stay."""
    return name if name.isascii() else name.translate(_BRACKETS)


class Box:
    """A bracket and what it holds: tokens[first:last]. `opens` and `closes` are places in the text."""

    __slots__ = ("closes", "first", "last", "mark", "opens")

    def __init__(self, mark: str, opens: int, first: int) -> None:
        self.mark = mark
        self.opens = opens
        self.closes = -1
        self.first = first
        self.last = first


def tokenise(text: str) -> tuple[list[Token], list[Box]]:
    """Words in order and the outermost brackets around them. A bracket that never closes reaches to the end."""
    tokens: list[Token] = []
    boxes: list[Box] = []
    depth = 0
    gap_from = 0
    for found in _WORD_OR_BRACKET.finditer(text):
        word, place = found.group(), found.start()
        if word in "[({":
            if not depth:
                boxes.append(Box(word, place, len(tokens)))
            depth += 1
        elif word in _CLOSES:
            if depth == 1:
                _close(boxes[-1], place, len(tokens))
            depth -= depth > 0
        else:
            tokens.append(Token(word, place, text[gap_from:place], len(boxes) - 1 if depth else NOWHERE))
            gap_from = found.end()
    if depth:
        _close(boxes[-1], len(text), len(tokens))
    return tokens, boxes


def _close(box: Box, place: int, last: int) -> None:
    box.closes = place
    box.last = last
