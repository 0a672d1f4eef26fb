"""Which pieces are held, and what that means in bytes.

STATE  `have` has one byte per piece: 1 once its hash was right, else 0. It only ever grows while a torrent is
attached; a resync may replace it as a whole. Offsets are absolute: counted over the run of all pieces of the torrent.
"""

from collections.abc import Iterator

from miauflix.peers.metainfo import FileEntry, Metainfo


class PieceMap:
    """The pieces of one torrent. Searches go through `bytearray.find`, so a scan runs at memory speed."""

    def __init__(self, piece_length: int, piece_count: int) -> None:
        self.piece_length = piece_length
        self.have = bytearray(piece_count)

    @classmethod
    def of(cls, metainfo: Metainfo) -> "PieceMap":
        return cls(metainfo.piece_length, metainfo.piece_count)

    def piece_at(self, offset: int) -> int:
        return offset // self.piece_length

    def covering(self, start: int, end: int) -> range:
        """The pieces that hold the bytes `start` to `end` (excluded); empty for no bytes."""
        return range(start // self.piece_length, -(-end // self.piece_length)) if start < end else range(0)

    def first_missing(self, pieces: range) -> int:
        """The first piece of `pieces` that is not held, or `pieces.stop`."""
        found = self.have.find(0, pieces.start, pieces.stop)
        return pieces.stop if found < 0 else found

    def missing(self, pieces: range) -> Iterator[int]:
        at = self.have.find(0, pieces.start, pieces.stop)
        while at >= 0:
            yield at
            at = self.have.find(0, at + 1, pieces.stop)

    def held_until(self, start: int, end: int) -> int:
        """How far the bytes from `start` are held without a gap, at most `end`."""
        gap = self.first_missing(self.covering(start, end))
        return max(start, min(end, gap * self.piece_length))

    def held_ranges(self, file: FileEntry) -> list[tuple[int, int]]:
        """The byte ranges of `file` that are held, counted from the file's own first byte."""
        ranges: list[tuple[int, int]] = []
        pieces = self.covering(file.offset, file.offset + file.size_bytes)
        at = self.have.find(1, pieces.start, pieces.stop)
        while at >= 0:
            gap = self.first_missing(range(at, pieces.stop))
            start = max(0, at * self.piece_length - file.offset)
            ranges.append((start, min(file.size_bytes, gap * self.piece_length - file.offset)))
            at = self.have.find(1, gap, pieces.stop)
        return ranges

    def held_count(self, pieces: range) -> int:
        return self.have.count(1, pieces.start, pieces.stop)
