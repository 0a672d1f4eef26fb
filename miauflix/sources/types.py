"""What others get to hold of a source."""

from dataclasses import dataclass

from miauflix.kit.playable import Playable
from miauflix.peers import Torrent

FETCH_METADATA = "sources.fetch_metadata"  # job: {"torrent_id"}


@dataclass(frozen=True, slots=True)
class Release:
    """One way to have one playable; `torrent` is what the engine opens and must not reach a log or a person."""

    source_id: str
    playable: Playable
    name: str
    size_bytes: int | None
    torrent: Torrent
