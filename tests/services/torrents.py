"""Payloads that are the same on every machine, and torrents of them."""

import hashlib
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

import libtorrent as lt

from tests.services.endpoint import Endpoint

KIB = 1024
MIB = 1024 * KIB

Version = Literal["v1", "v2", "hybrid"]
# create_torrent's flags are plain integers in the binding.
_FLAGS: Mapping[Version, int] = {"v1": lt.create_torrent.v1_only, "v2": lt.create_torrent.v2_only, "hybrid": 0}


def make_film(path: Path, *, size_bytes: int = 8 * MIB, seed: int = 0) -> Path:
    """Write `size_bytes` that look random and depend on `seed` alone; no player would show them (see `films`)."""
    numbers = random.Random(seed)  # noqa: S311  determinism is wanted, secrecy is not
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        for start in range(0, size_bytes, MIB):
            file.write(numbers.randbytes(min(MIB, size_bytes - start)))
    return path


@dataclass(frozen=True)
class LabTorrent:
    """A .torrent and where its payload lies."""

    metainfo: bytes
    payload: Path
    """The file, or the folder of a torrent with several files; its name is the torrent's name."""
    info_hash: str
    """40 hexadecimal digits: the v1 hash, or the first 20 bytes of the v2 hash where there is no v1."""
    piece_length: int

    @property
    def name(self) -> str:
        return self.payload.name

    @property
    def folder(self) -> Path:
        """The save path a client needs to find the payload in place."""
        return self.payload.parent

    @property
    def size_bytes(self) -> int:
        return sum(file.stat().st_size for file in self.files)

    @property
    def files(self) -> list[Path]:
        """The payload's files in the order of the torrent, padding left out."""
        return [self.payload.joinpath(*parts) for parts in _paths(self._info)]

    @property
    def pieces(self) -> int:
        """How many pieces a v1 torrent has."""
        return len(self._info[b"pieces"]) // 20

    @property
    def _info(self) -> dict[bytes, Any]:
        entry: Any = lt.bdecode(self.metainfo)
        return entry[b"info"]

    def read(self, start: int = 0, end: int | None = None) -> bytes:
        """Bytes `start` to `end` (excluded) of the one file; what a stream of it must deliver."""
        with self.payload.open("rb") as file:
            file.seek(start)
            return file.read(-1 if end is None else max(0, end - start))

    def sha256(self) -> str:
        with self.payload.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def magnet(self, *, peers: Sequence[Endpoint] = (), trackers: Sequence[str] = ()) -> str:
        """A magnet link with the display name, peers as `x.pe` (BEP 9) and trackers as `tr`."""
        hashes = lt.load_torrent_buffer(self.metainfo).info_hashes
        topics = [f"xt=urn:btih:{hashes.v1}"] if hashes.has_v1() else []
        topics += [f"xt=urn:btmh:1220{hashes.v2}"] if hashes.has_v2() else []
        rest = [f"dn={quote(self.name)}", *(f"x.pe={peer}" for peer in peers)]
        rest += [f"tr={quote(tracker, safe='')}" for tracker in trackers]
        return "magnet:?" + "&".join(topics + rest)

    def save(self, path: Path) -> Path:
        """Write the .torrent file."""
        path.write_bytes(self.metainfo)
        return path


def make_torrent(
    payload: Path,
    *,
    piece_length: int = 256 * KIB,
    trackers: Sequence[str] = (),
    web_seeds: Sequence[str] = (),
    private: bool = False,
    version: Version = "v1",
) -> LabTorrent:
    """The torrent of a file, or of a folder with all its files.

    Every tracker gets a tier of its own. The same payload and arguments always give the same bytes.
    """
    creator = lt.create_torrent(lt.list_files(str(payload)), piece_length, _FLAGS[version])
    creator.set_priv(private)
    lt.set_piece_hashes(creator, str(payload.parent))
    entry: dict[bytes, Any] = dict(creator.generate())
    del entry[b"creation date"]
    if trackers:
        entry[b"announce"] = trackers[0].encode()
        entry[b"announce-list"] = [[tracker.encode()] for tracker in trackers]
    if web_seeds:
        entry[b"url-list"] = [url.encode() for url in web_seeds]
    metainfo = lt.bencode(entry)
    hashes = lt.load_torrent_buffer(metainfo).info_hashes
    info_hash = str(hashes.v1) if hashes.has_v1() else str(hashes.v2)[:40]
    return LabTorrent(metainfo=metainfo, payload=payload, info_hash=info_hash, piece_length=piece_length)


def _paths(info: dict[bytes, Any]) -> list[list[str]]:
    """Where each file lies inside the payload; one empty path when the payload is the file."""
    if b"files" in info:
        files: list[dict[bytes, Any]] = info[b"files"]
        return [[part.decode() for part in file[b"path"]] for file in files if file.get(b"attr") != b"p"]
    if b"length" in info:
        return [[]]
    paths = list(_leaves(info[b"file tree"], []))
    return [[]] if paths == [[info[b"name"].decode()]] else paths


def _leaves(tree: dict[bytes, Any], above: list[str]) -> Iterator[list[str]]:
    """The paths of a v2 file tree (BEP 52), where a file is a folder with one nameless entry."""
    for name, branch in tree.items():
        if not name:
            yield above
        else:
            yield from _leaves(branch, [*above, name.decode()])
