"""Where a title can be had: torrents, what is known of them, and which one is best.

Nothing in this room's tables can be read without the key: info hash, magnet, .torrent and release name are sealed
by the field cipher (columns `ih`, `ml`, `file`, `name`), and a torrent is found again by the blind index of its
hash. What leaves the room towards people never names a hash or a magnet.
"""

from miauflix.sources.adding import TitleAdder
from miauflix.sources.errors import NoSource, NotATorrent, UnknownSource
from miauflix.sources.folder import TorrentFolder
from miauflix.sources.schemas import AddedTitle, NewTitle, SourceOut
from miauflix.sources.service import Locator, Sources, file_name
from miauflix.sources.store import availability, refs_of_torrents, shows_available, sources_of
from miauflix.sources.types import Offer, Release

__all__ = [
    "AddedTitle",
    "Locator",
    "NewTitle",
    "NoSource",
    "NotATorrent",
    "Offer",
    "Release",
    "SourceOut",
    "Sources",
    "TitleAdder",
    "TorrentFolder",
    "UnknownSource",
    "availability",
    "file_name",
    "refs_of_torrents",
    "shows_available",
    "sources_of",
]
