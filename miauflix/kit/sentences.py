"""What the house says to people, in words that a screen can say in another language.

    INDEXED = Sentence("names_indexed", "{titles} titles and {people} people indexed")

    said = INDEXED(titles=3, people=4)
    str(said)                "3 titles and 4 people indexed", for the log and the command line
    told(said)               code "names_indexed" and values {"titles": 3, "people": 4}, for a screen

`Said` is a text, so whoever only wants English words takes it as one. A screen has the sentence under its code in
`web/src/i18n/<language>/said.json`, with the same names in it; a test holds the two together.
"""

from collections.abc import Callable, Mapping, Sequence
from string import Formatter
from typing import Any, ClassVar, Self

from pydantic import BaseModel

Value = str | int | float
"""A number, a name that is the same in every language, or something said."""


class SaidPart(BaseModel):
    """One sentence on its way to a screen. A value that was said itself is the list of its parts."""

    code: str
    values: dict[str, "str | int | float | list[SaidPart]"]


class Said(str):
    """One sentence or several, by their codes and what was put into them; as a text, in English."""

    __slots__ = ("parts",)

    parts: tuple[tuple[str, Mapping[str, Value]], ...]

    @classmethod
    def of(cls, english: str, parts: Sequence[tuple[str, Mapping[str, Value]]]) -> Self:
        said = cls(english)
        said.parts = tuple(parts)
        return said


class Sentence:
    """A sentence with places for values, under a stable code of its own."""

    known: ClassVar[dict[str, "Sentence"]] = {}
    """By code; whatever is imported adds its own."""

    def __init__(self, code: str, english: str) -> None:
        if code in self.known:
            raise ValueError(f"There are two sentences {code!r}")
        self.code, self.english = code, english
        self.names = {name for _, name, _, _ in Formatter().parse(english) if name}
        self.known[code] = self

    def __call__(self, **values: Value) -> Said:
        return Said.of(self.english.format_map(values), [(self.code, values)])


def together(*said: Said) -> Said:
    """Several sentences as one thing that was said."""
    return Said.of("; ".join(said), [part for one in said for part in one.parts])


def told(text: Value | None, clean: Callable[[str], str] = str) -> list[SaidPart] | None:
    """What was said as a screen takes it, every text in it made `clean`; None where it is English words and no more."""
    if not isinstance(text, Said):
        return None
    return [
        SaidPart(code=code, values={name: _telling(value, clean) for name, value in values.items()})
        for code, values in text.parts
    ]


def heard(english: str, parts: Sequence[SaidPart] | None) -> str:
    """The reverse of `told`: these English words, with what a screen makes of them."""
    if not parts:
        return english
    return Said.of(english, [(part.code, {name: _hearing(one) for name, one in part.values.items()}) for part in parts])


def recognised(english: str | None) -> str | None:
    """As it was said, where these words are a sentence of ours without places; for words that were stored alone."""
    return next((one() for one in Sentence.known.values() if one.english == english and not one.names), english)


def kept(text: str | None) -> list[dict[str, Any]] | None:
    """What was said as JSON to be stored beside the English words; None where it is no more than those."""
    parts = told(text)
    return None if parts is None else [part.model_dump() for part in parts]


def found(english: str, stored: Sequence[Mapping[str, Any]] | None) -> str:
    """The reverse of `kept`."""
    return heard(english, [SaidPart.model_validate(one) for one in stored or []])


def _telling(value: Value, clean: Callable[[str], str]) -> str | int | float | list[SaidPart]:
    if isinstance(value, Said):
        return told(value, clean) or []
    return clean(value) if isinstance(value, str) else value


def _hearing(value: str | float | list[SaidPart]) -> Value:
    return heard("; ".join(map(_english, value)), value) if isinstance(value, list) else value


def _english(part: SaidPart) -> str:
    sentence = Sentence.known.get(part.code)
    is_whole = sentence is not None and sentence.names <= part.values.keys()
    values = {name: _hearing(one) for name, one in part.values.items()}
    return str(sentence(**values)) if sentence and is_whole else part.code
