"""What others get to hold of a source."""

from dataclasses import dataclass, field
from datetime import datetime

from miauflix.kit.playable import Playable
from miauflix.peers import Torrent

FETCH_METADATA = "sources.fetch_metadata"  # job: {"torrent_id"}
SEEDED_HERE = "demo"
"""The provider of what this house makes and seeds itself."""
BY_HAND = ("added", "folder", SEEDED_HERE, "blender")
"""Providers whose sources somebody put there: no search loses them."""


@dataclass(frozen=True, slots=True)
class WebFile:
    """A file on a web server, read as it is."""

    url: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Release:
    """One way to have one playable. What is opened, and the name, must not reach a log or a person."""

    source_id: str
    playable: Playable
    name: str = field(repr=False)
    size_bytes: int | None
    opens: Torrent | WebFile = field(repr=False)

    @property
    def torrent(self) -> Torrent:
        """What the engine opens.

        Raises:
            TypeError: it is a file on a web server, so ask what `opens` is first.
        """
        if isinstance(self.opens, WebFile):
            raise TypeError("this release is no torrent")
        return self.opens


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One way to have what was asked for, as a provider tells it. Everything but `provider` and `name` may be unknown.

    What finds the work again (name, hash, links; a link may carry the provider's key) is left out of `repr`, so that
    an offer in a log line or a traceback tells none of it. Of `info_hash`, `magnet`, `torrent_url` and `http_url` at
    least one is given. A hash is 40 lower-case hexadecimal digits; `quality` is where the picture came from (web,
    bluray …); it and `codec` are in the words of `sources.parsing`. `metainfo` is the .torrent of the hash, where
    that was not known without it. None is "nobody said", which for seeders is not 0.
    """

    provider: str
    name: str = field(repr=False)
    info_hash: str | None = field(default=None, repr=False)
    magnet: str | None = field(default=None, repr=False)
    torrent_url: str | None = field(default=None, repr=False)
    http_url: str | None = field(default=None, repr=False)
    metainfo: bytes | None = field(default=None, repr=False)
    size_bytes: int | None = None
    seeders: int | None = None
    leechers: int | None = None
    published_at: datetime | None = None
    trackers: tuple[str, ...] = field(default=(), repr=False)
    file_index: int | None = None
    imdb_id: str | None = None
    season: int | None = None
    episode: int | None = None
    is_pack: bool = False
    resolution: str | None = None
    quality: str | None = None
    codec: str | None = None
    language: str | None = None
