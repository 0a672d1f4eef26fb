"""Where a title can be had: torrents, what is known of them, and which one is best.

Nothing in this room's tables can be read without the key: info hash, magnet, .torrent, its address, release name and
group are sealed by the field cipher (columns `ih`, `ml`, `file`, `tu`, `name`, `gr`), and a torrent is found again by
the blind index of its hash. What leaves the room towards people never names a hash or a magnet.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from miauflix.sources.adding import TitleAdder
    from miauflix.sources.errors import NoSource, NotATorrent, UnknownSource
    from miauflix.sources.facts import Stated
    from miauflix.sources.folder import TorrentFolder
    from miauflix.sources.providers.demo import DemoShelf
    from miauflix.sources.providing import Providers
    from miauflix.sources.ranking import Ranking, Viewing
    from miauflix.sources.schemas import NEW_TITLE_BYTES, AddedTitle, DeviceIn, NewTitle, SourceOut
    from miauflix.sources.sealing import SEALED, TORRENTS
    from miauflix.sources.searching.reasons import why_nothing_plays
    from miauflix.sources.searching.schemas import SearchOut, search_out
    from miauflix.sources.searching.searches import Search, Searches
    from miauflix.sources.service import Locator, Sources, file_name
    from miauflix.sources.store import (
        AVAILABILITY_TABLES,
        availability,
        refs_of_show,
        refs_of_torrents,
        shows_available,
        titles_available,
    )
    from miauflix.sources.telling import sources_out
    from miauflix.sources.types import Offer, Release, WebFile
    from miauflix.sources.viewers import viewing_of_query, viewing_of_title

# Where each name is, looked up when it is first used: `miauflix parse` needs none of what the others bring along.
_WHERE = {
    "AddedTitle": "schemas",
    "AVAILABILITY_TABLES": "store",
    "availability": "store",
    "DemoShelf": "providers.demo",
    "DeviceIn": "schemas",
    "file_name": "service",
    "Locator": "service",
    "NEW_TITLE_BYTES": "schemas",
    "NewTitle": "schemas",
    "NoSource": "errors",
    "NotATorrent": "errors",
    "Offer": "types",
    "Providers": "providing",
    "Ranking": "ranking",
    "refs_of_show": "store",
    "refs_of_torrents": "store",
    "Release": "types",
    "SEALED": "sealing",
    "search_out": "searching.schemas",
    "Search": "searching.searches",
    "Searches": "searching.searches",
    "SearchOut": "searching.schemas",
    "shows_available": "store",
    "SourceOut": "schemas",
    "Sources": "service",
    "sources_out": "telling",
    "Stated": "facts",
    "TitleAdder": "adding",
    "titles_available": "store",
    "TorrentFolder": "folder",
    "TORRENTS": "sealing",
    "UnknownSource": "errors",
    "Viewing": "ranking",
    "viewing_of_query": "viewers",
    "viewing_of_title": "viewers",
    "WebFile": "types",
    "why_nothing_plays": "searching.reasons",
}

__all__ = [
    "AVAILABILITY_TABLES",
    "NEW_TITLE_BYTES",
    "SEALED",
    "TORRENTS",
    "AddedTitle",
    "DemoShelf",
    "DeviceIn",
    "Locator",
    "NewTitle",
    "NoSource",
    "NotATorrent",
    "Offer",
    "Providers",
    "Ranking",
    "Release",
    "Search",
    "SearchOut",
    "Searches",
    "SourceOut",
    "Sources",
    "Stated",
    "TitleAdder",
    "TorrentFolder",
    "UnknownSource",
    "Viewing",
    "WebFile",
    "availability",
    "file_name",
    "refs_of_show",
    "refs_of_torrents",
    "search_out",
    "shows_available",
    "sources_out",
    "titles_available",
    "viewing_of_query",
    "viewing_of_title",
    "why_nothing_plays",
]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
