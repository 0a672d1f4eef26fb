"""What one torrent fetches next: the claims of its readers, turned into libtorrent's piece priorities.

STATE  `_applied` is what libtorrent was last told: those pieces have a priority above 0 and no others have.

INVARIANTS
- Raises and drops go out in one call, and while a film is watched something is wanted until all of it is held. A
  torrent that wants nothing counts as finished: it tells its peers that it is not interested, whereupon some choke it
  for ten seconds and more, and says so when it shakes hands, whereupon seeds hang up (seen: 16 s until the next byte).
  A rate limit on such extra pieces is no way out: libtorrent's limiter holds up handshakes and urgent pieces alike.
- At most one piece has a deadline, and only after a start, a seek or a stall. libtorrent cancels what is under way
  when a deadline is set while there is none, so deadlines in a steady state fetch a fifth of the bytes twice.
- A piece that is no longer wanted loses its deadline before its priority. Clearing a deadline gives the piece priority
  1, whatever it had, and tells no peer: out of 0 that leaves libtorrent wanting a piece and interested in nobody, and
  whoever comes back to that piece waits for ever (libtorrent 2.1.1).
- What is wanted and missing is reserved in the ledger before it is wanted, and what nobody asked for never makes
  anything be evicted.
"""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice

import libtorrent as lt

from miauflix.peers.metainfo import FileEntry
from miauflix.peers.pieces import PieceMap
from miauflix.peers.rules import LEAST, TOP, Demand, Window, needs_refill, plan, window

_AHEAD_PIECES = 2  # while one is finished the other is still wanted


@dataclass(eq=False, slots=True)
class Claim:
    """A stretch of the torrent that somebody reads, from `position` to `end` (absolute offsets).

    Until `ahead_until` (loop time) what follows the window is fetched too, behind everything that was asked for.
    `expires_at` is set once the reader left: a player that seeks comes back within moments.
    """

    position: int
    end: int
    bitrate: float
    piece_length: int
    ceiling: int = TOP
    ahead_until: float = 0
    expires_at: float | None = None
    window: Window = field(init=False)

    def __post_init__(self) -> None:
        self.refill()

    def refill(self) -> None:
        self.window = window(self.position, self.end, bitrate=self.bitrate, piece_length=self.piece_length)

    def moved(self, position: int) -> bool:
        """Follow the reader; answers whether the window moved too."""
        self.position = position
        if not needs_refill(position, self.end, self.window, bitrate=self.bitrate, piece_length=self.piece_length):
            return False
        self.refill()
        return True

    def slack_s(self, pieces: PieceMap) -> float:
        """How long the reader can go on with what is held ahead of it."""
        return (pieces.held_until(self.position, self.end) - self.position) / self.bitrate


