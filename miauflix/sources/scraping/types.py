"""What a scrape answers."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """Complete and incomplete peers of one torrent, as one tracker counts them."""

    seeders: int
    leechers: int


def largest(one: Count | None, other: Count | None) -> Count | None:
    """The larger of each number: whoever counts sees a part of the swarm, and who knows nothing takes nothing away."""
    if one is None or other is None:
        return one or other
    return Count(max(one.seeders, other.seeders), max(one.leechers, other.leechers))


Counts = Mapping[bytes, Count]


class ScrapeFailed(Exception):
    """A tracker gave no answer that could be used. The message names its host at most."""


class NotPublic(ScrapeFailed):
    """The host is none that a stranger may send us to."""
