"""Streaming from a swarm: a file inside a torrent becomes a `ByteSource` while it is still arriving."""

from miauflix.peers.bencode import Bencoded
from miauflix.peers.bencode import decode as decode_bencode
from miauflix.peers.compact import ENDPOINT_BYTES
from miauflix.peers.compact import endpoints as compact_endpoints
from miauflix.peers.engine import Engine
from miauflix.peers.errors import InvalidMetainfo, NoSuchFile, StorageFull, VpnClosed
from miauflix.peers.guard import AlwaysOpen, FailsClosed, Guard
from miauflix.peers.magnet import parse_magnet
from miauflix.peers.metainfo import FileEntry, Metainfo, parse_metainfo
from miauflix.peers.resume import reseal_folder
from miauflix.peers.rules import choose_main_file, is_video
from miauflix.peers.seeder import Seeder, make_metainfo
from miauflix.peers.sockets import Sockets
from miauflix.peers.types import EngineConfig, SwarmStats, Torrent, TorrentStats

__all__ = [
    "ENDPOINT_BYTES",
    "AlwaysOpen",
    "Bencoded",
    "Engine",
    "EngineConfig",
    "FailsClosed",
    "FileEntry",
    "Guard",
    "InvalidMetainfo",
    "Metainfo",
    "NoSuchFile",
    "Seeder",
    "Sockets",
    "StorageFull",
    "SwarmStats",
    "Torrent",
    "TorrentStats",
    "VpnClosed",
    "choose_main_file",
    "compact_endpoints",
    "decode_bencode",
    "is_video",
    "make_metainfo",
    "parse_magnet",
    "parse_metainfo",
    "reseal_folder",
]
