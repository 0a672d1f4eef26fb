"""What a .torrent file says (BEP 3, 12, 19, 27, 47, 52), read without trusting any of it.

Pure: bytes in, a frozen `Metainfo` out. The numbering of files and their offsets are libtorrent's, so an index from
here can be handed to the engine: version 1 and hybrid torrents count the entries of `files`, padding included;
version 2 torrents count the file tree in the order it stands, with a pad after each file that ends inside a piece.
"""

import hashlib
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from miauflix.kit.sentences import Sentence
from miauflix.peers.bencode import Bencoded, decode_with_spans
from miauflix.peers.errors import InvalidMetainfo
from miauflix.peers.links import trackers_of, web_seeds_of
from miauflix.peers.paths import safe_part, safe_path

_TOO_LARGE: Final = Sentence("torrent_too_large", "The torrent file is larger than {mib} MiB")
_NO_INFO: Final = Sentence("torrent_without_info", "The torrent file has no info dictionary")
_EMPTY: Final = Sentence("torrent_empty", "The torrent holds no bytes at all")

MAX_METAINFO_BYTES: Final = 32 << 20  # the largest seen in the wild are season packs of about 10 MB
MAX_FILES: Final = 50_000
MAX_PIECES: Final = 1 << 21  # libtorrent's own default limit (`max_piece_count`)
_MAX_PIECE_BYTES: Final = 1 << 28
_MIN_V2_PIECE_BYTES: Final = 1 << 14  # BEP 52
_MAX_TORRENT_BYTES: Final = 1 << 48

Dictionary = dict[bytes, Bencoded]


