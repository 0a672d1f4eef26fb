"""One reading of one file: a position that moves, a claim that moves with it, and bytes that were verified.

STATE  reading ⇄ waiting → ended. A byte is handed out only when the piece that holds it is in `PieceMap.have`, which
the engine fills from libtorrent's word that the hash was right; the file is not looked at before.
"""

import asyncio

from miauflix.kit.byte_source import SourceClosed
from miauflix.peers.metainfo import FileEntry
from miauflix.peers.pieces import PieceMap
from miauflix.peers.rules import DEFAULT_BITRATE, MAX_BITRATE, MIN_BITRATE
from miauflix.peers.scheduler import Claim
from miauflix.peers.storage import PieceFile

_SAMPLE_WEIGHT = 0.2
_SETTLED_S = 10  # before that a player fills its own buffer, and its pace says nothing about the film's


class Pace:
    """How fast a reader reads when nothing holds it back, from one sample a second."""

    def __init__(self) -> None:
        self._mean: float | None = None
        self._age_s = 0.0

    def sample(self, read_bytes: int, seconds: float, *, was_starved: bool) -> None:
        self._age_s += seconds
        if was_starved or seconds <= 0:
            return  # what came was what the swarm gave
        rate = read_bytes / seconds
        self._mean = rate if self._mean is None else self._mean + _SAMPLE_WEIGHT * (rate - self._mean)

    def bitrate(self) -> float:
        """Bytes per second to plan with while nobody knows how long the film is."""
        if self._mean is None or self._age_s < _SETTLED_S:
            return DEFAULT_BITRATE
        return min(MAX_BITRATE, max(MIN_BITRATE, self._mean))


class Reader:
    """The owner must `close` it; `claim` belongs to the torrent's scheduler."""

    def __init__(
        self,
        entry: FileEntry,
        start: int,
        end: int,
        *,
        pieces: PieceMap,
        file: PieceFile,
        bitrate: float | None,
        now: float,
    ) -> None:
        self._base = entry.offset
        self._pieces = pieces
        self._file = file
        self._given_bitrate = bitrate
        self._pace = Pace()
        self._wake = asyncio.Event()
        self._read_since_sample = 0
        self._sampled_at = now
        self._was_starved = False
        self.entry = entry
        self.position = entry.offset + start
        self.end = entry.offset + end
        self.claim = Claim(self.position, self.end, bitrate or DEFAULT_BITRATE, pieces.piece_length)
        self.waiting_since: float | None = None
        self.ended: Exception | None = None

    def held_end(self) -> int:
        """How far it could read right now."""
        return self._pieces.held_until(self.position, self.end)

    async def next_chunk(self) -> bytes:
        """The next bytes, or none at the end of the range; waits for their piece.

        Raises:
            SourceClosed: the source went away. StorageFull, OSError: they cannot come, or were lost.
        """
        while self.ended is None:
            if self.position >= self.end:
                return b""
            held = self.held_end()
            if held > self.position:
                return await self._take(held)
            await self._wait()
        raise self.ended

    async def _take(self, held: int) -> bytes:
        data = await self._file.read(self.position - self._base, held - self.position)
        if not data:
            raise OSError("the file is shorter than the pieces it is said to hold")
        if self.ended is not None:
            raise self.ended
        self.position += len(data)
        self._read_since_sample += len(data)
        return data

    async def _wait(self) -> None:
        self._wake.clear()
        self.waiting_since = asyncio.get_running_loop().time()
        self._was_starved = True
        try:
            await self._wake.wait()
        finally:
            self.waiting_since = None

    def wake(self) -> None:
        self._wake.set()

    def end_with(self, error: Exception) -> None:
        if self.ended is None:
            self.ended = error
        self._wake.set()

    def sample(self, now: float) -> None:
        """Once a second: learn the pace of the reader, and use it where the film's is not known."""
        is_starved = self._was_starved or self.waiting_since is not None
        self._pace.sample(self._read_since_sample, now - self._sampled_at, was_starved=is_starved)
        self._read_since_sample, self._sampled_at, self._was_starved = 0, now, False
        self.claim.bitrate = self._given_bitrate or self._pace.bitrate()

    def close(self) -> None:
        self._file.close()
        self.end_with(SourceClosed("the reader was closed"))
