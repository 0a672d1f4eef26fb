"""What is asked, and what is found."""

from dataclasses import dataclass, field
from typing import Literal

from miauflix.catalog.types import Kind

Quality = Literal[1, 2, 3, 4]
"""4: the name itself; 3: how it begins; 2: whole words of it; 1: words begun."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a title has to be besides found; None asks for nothing. `genre` is a TMDB id or a name in any language."""

    kind: Kind | None = None
    genre: str | None = None
    year_from: int | None = None
    year_to: int | None = None
    rating: float | None = None
    language: str | None = None
    runtime_max: int | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A word to find: one of `choices`, or with `is_begun` anything that begins with one of them."""

    choices: tuple[str, ...]
    is_begun: bool = False


@dataclass(frozen=True, slots=True)
class FoundTitle:
    kind: Kind
    tmdb_id: int
    quality: Quality
    popularity: float


@dataclass(frozen=True, slots=True)
class FoundGenre:
    kind: Kind
    tmdb_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Findings:
    """Best first. `corrected` is the query as it was understood, where a letter of it was taken to be wrong."""

    titles: list[FoundTitle] = field(default_factory=list[FoundTitle])
    people: list[int] = field(default_factory=list[int])
    genres: list[FoundGenre] = field(default_factory=list[FoundGenre])
    corrected: str | None = None
