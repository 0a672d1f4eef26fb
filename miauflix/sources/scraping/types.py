"""What a scrape answers."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """Complete and incomplete peers of one torrent, as one tracker counts them."""

    seeders: int
    leechers: int


Counts = Mapping[bytes, Count]


class ScrapeFailed(Exception):
    """A tracker gave no answer that could be used. The message names its host at most."""
