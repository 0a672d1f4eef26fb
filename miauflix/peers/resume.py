"""What a torrent needs to go on after a stop, a crash or a power cut, sealed with the field cipher.

STATE  A saved state is *trusted* when nothing written before it can have been lost: it was saved in this very boot of
the machine (a killed process loses no page the kernel took), or after the pieces were synced to the disk. A trusted
state is taken as it is, and only pieces written after it are hashed. Any other state makes libtorrent check all.
"""

import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import libtorrent as lt

from miauflix.infra.cipher import CorruptCiphertext, FieldCipher
from miauflix.peers.bencode import decode
from miauflix.peers.errors import InvalidMetainfo
from miauflix.peers.metainfo import FileKind, Metainfo, parse_metainfo
from miauflix.peers.storage import Shelf, data_extents, write_atomically

_TABLE: Final = "peers"


@dataclass(frozen=True, slots=True)
class SavedState:
    """`resume` is libtorrent's own resume data; `boot` names the boot of the machine in which it was saved."""

    resume: bytes
    boot: str
    is_synced: bool


@dataclass(frozen=True, slots=True)
class Saved:
    """What the disk knows of a torrent. `is_empty` says that no piece was ever written."""

    metainfo: Metainfo | None
    state: SavedState | None
    is_empty: bool


class Vault:
    """Reads and writes the sealed files of a shelf; every method blocks and belongs into a thread."""

    def __init__(self, cipher: FieldCipher) -> None:
        self._cipher = cipher

    def load(self, shelf: Shelf, key: str) -> Saved:
        """Never fails: what cannot be read is as good as not there, and is fetched or checked anew."""
        raw = self._unseal(shelf.metainfo, key, "metainfo")
        state = self._unseal(shelf.state, key, "state")
        metainfo = _parsed(raw) if raw else None
        is_empty = not (shelf.pieces.is_dir() and any(shelf.pieces.iterdir()))
        return Saved(metainfo, _unpack(state) if state else None, is_empty)

    def save_metainfo(self, shelf: Shelf, key: str, raw: bytes) -> None:
        # Durable: for a magnet it may take minutes to get again.
        write_atomically(shelf.metainfo, self._seal(raw, key, "metainfo"), is_durable=True)

    def save_state(self, shelf: Shelf, key: str, resume: bytes, *, is_synced: bool = False) -> None:
        packed = lt.bencode({b"resume": resume, b"boot": this_boot().encode(), b"synced": int(is_synced)})
        write_atomically(shelf.state, self._seal(packed, key, "state"), is_durable=is_synced)

    def save_dht(self, folder: Path, state: bytes) -> None:
        write_atomically(folder / "dht", self._seal(state, "dht", "state"))

    def load_dht(self, folder: Path) -> bytes | None:
        return self._unseal(folder / "dht", "dht", "state")

    def _seal(self, plain: bytes, key: str, column: str) -> bytes:
        return self._cipher.encrypt(plain, table=_TABLE, column=column, row=key)

    def _unseal(self, path: Path, key: str, column: str) -> bytes | None:
        try:
            return self._cipher.decrypt(path.read_bytes(), table=_TABLE, column=column, row=key)
        except (OSError, CorruptCiphertext):
            return None


def reseal_folder(folder: Path, cipher: FieldCipher) -> int:
    """Seal every file of the folder with the writing key, and tell how many were not. Blocks.

    A file that the engine replaces meanwhile is left alone: what it writes is sealed with that key already.
    """
    places = [(folder / "dht", "dht", "state")]
    for key in Shelf.keys(folder):
        shelf = Shelf(folder, key)
        places += [(shelf.metainfo, key, "metainfo"), (shelf.state, key, "state")]
    return sum(_reseal(path, key, column, cipher) for path, key, column in places)


def _reseal(path: Path, key: str, column: str, cipher: FieldCipher) -> bool:
    try:
        sealed, stamp = path.read_bytes(), path.stat()
        if sealed.startswith(cipher.header):
            return False
        plain = cipher.decrypt(sealed, table=_TABLE, column=column, row=key)
        anew = cipher.encrypt(plain, table=_TABLE, column=column, row=key)
        if (path.stat().st_ino, path.stat().st_mtime_ns) == (stamp.st_ino, stamp.st_mtime_ns):
            write_atomically(path, anew, is_durable=True)
    except (OSError, CorruptCiphertext):
        return False
    return True


@cache
def this_boot() -> str:
    """A name for the time since the machine was switched on; unique to now where the kernel gives none."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return secrets.token_hex()


def is_trusted(state: SavedState) -> bool:
    return state.is_synced or state.boot == this_boot()


def unsaved_pieces(metainfo: Metainfo, shelf: Shelf, have: list[bool]) -> list[int]:
    """Pieces that lie on the disk as a whole and are not in `have`: written after the last save, or never verified.

    A sparse file tells by its holes what was never written, so exactly the pieces of the last moments need hashing.
    """
    length = metainfo.piece_length
    whole = bytearray(index >= len(have) or not have[index] for index in range(metainfo.piece_count))
    for file in metainfo.files:
        if file.kind is FileKind.PAD or file.size_bytes == 0:
            continue
        at = 0
        for start, end in [*data_extents(shelf.file(file.index)), (file.size_bytes, file.size_bytes)]:
            _clear(whole, file.offset + at, file.offset + min(start, file.size_bytes), length)
            at = end
    return [index for index, is_whole in enumerate(whole) if is_whole]


def _clear(candidates: bytearray, start: int, end: int, piece_length: int) -> None:
    """No piece that touches the hole `start` to `end` is whole."""
    if start < end:
        first, stop = start // piece_length, -(-end // piece_length)
        candidates[first:stop] = bytes(min(stop, len(candidates)) - first)


def holds_all(metainfo: Metainfo, shelf: Shelf, have: list[bool]) -> bool:
    """Whether every file is long enough for the pieces said to be held: somebody may have deleted one."""
    for file in metainfo.files:
        if file.kind is not FileKind.FILE or file.size_bytes == 0:
            continue
        needed = _last_held_byte(metainfo, file.offset, file.offset + file.size_bytes, have) - file.offset
        if needed > 0 and _size(shelf.file(file.index)) < needed:
            return False
    return True


def _last_held_byte(metainfo: Metainfo, start: int, end: int, have: list[bool]) -> int:
    for piece in range(-(-end // metainfo.piece_length) - 1, start // metainfo.piece_length - 1, -1):
        if piece < len(have) and have[piece]:
            return min(end, (piece + 1) * metainfo.piece_length)
    return start


def _size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:
        return 0


def _parsed(raw: bytes) -> Metainfo | None:
    try:
        return parse_metainfo(raw)
    except InvalidMetainfo:
        return None


def _unpack(packed: bytes) -> SavedState | None:
    try:
        value = decode(packed)
    except InvalidMetainfo:
        return None
    match value:
        case {b"resume": bytes(resume), b"boot": bytes(boot), b"synced": int(is_synced)}:
            return SavedState(resume, boot.decode("ascii", "replace"), bool(is_synced))
        case _:
            return None
