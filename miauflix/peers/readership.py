"""The readers of one torrent, and what they make its scheduler do.

STATE  `readers` are those that read now. INVARIANT  every one of them has its claim in the scheduler; the claim of one
that left stays for `linger_s`, and is dropped at once when another reader starts.
"""

import asyncio
import math

import libtorrent as lt

from miauflix.peers.context import Context
from miauflix.peers.errors import StorageFull
from miauflix.peers.ledger import Account
from miauflix.peers.metainfo import FileEntry
from miauflix.peers.pieces import PieceMap
from miauflix.peers.reader import Reader
from miauflix.peers.scheduler import Claim, Scheduler
from miauflix.peers.storage import PieceFile, Shelf
from miauflix.peers.swarm import Swarm

_OPENING_S = 3.0  # between opening a film and its first reader, peers must not be told that nothing is wanted
_PATIENCE_S = 2.0  # a reader that waits longer gets its piece from everyone
_BETWEEN_KICKS_S = 4.0  # each one throws away what is under way
_STUCK_AFTER_S = 3.0
_BETWEEN_UNSTICKS_S = 15.0
_SPARES_CANCELS_S = 600.0  # after peers fell silent without our knowing their client; perhaps it was the network


class Readership:
    def __init__(
        self, context: Context, shelf: Shelf, handle: lt.torrent_handle, pieces: PieceMap, account: Account, key: str
    ) -> None:
        self._context = context
        self._shelf = shelf
        self._handle = handle
        self._account = account
        self._loop = asyncio.get_running_loop()
        self._apply_handle: asyncio.Handle | None = None
        self._is_detached = False
        self._unstuck_at = -math.inf
        self.pieces = pieces
        self.readers: dict[Reader, None] = {}
        self.scheduler = Scheduler(handle, pieces, room=lambda: context.ledger.room_for(key), reserve=self._reserve)

    def begun_with(self, claims: list[Claim], priorities: dict[int, int]) -> None:
        """The torrent was added with these priorities, on behalf of a reader that is to come."""
        self._expire(claims)
        self.scheduler.begun_with(claims, priorities)
        self.scheduler.apply()

    def open(self, entry: FileEntry, start: int, end: int, bitrate: float | None) -> Reader:
        """Start reading `start` to `end` (excluded) of a file; `close` the reader afterwards."""
        now = self._loop.time()
        file = PieceFile(self._shelf.file(entry.index), self._context.readers)
        reader = Reader(entry, start, end, pieces=self.pieces, file=file, bitrate=bitrate, now=now)
        if end == entry.size_bytes and self._context.config.run_ahead:
            reader.claim.ahead_until = math.inf
        self.readers[reader] = None
        self.scheduler.start(reader.claim)
        self._check_room()
        return reader

    def close(self, reader: Reader) -> None:
        """The window stays for some seconds: players that seek close one request and open the next."""
        reader.close()
        del self.readers[reader]
        claim = reader.claim
        claim.position, claim.end = reader.position, claim.window.far_end
        claim.expires_at = self._loop.time() + self._context.config.linger_s
        claim.ahead_until = min(claim.ahead_until, claim.expires_at)

    def warm(self, claims: list[Claim]) -> None:
        """Fetch what a first reader will want, as long as there is none."""
        if self.readers:
            return
        self._expire(claims)
        for claim in claims:
            self.scheduler.add(claim)
        self.scheduler.apply()
        self._check_room()

    def _expire(self, claims: list[Claim]) -> None:
        """Nobody reads these yet, and perhaps nobody will."""
        now = self._loop.time()
        for claim in claims:
            claim.expires_at = now + self._context.config.idle_s
            claim.ahead_until = now + _OPENING_S if self._context.config.run_ahead else 0

    def moved(self, reader: Reader) -> None:
        if reader.claim.moved(reader.position):
            self.apply_soon()

    def piece_finished(self, piece: int) -> None:
        self.scheduler.piece_finished(piece)
        for reader in self.readers:
            if reader.waiting_since is not None and reader.position // self.pieces.piece_length == piece:
                reader.wake()
        self.apply_soon()

    def pieces_replaced(self) -> None:
        """The bitfield came anew as a whole."""
        for reader in self.readers:
            reader.wake()
        self.apply_soon()

    def pulse(self, now: float) -> None:
        """Once a second while attached."""
        self.scheduler.expire()
        for reader in self.readers:
            reader.sample(now)
            self.moved(reader)
        self._hurry_the_stalled(now)
        if len(self.readers) > 1:
            self.apply_soon()  # their levels change with time
        self._check_room()

    def look_at(self, swarm: Swarm) -> None:
        """Its peers were looked at anew."""
        was_stuck = self._loop.time() - self._unstuck_at < _SPARES_CANCELS_S
        self.scheduler.forgets_cancels = was_stuck or swarm.forgets_cancels

    def unstick(self, swarm: Swarm, now: float) -> bool:
        """Where somebody waits and every peer has stopped answering, meet them anew; answers whether it was needed."""
        if not swarm.is_stuck or self._is_detached:
            return False
        if self._longest_wait_s(now) < _STUCK_AFTER_S or now - self._unstuck_at < _BETWEEN_UNSTICKS_S:
            return False
        self._unstuck_at = now
        self.scheduler.forgets_cancels = True
        self._handle.pause()
        self._handle.resume()
        return True

    def demand_bytes_s(self) -> float:
        return sum(reader.claim.bitrate for reader in self.readers)

    def is_starved(self) -> bool:
        """Somebody has less than the near window ahead."""
        return any(reader.held_end() < reader.claim.window.near_end for reader in self.readers)

    def end_all(self, error: Exception) -> None:
        for reader in self.readers:
            reader.end_with(error)

    def end_hopeless(self, error: StorageFull, *, is_stopped: bool) -> int:
        """End the readers that wait for what is not fetched: for want of room, or because all fetching stopped.

        Answers how many those were.
        """
        ended = 0
        for reader in self.readers:
            piece = reader.position // self.pieces.piece_length
            is_waiting = reader.waiting_since is not None and not self.pieces.have[piece]
            if is_waiting and (is_stopped or piece not in self.scheduler.wanted):
                reader.end_with(error)
                ended += 1
        return ended

    def detach(self, error: Exception) -> None:
        """The handle is about to go: nothing is planned any more, and every reader ends."""
        self.end_all(error)
        if self._apply_handle is not None:
            self._apply_handle.cancel()
        self._is_detached = True
        self.scheduler.detach()

    def apply_soon(self) -> None:
        """Once for everything that happens in this step of the event loop."""
        if self._apply_handle is None and not self._is_detached:
            self._apply_handle = self._loop.call_soon(self._apply)

    def _apply(self) -> None:
        self._apply_handle = None
        self.scheduler.apply()

    def _reserve(self, wanted_bytes: int) -> None:
        self._account.reserved_bytes = wanted_bytes

    def _check_room(self) -> None:
        if self.scheduler.short_bytes:
            self._context.need_room()

    def _longest_wait_s(self, now: float) -> float:
        return max((now - since for reader in self.readers if (since := reader.waiting_since) is not None), default=0)

    def _hurry_the_stalled(self, now: float) -> None:
        if now - self.scheduler.kicked_at < _BETWEEN_KICKS_S:
            return
        waits = [(now - since, reader) for reader in self.readers if (since := reader.waiting_since) is not None]
        longest_s, reader = max(waits, key=lambda wait: wait[0], default=(0.0, None))
        if reader is not None and longest_s >= _PATIENCE_S:
            self.scheduler.kick(reader.claim, is_stalled=True)
