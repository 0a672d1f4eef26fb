"""One place in a name that counts seasons or episodes."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Marker:
    """What tokens[first:end] says."""

    first: int
    end: int
    seasons: list[int] = field(default_factory=list[int])
    episodes: list[int] = field(default_factory=list[int])
    version: int | None = None
    is_mini: bool = False
    """One of a counted few (3 of 6): a mini-series, hence its season 1."""
    is_disc: bool = False
    is_bare: bool = False
    """A number that nothing but its place tells from others."""
    is_leading: bool = False
    """In front of the title, as files are numbered in a folder."""
