"""The shapes that cross the room's border."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Stage = Literal["paused", "metadata", "finding_peers", "connecting", "buffering", "ready"]


@dataclass(frozen=True, slots=True)
class Torrent:
    """What to open. At least one of `metainfo` (a .torrent file) and `magnet` is given; both may be.

    `key` names the torrent on this machine (a source's id): folders and saved state carry it, never the info hash.
    `file_index` is the file that `open` takes when it is not told another; `None` leaves it to `choose_main_file`.
    """

    key: str
    metainfo: bytes | None = None
    magnet: str | None = None
    file_index: int | None = None


@dataclass(frozen=True, slots=True)
class SwarmStats:
    """One torrent as its viewers see it. `fetched` are byte ranges of the file being watched, `end` excluded.

    `buffered_percent` is how much of the next seconds is here: 100 means that playing can start or go on.
    `reason` says why, while `stage` is `paused` or the disk is full.
    """

    stage: Stage
    peers_known: int
    peers_connected: int
    seeds: int
    download_rate_bytes_s: int
    upload_rate_bytes_s: int
    buffered_percent: int
    fetched: list[tuple[int, int]]
    size_bytes: int | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class TorrentStats:
    """One torrent held on this machine, attached to its swarm or not."""

    key: str
    name: str | None
    size_bytes: int | None
    disk_bytes: int
    progress: float
    is_attached: bool
    readers: int
    stage: Stage | None
    peers_connected: int
    download_rate_bytes_s: int
    upload_rate_bytes_s: int
    last_used_at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineConfig:
    """What an operator decides. Times are seconds, rates bytes per second, 0 means without limit."""

    folder: Path
    quota_bytes: int
    # Devices or addresses to use, all when empty. Given a tunnel's name, both listening and dialling are bound to it:
    # with only one of the two, tracker announces were seen to leave by the other way.
    interfaces: tuple[str, ...] = ()
    listen_port: int = 0
    dht: bool = True
    dht_bootstrap: tuple[str, ...] = (
        "dht.libtorrent.org:25401",
        "router.bittorrent.com:6881",
        "dht.transmissionbt.com:6881",
    )
    extra_trackers: tuple[str, ...] = ()
    user_agent: str = "Miauflix"
    chunk_bytes: int = 256 << 10  # read in some 25 µs from the page cache: larger gains nothing, and costs memory
    upload_limit_bytes_s: int = 0
    download_limit_bytes_s: int = 0
    # WebRTC peers tell trackers the addresses of every interface, the tunnel or not, and libtorrent gives no way to
    # bind them (rtc_signaling.cpp): off unless the operator knows that there is nothing to hide.
    webtorrent: bool = False
    # While a film is watched, go on fetching what follows the read-ahead: peers keep us unchoked, seeks stay fast, and
    # the film is kept. Off, only the read-ahead is fetched, for links where every byte costs.
    run_ahead: bool = True
    free_disk_bytes: int = 1 << 30  # left to others on the same disk
    linger_s: float = 5  # a player that seeks closes one request and opens another
    idle_s: float = 60
    save_after_s: float = 1.5  # a crash costs at most the pieces of two seconds: the rest is the write itself
    stop_within_s: float = 3