class Scheduler:
    """Steers one torrent handle. `room` answers how many bytes may be reserved, `reserve` takes them."""

    def __init__(
        self, handle: lt.torrent_handle, pieces: PieceMap, room: Callable[[], int], reserve: Callable[[int], None]
    ) -> None:
        self._handle = handle
        self._pieces = pieces
        self._room = room
        self._reserve = reserve
        self._now = asyncio.get_running_loop().time
        self._claims: dict[Claim, None] = {}
        self._applied: dict[int, int] = {}
        self._deadline: int | None = None
        self._is_detached = False
        self.focus: FileEntry | None = None  # the file of which to fetch ahead
        self.may_run_ahead = True
        self.is_queue_short = False  # so little is under way with each peer that cancelling it gains nothing
        self.forgets_cancels = False  # a peer here drops what we cancel, and then serves nothing more
        self.kicked_at = -1e9
        self.short_bytes = 0  # of what the claims ask for, this much had no room

    @property
    def wanted(self) -> frozenset[int]:
        return frozenset(self._applied)

    def begun_with(self, claims: Iterable[Claim], priorities: dict[int, int]) -> None:
        """The torrent was added with these priorities for these claims."""
        self._claims.update(dict.fromkeys(claims))
        self._applied = dict(priorities)

    def start(self, claim: Claim) -> None:
        """A reader appears; it replaces those that are about to expire, for it is nearly always the same player."""
        for old in [old for old in self._claims if old.expires_at is not None]:
            del self._claims[old]
        self._claims[claim] = None
        first = self._first_missing(claim)
        is_first_already = first is not None and self._applied.get(first) == TOP
        if first is None or is_first_already:
            self.apply()
        else:
            self.kick(claim)

    def add(self, claim: Claim) -> None:
        """Take note of a claim that nobody waits on; `apply` makes it count."""
        self._claims[claim] = None

    def expire(self) -> None:
        now = self._now()
        gone = [claim for claim in self._claims if claim.expires_at is not None and claim.expires_at <= now]
        for claim in gone:
            del self._claims[claim]
        if gone:
            self.apply()

    def piece_finished(self, piece: int) -> None:
        """Takes note; the caller applies once for all pieces of a batch."""
        self._applied.pop(piece, None)
        if self._deadline == piece:
            self._deadline = None

    def kick(self, claim: Claim, *, is_stalled: bool = False) -> None:
        """Fetch what this reader waits for at once; where it helps, instead of what is under way.

        With 4 fast peers a seek took 0.4 s with a deadline and 1.2 s without; with 16 slow ones and a short queue 0.3 s
        either way. A stalled reader has waited for a slow peer: a deadline asks the others for the same blocks.
        """
        if self._is_detached:
            return
        first = self._first_missing(claim)
        is_cancelling = not self.forgets_cancels and (is_stalled or not self.is_queue_short)
        if first is None or not is_cancelling:
            self.apply()
            return
        self.kicked_at = self._now()
        self._clear_deadline()
        self.apply()
        if first in self._applied:
            self._handle.set_piece_deadline(first, 0)
            self._applied[first] = TOP  # a deadline implies it
            self._deadline = first

    def apply(self) -> None:
        """Tell libtorrent the difference between what is wanted now and what it was told."""
        if self._is_detached:
            return
        wanted = self._plan()
        if self._deadline not in wanted:
            self._clear_deadline()
        have = self._pieces.have
        changes = [(piece, rank) for piece, rank in wanted.items() if self._applied.get(piece) != rank]
        changes += [(piece, 0) for piece in self._applied if piece not in wanted and not have[piece]]
        if changes:
            self._handle.prioritize_pieces(changes)
        self._applied = wanted
        self._reserve(len(wanted) * self._pieces.piece_length)

    def detach(self) -> None:
        """The handle is about to go: from here on libtorrent is told nothing."""
        self._is_detached = True

    def _clear_deadline(self) -> None:
        if self._deadline is not None:
            self._handle.clear_piece_deadlines()
            self._applied[self._deadline] = LEAST
            self._deadline = None

    def _plan(self) -> dict[int, int]:
        budget = self._room() // self._pieces.piece_length
        demands = [demand for claim in self._claims if (demand := self._demand(claim)) is not None]
        wanted = plan(self._pieces.have, demands, len(self._pieces.have))
        self.short_bytes = max(0, len(wanted) - budget) * self._pieces.piece_length
        if self.short_bytes:
            return plan(self._pieces.have, demands, budget)
        if self.may_run_ahead and any(claim.ahead_until > self._now() for claim in self._claims):
            for piece in self._ahead(min(_AHEAD_PIECES, budget - len(wanted))):
                wanted.setdefault(piece, LEAST)
        return wanted

    def _ahead(self, count: int) -> list[int]:
        """The next missing pieces behind the furthest window, or else from the beginning of the file."""
        if self.focus is None or count <= 0:
            return []
        file = self._pieces.covering(self.focus.offset, self.focus.offset + self.focus.size_bytes)
        furthest = max((claim.window.far_end for claim in self._claims), default=self.focus.offset)
        start = min(max(file.start, -(-furthest // self._pieces.piece_length)), file.stop)
        found = list(islice(self._pieces.missing(range(start, file.stop)), count))
        return found or list(islice(self._pieces.missing(file), count))

    def _demand(self, claim: Claim) -> Demand | None:
        first = self._first_missing(claim)
        if first is None:
            return None
        length = self._pieces.piece_length
        return Demand(
            first=first,
            near=-(-claim.window.near_end // length),
            far=-(-claim.window.far_end // length),
            slack_s=claim.slack_s(self._pieces),
            ceiling=claim.ceiling,
        )

    def _first_missing(self, claim: Claim) -> int | None:
        ahead = self._pieces.covering(claim.position, claim.window.far_end)
        first = self._pieces.first_missing(ahead)
        return None if first >= ahead.stop else first
