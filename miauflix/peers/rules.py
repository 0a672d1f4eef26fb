"""Every decision of the engine that needs no clock, socket or disk: what to play, what to fetch first, what to drop.

The figures come from measurements on shaped swarms (docs/decisions and the engine's benchmark tell which).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from miauflix.peers.errors import NoSuchFile
from miauflix.peers.metainfo import FileEntry, FileKind

# --- which file ------------------------------------------------------------------------------------------------

_VIDEO_NAME = re.compile(
    r".+\.(?:3gp|asf|avi|divx|f4v|flv|m2ts|m4v|mkv|mov|mp4|mpe?g|mts|mxf|ogm|ogv|rm|rmvb|ts|vob|webm|wmv)",
    re.IGNORECASE,
)
_EXTRA_FOLDERS = re.compile(
    r"(?:samples?|trailers?|extras?|featurettes?|bonus|behind the scenes|deleted scenes|interviews?|scenes|shorts)",
    re.IGNORECASE,
)
_EXTRA_NAME = re.compile(r"(?:^|[\W_])(?:sample|trailer|featurette|teaser|promo|proof)(?:$|[\W_])", re.IGNORECASE)


def choose_main_file(files: Sequence[FileEntry], selected: Sequence[int] = ()) -> FileEntry:
    """The file that someone who opens this torrent means: the largest video that is not an extra.

    `selected` narrows the choice (BEP 53 `so`). A video in a folder of extras, or named like one and under half the
    size of the largest, only counts when there is no other; a torrent without video offers its largest file.

    Raises:
        NoSuchFile: nothing in the torrent has any bytes.
    """
    real = [file for file in files if file.kind is FileKind.FILE and file.size_bytes > 0]
    wished = [file for file in real if file.index in set(selected)] or real
    videos = [file for file in wished if is_video(file.name)]
    largest = max((video.size_bytes for video in videos), default=0)
    features = [video for video in videos if not _is_extra(video, largest)]
    candidates = features or videos or wished
    if not candidates:
        raise NoSuchFile("The torrent holds no file with any bytes in it")
    return max(candidates, key=lambda file: (file.size_bytes, -file.index))


def is_video(name: str) -> bool:
    return _VIDEO_NAME.fullmatch(name) is not None


def _is_extra(file: FileEntry, largest: int) -> bool:
    if any(_EXTRA_FOLDERS.fullmatch(folder) for folder in file.path[:-1]):
        return True
    return file.size_bytes < largest / 2 and _EXTRA_NAME.search(file.name) is not None


# --- how far ahead ---------------------------------------------------------------------------------------------

URGENT_S: Final = 4.0
NEAR_S: Final = 20.0
FAR_S: Final = 120.0
FAR_BYTES: Final = 256 << 20
DEFAULT_BITRATE: Final = 1_000_000  # bytes/s: 8 Mbit/s, a good 1080p encode
MIN_BITRATE: Final = 125_000
MAX_BITRATE: Final = 12_500_000  # 100 Mbit/s, the peak of a UHD disc


@dataclass(frozen=True, slots=True)
class Window:
    """Absolute offsets, each the first byte no longer in its band: urgent ⊆ near ⊆ far."""

    urgent_end: int
    near_end: int
    far_end: int


def window(position: int, end: int, *, bitrate: float, piece_length: int) -> Window:
    """What to hold ahead of a reader at `position` that will never go past `end`."""

    def ahead(wanted: float) -> int:
        return min(end, position + int(wanted))

    return Window(
        urgent_end=ahead(max(piece_length, URGENT_S * bitrate)),
        near_end=ahead(max(2 * piece_length, NEAR_S * bitrate)),
        far_end=ahead(max(3 * piece_length, min(FAR_S * bitrate, FAR_BYTES))),
    )


def needs_refill(position: int, end: int, current: Window, *, bitrate: float, piece_length: int) -> bool:
    """Whether the far window should move on: half of it lies behind the reader.

    Moving it with every piece would toggle our interest in every peer, each of whom may choke us for it.
    """
    if current.far_end >= end:
        return False
    full = window(position, end, bitrate=bitrate, piece_length=piece_length)
    return current.far_end - position < (full.far_end - position) / 2


# --- in which order --------------------------------------------------------------------------------------------

TOP: Final = 7  # libtorrent's highest priority
_LADDER: Final = (7, 6, 6, 5, 5, 5, 4, 4, 4, 4)
_NEAR: Final = 3
_FAR: Final = 2
LEAST: Final = 1
_LEVELS: Final = ((2.0, 7), (5.0, 6), (15.0, 5), (60.0, 4))


@dataclass(frozen=True, slots=True)
class Demand:
    """What one reader wants, in pieces: `[first, near)` soon, `[near, far)` later. `slack_s` is how long it can wait.

    `ceiling` caps its priorities; a guess (an index nobody asked for yet) stays below what is being watched.
    """

    first: int
    near: int
    far: int
    slack_s: float = 0.0
    ceiling: int = TOP


def level(slack_s: float) -> int:
    """How urgent a reader is that has `slack_s` seconds of video left: earliest deadline first."""
    return next((rank for limit, rank in _LEVELS if slack_s < limit), 3)


def plan(have: bytearray, demands: Iterable[Demand], budget_pieces: int) -> dict[int, int]:
    """The pieces to want and how much (2 to 7); `LEAST` is left for what nobody asked for, 0 for all others.

    Each demand climbs down a ladder from its first missing piece, so that order within a priority, which libtorrent
    takes by rarity, cannot scatter what is watched next. Of several readers the most urgent keeps the full ladder,
    the others start lower by the difference of their levels, and a piece gets the highest priority that any of them
    gives it. With too small a budget the least urgent pieces are left out.
    """
    asked = list(demands)
    top = max((level(demand.slack_s) for demand in asked), default=0)
    wanted: dict[int, int] = {}
    for demand in asked:
        lowered = top - level(demand.slack_s)
        for piece, rung in _rungs(have, demand):
            priority = max(LEAST + 1, min(rung, demand.ceiling) - lowered)
            wanted[piece] = max(wanted.get(piece, 0), priority)
    if len(wanted) <= budget_pieces:
        return wanted
    kept = sorted(wanted.items(), key=lambda item: (-item[1], item[0]))[: max(0, budget_pieces)]
    return dict(kept)


def _rungs(have: bytearray, demand: Demand) -> Iterable[tuple[int, int]]:
    step, piece = 0, have.find(0, demand.first, demand.far)
    while piece >= 0:
        if step < len(_LADDER):
            yield piece, _LADDER[step]
        else:
            yield piece, _NEAR if piece < demand.near else _FAR
        step, piece = step + 1, have.find(0, piece + 1, demand.far)


# --- how many requests to have under way -----------------------------------------------------------------------

SHORT_QUEUE: Final = 0  # two blocks (32 KiB) a peer: a seek waits for almost nothing
NORMAL_QUEUE: Final = 1  # one second of a peer's rate
_SERVING_S: Final = 0.02  # what a peer takes to answer, beyond the round trip
_TWO_BLOCKS: Final = 32 << 10


@dataclass(frozen=True, slots=True)
class PeerPace:
    """An unchoked peer: its round trip, its best rate so far, and its rate now (bytes/s)."""

    rtt_s: float
    peak_bytes_s: float
    rate_bytes_s: float


def request_queue_time(peers: Sequence[PeerPace], *, demand_bytes_s: float, is_starved: bool, current: int) -> int:
    """Seconds of requests to keep under way with each peer (libtorrent's `request_queue_time`, by default 3).

    Short queues make seeks fast (0.29 s instead of 0.90 s with 16 slow peers) and cost throughput where two blocks do
    not fill a peer's pipe (1.9 instead of 5.6 MB/s with 4 fast ones). So they are used where, by the model, no more
    than a tenth is lost and one and a half times the demand still comes in, and given up where the rates prove the
    model wrong: `is_starved` says that the readers want more than they get, `current` what is in force.
    """
    peak = sum(peer.peak_bytes_s for peer in peers)
    caps = [_TWO_BLOCKS / (peer.rtt_s + _SERVING_S) for peer in peers]
    through = sum(min(cap, peer.peak_bytes_s) for cap, peer in zip(caps, peers, strict=True))
    if not peers or through < 0.9 * peak or sum(caps) < 1.5 * demand_bytes_s:
        return NORMAL_QUEUE
    if is_starved and current == SHORT_QUEUE and sum(peer.rate_bytes_s for peer in peers) < 0.75 * peak:
        return NORMAL_QUEUE
    return SHORT_QUEUE


# --- what to give up -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Holding:
    """A torrent on disk, as far as room is concerned."""

    key: str
    disk_bytes: int
    last_used_at: float
    is_busy: bool


def choose_evictions(holdings: Iterable[Holding], needed_bytes: int) -> list[str]:
    """The torrents to delete, least recently used first, so that `needed_bytes` come free; never one in use.

    The answer may free less than asked: then everything that may go, goes.
    """
    freed, chosen = 0, list[str]()
    for holding in sorted(holdings, key=lambda holding: holding.last_used_at):
        if freed >= needed_bytes:
            break
        if holding.is_busy or holding.disk_bytes == 0:
            continue
        freed += holding.disk_bytes
        chosen.append(holding.key)
    return chosen
