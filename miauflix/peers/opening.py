"""What to fetch of a file before anybody read a byte of it: containers keep their index at the head or the tail."""

from miauflix.peers.errors import NoSuchFile
from miauflix.peers.metainfo import FileEntry, FileKind, Metainfo
from miauflix.peers.pieces import PieceMap
from miauflix.peers.rules import DEFAULT_BITRATE, LEAST, Demand, plan
from miauflix.peers.scheduler import Claim

_TAIL_CEILING = 4  # a guess: below the first pieces, which every player asks for


def choose_file(metainfo: Metainfo, index: int) -> FileEntry:
    """The file with this index.

    Raises:
        NoSuchFile: there is none, or it has no bytes, or it is padding or a link.
    """
    if not 0 <= index < len(metainfo.files):
        raise NoSuchFile(f"The torrent has {len(metainfo.files)} files; there is no number {index}")
    entry = metainfo.files[index]
    if entry.kind is not FileKind.FILE or entry.size_bytes == 0:
        raise NoSuchFile(f"File {index} of the torrent has no bytes to read")
    return entry


def opening_claims(entry: FileEntry, piece_length: int, at: int = 0) -> list[Claim]:
    """The seconds from byte `at` of the file on, and its last piece."""
    start, end = entry.offset + at, entry.offset + entry.size_bytes
    head = Claim(start, end, DEFAULT_BITRATE, piece_length)
    head.end = min(end, head.window.urgent_end)
    head.refill()
    last_piece = (end - 1) // piece_length * piece_length
    tail = Claim(max(start, last_piece), end, DEFAULT_BITRATE, piece_length, ceiling=_TAIL_CEILING)
    return [head] if tail.position < head.end else [head, tail]


def opening_priorities(claims: list[Claim], entry: FileEntry, pieces: PieceMap, room_pieces: int) -> dict[int, int]:
    """What to tell libtorrent with the torrent itself, so that its very first request is the right one.

    Where all of it is held something else is wanted: see the first invariant of `scheduler`.
    """
    demands = [
        Demand(covered.start, covered.stop, covered.stop, ceiling=claim.ceiling)
        for claim in claims
        for covered in [pieces.covering(claim.position, claim.end)]
    ]
    wanted = plan(pieces.have, demands, room_pieces)
    file = pieces.covering(entry.offset, entry.offset + entry.size_bytes)
    if not wanted and room_pieces and (gap := pieces.first_missing(file)) < file.stop:
        wanted[gap] = LEAST
    return wanted