class FileKind(Enum):
    FILE = "file"
    PAD = "pad"  # BEP 47: zeros that align the next file to a piece; never on disk
    LINK = "link"  # BEP 47: a symbolic link; never followed


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One file. `offset` is where its first byte lies in the run of all pieces."""

    index: int
    path: tuple[str, ...]
    size_bytes: int
    offset: int
    kind: FileKind = FileKind.FILE

    @property
    def name(self) -> str:
        return self.path[-1]


@dataclass(frozen=True, slots=True)
class Metainfo:
    """A torrent. `trackers` are tiers (BEP 12); one of the two info hashes may be `None`, never both."""

    raw: bytes = field(repr=False)
    info_span: tuple[int, int]
    info_hash_v1: bytes | None
    info_hash_v2: bytes | None
    name: str
    piece_length: int
    piece_count: int
    files: tuple[FileEntry, ...]
    trackers: tuple[tuple[str, ...], ...]
    web_seeds: tuple[str, ...]
    is_private: bool

    @property
    def size_bytes(self) -> int:
        """Bytes of all real files, padding excluded."""
        return sum(file.size_bytes for file in self.files if file.kind is FileKind.FILE)

    @property
    def info(self) -> bytes:
        """The info dictionary as it stands in the file: what the hashes are taken over."""
        return self.raw[slice(*self.info_span)]


def parse_metainfo(raw: bytes) -> Metainfo:
    """Read a .torrent file.

    Raises:
        InvalidMetainfo: it is broken, hostile, or larger than `MAX_METAINFO_BYTES`.
    """
    if len(raw) > MAX_METAINFO_BYTES:
        raise InvalidMetainfo(_TOO_LARGE(mib=MAX_METAINFO_BYTES >> 20))
    outer, spans = decode_with_spans(raw)
    info = outer.get(b"info")
    if not isinstance(info, dict):
        raise InvalidMetainfo(_NO_INFO())
    layout = _Layout(info)
    span = spans[b"info"]
    return Metainfo(
        raw=raw,
        info_span=span,
        info_hash_v1=hashlib.sha1(raw[slice(*span)], usedforsecurity=False).digest() if layout.is_v1 else None,
        info_hash_v2=hashlib.sha256(raw[slice(*span)]).digest() if layout.is_v2 else None,
        name=layout.name,
        piece_length=layout.piece_length,
        piece_count=layout.piece_count,
        files=tuple(layout.files),
        trackers=trackers_of(outer),
        web_seeds=web_seeds_of(outer),
        is_private=info.get(b"private") == 1,
    )


class _Layout:
    """How the bytes of the files lie on the pieces."""

    def __init__(self, info: Dictionary) -> None:
        self.is_v1 = b"pieces" in info
        self.is_v2 = info.get(b"meta version") == 2 and b"file tree" in info
        if not self.is_v1 and not self.is_v2:
            raise InvalidMetainfo("The info dictionary names neither pieces (version 1) nor a file tree (version 2)")
        self.name = safe_part(_bytes(info, b"name.utf-8") if b"name.utf-8" in info else _bytes(info, b"name"))
        self.piece_length = self._piece_length(info)
        self.files: list[FileEntry] = []
        self._end = 0
        if self.is_v1:
            self._read_v1(info)
        else:
            self._read_v2(_dictionary(info, b"file tree"), ())
        if not any(file.kind is FileKind.FILE and file.size_bytes for file in self.files):
            raise InvalidMetainfo(_EMPTY())
        self.piece_count = self._piece_count(info)

    def _piece_length(self, info: Dictionary) -> int:
        length = _integer(info, b"piece length", 1, _MAX_PIECE_BYTES)
        if self.is_v2 and (length < _MIN_V2_PIECE_BYTES or length & (length - 1)):
            raise InvalidMetainfo("Pieces of a version 2 torrent are a power of two, 16 KiB or more")
        return length

    def _piece_count(self, info: Dictionary) -> int:
        count = -(-self._end // self.piece_length)
        if count > MAX_PIECES:
            raise InvalidMetainfo(f"The torrent has more than {MAX_PIECES} pieces")
        if self.is_v1 and len(_bytes(info, b"pieces")) != count * 20:
            raise InvalidMetainfo("The number of piece hashes does not fit the size of the files")
        return count

    def _read_v1(self, info: Dictionary) -> None:
        if b"files" not in info:
            self._add((self.name,), _integer(info, b"length", 0, _MAX_TORRENT_BYTES), _kind(info))
            return
        entries = info[b"files"]
        if not isinstance(entries, list):
            raise InvalidMetainfo("The list of files is not a list")
        for entry in entries:
            if not isinstance(entry, dict):
                raise InvalidMetainfo("The list of files holds something that is not a file")
            self._add(_v1_path(entry), _integer(entry, b"length", 0, _MAX_TORRENT_BYTES), _kind(entry))

    def _read_v2(self, tree: Dictionary, above: tuple[bytes, ...]) -> None:
        for name, node in tree.items():
            if not isinstance(node, dict):
                raise InvalidMetainfo("The file tree holds something that is neither file nor folder")
            leaf = node.get(b"")
            if leaf is None:
                self._read_v2(node, (*above, name))
                continue
            if not isinstance(leaf, dict) or len(node) != 1:
                raise InvalidMetainfo("The file tree holds a name that is both file and folder")
            self._add_v2(safe_path([*above, name]), leaf)

    def _add_v2(self, path: tuple[str, ...], leaf: Dictionary) -> None:
        size = _integer(leaf, b"length", 0, _MAX_TORRENT_BYTES)
        if size and len(_bytes(leaf, b"pieces root")) != 32:
            raise InvalidMetainfo("A file of the version 2 torrent has no root hash")
        self._add(path, size, _kind(leaf))
        if gap := -self._end % self.piece_length:
            self._add((".pad", str(gap)), gap, FileKind.PAD)

    def _add(self, path: tuple[str, ...], size: int, kind: FileKind) -> None:
        if len(self.files) >= MAX_FILES or self._end + size > _MAX_TORRENT_BYTES:
            raise InvalidMetainfo(f"The torrent is larger than 256 TiB or has more than {MAX_FILES} files")
        self.files.append(FileEntry(len(self.files), path, size, self._end, kind))
        self._end += size


def _v1_path(entry: Dictionary) -> tuple[str, ...]:
    parts = entry.get(b"path.utf-8", entry.get(b"path"))
    if not isinstance(parts, list):
        raise InvalidMetainfo("A file has no path")
    return safe_path([part if isinstance(part, bytes) else b"" for part in parts])


def _kind(entry: Dictionary) -> FileKind:
    attributes = entry.get(b"attr")
    if not isinstance(attributes, bytes):
        return FileKind.FILE
    if b"p" in attributes:
        return FileKind.PAD
    return FileKind.LINK if b"l" in attributes else FileKind.FILE


def _integer(entry: Dictionary, key: bytes, least: int, most: int) -> int:
    value = entry.get(key)
    if not isinstance(value, int) or not least <= value <= most:
        raise InvalidMetainfo(f"{key.decode()} is missing or out of bounds")
    return value


def _bytes(entry: Dictionary, key: bytes) -> bytes:
    value = entry.get(key)
    if not isinstance(value, bytes):
        raise InvalidMetainfo(f"{key.decode()} is missing or not a string")
    return value


def _dictionary(entry: Dictionary, key: bytes) -> Dictionary:
    value = entry.get(key)
    if not isinstance(value, dict):
        raise InvalidMetainfo(f"{key.decode()} is missing or not a dictionary")
    return value
