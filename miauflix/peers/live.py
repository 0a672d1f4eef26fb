"""A torrent that is attached to the session: from adding it to letting it go.

STATE  adding → (fetching metadata) → (checking) → ready → leaving → gone; or failed, from any of the first three.
`ready()` waits for the fourth. While it has `users` or readers the engine keeps it; a minute without both it leaves:
the handle goes out of the session, data and saved state stay on the disk.

INVARIANTS
- `pieces.have` is libtorrent's word, by alert; after dropped alerts or a check it is replaced by a whole bitfield.
- After `leave` nothing here holds a timer, a file or a handle.
"""

import asyncio
import logging
import time
from contextlib import suppress
from functools import partial

import libtorrent as lt

from miauflix.kit.byte_source import SourceClosed
from miauflix.peers.context import Context
from miauflix.peers.disk_trouble import DiskTrouble
from miauflix.peers.errors import InvalidMetainfo, StorageFull, VpnClosed
from miauflix.peers.guard import Closed
from miauflix.peers.metainfo import FileEntry, Metainfo, parse_metainfo
from miauflix.peers.opening import choose_file, opening_claims, opening_priorities
from miauflix.peers.params import Origin, params_for
from miauflix.peers.pieces import PieceMap
from miauflix.peers.reader import Reader
from miauflix.peers.readership import Readership
from miauflix.peers.rules import choose_main_file
from miauflix.peers.saver import Saver
from miauflix.peers.scheduler import Claim
from miauflix.peers.storage import Shelf
from miauflix.peers.swarm import Swarm

_log = logging.getLogger(__name__)
_LIBTORRENT_DEFAULT = 4  # the priority that every piece of a fresh magnet has
_ADD_WITHIN_S = 5.0
_CHECKING = (lt.torrent_status.checking_files, lt.torrent_status.checking_resume_data)


class LiveTorrent:
    def __init__(self, context: Context, origin: Origin, index: int | None) -> None:
        self._context = context
        self._index = index
        self._loop = asyncio.get_running_loop()
        self._ready: asyncio.Future[None] = self._loop.create_future()
        self._ready.add_done_callback(_retrieve)
        self._added: asyncio.Future[lt.torrent_handle] = self._loop.create_future()
        self._added.add_done_callback(_retrieve)
        self._awaits_bitfield = False
        self._is_added = False
        self._has_begun_to_leave = False
        self._beginning: asyncio.Task[None] | None = None
        self.origin = origin
        self.named_peers = set(origin.magnet.peers if origin.magnet else ())
        self.key = origin.key
        self.shelf = Shelf(context.config.folder, origin.key)
        self.account = context.ledger.account(origin.key)
        self.saver = Saver(context, self.shelf, origin.key, self._measured)
        self.swarm = Swarm()
        self.metainfo: Metainfo | None = None
        self.pieces: PieceMap | None = None
        self.readership: Readership | None = None
        self.handle: lt.torrent_handle | None = None
        self.focus: FileEntry | None = None  # the file that was opened last
        self.awaits_metadata = False
        self.users = 0
        self.began_at = self.idle_since = self._loop.time()
        self.disk = DiskTrouble()
        self.is_leaving = False
        self.gone = asyncio.Event()

    @property
    def is_ready(self) -> bool:
        return self._ready.done() and not self._ready.cancelled() and self._ready.exception() is None

    @property
    def has_failed(self) -> bool:
        return self._ready.done() and not self.is_ready

    @property
    def is_lost(self) -> bool:
        """libtorrent has dropped it, and we did not ask for that."""
        return self.handle is not None and not self.is_leaving and not self.handle.is_valid()

    @property
    def is_idle(self) -> bool:
        return not self.users and not self.readers

    @property
    def readers(self) -> int:
        return len(self.readership.readers) if self.readership else 0

    async def ready(self) -> None:
        """Wait for the metadata and the bitfield; any number may wait.

        Raises:
            InvalidMetainfo, SourceClosed: it never will be.
        """
        await asyncio.shield(self._ready)

    def file(self, index: int | None) -> FileEntry:
        """The file by its index, or the main one.

        Raises:
            NoSuchFile: there is none.
        """
        if self.metainfo is None:
            raise RuntimeError("the metadata is not known yet")
        if index is not None:
            return choose_file(self.metainfo, index)
        return choose_main_file(self.metainfo.files, self.origin.selected)

    # --- its beginning -----------------------------------------------------------------------------------------

    def begin(self, at: int | None) -> None:
        """Load what is saved, add the torrent, make it ready.

        `at` is the byte of the file that is about to be read; `None` says that only the metadata is wanted.
        """
        self._beginning = self._context.tasks.spawn(self._try_to_begin(at), f"begin with {self.key}")

    async def _try_to_begin(self, at: int | None) -> None:
        try:
            await self._begin(at)
        except Exception as error:  # noqa: BLE001  whoever waits for `ready` gets it
            self.fail(error)

    async def _begin(self, at: int | None) -> None:
        saved = await asyncio.to_thread(self._context.vault.load, self.shelf, self.key)
        metainfo = self.metainfo = self.origin.metainfo or saved.metainfo
        self.awaits_metadata = metainfo is None
        if self.awaits_metadata and isinstance(closed := self._context.guard.state(), Closed):
            raise VpnClosed(closed.reason)
        claims: list[Claim] = []
        if metainfo is not None:
            self.pieces = PieceMap.of(metainfo)
            if at is not None:
                claims = opening_claims(self._choose(), metainfo.piece_length, at)
        choose = partial(self._opening_priorities, claims)
        plan = await asyncio.to_thread(params_for, self.origin, saved, self.shelf, self._context.config, choose)
        self._awaits_bitfield = plan.is_resumed or plan.needs_check
        self._context.session.raw.async_add_torrent(plan.params)
        self._is_added = True
        handle = await asyncio.shield(self._added)  # leaving may cancel us, and still needs the answer
        if self.pieces is None or metainfo is None:
            return
        self._read_with(handle, self.pieces, claims, plan.priorities)
        if saved.metainfo is None:
            await asyncio.to_thread(self._save_metainfo, metainfo.raw)
        if self._awaits_bitfield:
            self.ask_bitfield()
        else:
            self._become_ready()

    def _opening_priorities(self, claims: list[Claim], have: bytes) -> dict[int, int]:
        if self.pieces is None or self.focus is None:
            return {}
        # A copy: what is held counts only once libtorrent has accepted it.
        pieces = PieceMap(self.pieces.piece_length, len(self.pieces.have))
        pieces.have[:] = have
        room = self._context.ledger.room_for(self.key) // pieces.piece_length
        return opening_priorities(claims, self.focus, pieces, room)

    def _choose(self) -> FileEntry:
        self.focus = self.file(self._index)
        return self.focus

    def _read_with(
        self, handle: lt.torrent_handle, pieces: PieceMap, claims: list[Claim], priorities: dict[int, int]
    ) -> None:
        self.readership = Readership(self._context, self.shelf, handle, pieces, self.account, self.key)
        self.readership.scheduler.focus = self.focus
        self.readership.begun_with(claims, priorities)

    def _save_metainfo(self, raw: bytes) -> None:
        self._context.vault.save_metainfo(self.shelf, self.key, raw)

    def _become_ready(self) -> None:
        if not self._ready.done():
            self._ready.set_result(None)

    def fail(self, error: Exception) -> None:
        """It never gets ready."""
        if not self._ready.done():
            self._ready.set_exception(error)

    # --- its readers -------------------------------------------------------------------------------------------

    def open_reader(self, entry: FileEntry, start: int, end: int, bitrate: float | None) -> Reader:
        """Raises RuntimeError unless ready."""
        if self.readership is None:
            raise RuntimeError("the torrent is not ready")
        self.focus = self.readership.scheduler.focus = entry
        self.account.last_used_at = time.time()
        self._try_again()
        return self.readership.open(entry, start, end, bitrate)

    def reader_moved(self, reader: Reader) -> None:
        if self.readership is not None:
            self.readership.moved(reader)

    def close_reader(self, reader: Reader) -> None:
        if self.readership is not None:
            self.readership.close(reader)
        self.idle_since = self._loop.time()

    def pieces_lost(self) -> None:
        """The files do not hold what they held: somebody changed them. Look at all of them again."""
        if self.pieces is not None and self.handle is not None:
            _log.warning("peers: the files of torrent %s were changed from outside; they are checked again", self.key)
            self._awaits_bitfield = True
            self.pieces.have[:] = bytes(len(self.pieces.have))
            self.handle.force_recheck()

    def warm(self, entry: FileEntry) -> None:
        if self.readership is not None:
            self.focus = self.readership.scheduler.focus = entry
            self.readership.warm(opening_claims(entry, self.readership.pieces.piece_length))

    def pulse(self, now: float) -> None:
        if self.readership is not None:
            self.readership.pulse(now)
        if self.disk.reason is not None:
            self._context.need_room()

    async def look_at_peers(self) -> None:
        """Ask who is connected; in a thread, for the alert that would answer cannot be read from Python (2.1.1)."""
        if self.handle is not None and self.readers:
            with suppress(RuntimeError):  # it has left the session while the thread was on its way
                peers = await asyncio.to_thread(self.handle.get_peer_info)
                self.swarm.take_peers(peers, self._loop.time())
                if self.readership is not None:
                    self.readership.look_at(self.swarm)

    def unstick(self, now: float) -> bool:
        """Where somebody waits and every peer has stopped answering, meet them anew; answers whether it was needed."""
        if self.readership is None or not self.readership.unstick(self.swarm, now):
            return False
        _log.info("peers: all peers of torrent %s have stopped answering; they are connected anew", self.key)
        return True

    def plan_again(self, *, is_final: bool) -> int:
        """Room was made; or, finally, there is no more to be had. Answers how many readers were sent away for want
        of it.
        """
        if self.readership is None:
            return 0
        if self.disk.reason is not None:
            self._live_with_trouble(is_final=is_final)
            return 0
        self.readership.scheduler.apply()
        return self.readership.end_hopeless(StorageFull(), is_stopped=False) if is_final else 0

    def _live_with_trouble(self, *, is_final: bool) -> None:
        """The disk refused: try again when there is room, and some times anyway, before the readers are sent away."""
        if self.readership is None:
            return
        if not is_final or self.disk.may_be_tried(self._loop.time()):
            self._try_again()
            self.readership.scheduler.apply()
        elif self.disk.is_hopeless:
            self.readership.end_hopeless(StorageFull(self.disk.reason), is_stopped=True)

    # --- alerts, in the order in which libtorrent posted them --------------------------------------------------

    def on_added(self, alert: lt.add_torrent_alert) -> None:
        if self._added.done():
            return
        if alert.error.value():
            self._added.set_exception(InvalidMetainfo(f"libtorrent refuses the torrent: {alert.error.message()}"))
        else:
            self.handle = alert.handle
            self.saver.attach(alert.handle)
            self._added.set_result(alert.handle)

    def on_metadata(self, handle: lt.torrent_handle) -> None:
        """The magnet's metadata came: from here on it is a torrent like any other."""
        info = handle.torrent_file()
        if self.metainfo is not None or info is None:
            return
        raw = b"d4:info" + info.info_section() + b"e"
        try:
            self.metainfo = parse_metainfo(raw)
            claims = opening_claims(self._choose(), self.metainfo.piece_length)
        except Exception as error:  # noqa: BLE001  whoever waits for `ready` gets it
            self.fail(error)
            return
        if self.metainfo.is_private:
            tiers = self.origin.tiers(self._context.config, is_private=True)
            handle.replace_trackers([lt.announce_entry(url) for tier in tiers for url in tier])
        for file in self.metainfo.files:
            handle.rename_file(file.index, str(file.index))
        self.awaits_metadata = False
        self.pieces = PieceMap.of(self.metainfo)
        everything = dict.fromkeys(range(self.metainfo.piece_count), _LIBTORRENT_DEFAULT)
        self._read_with(handle, self.pieces, claims, everything)
        handle.unset_flags(lt.torrent_flags.upload_mode)
        self._context.tasks.spawn(asyncio.to_thread(self._save_metainfo, raw), f"save the metainfo of {self.key}")
        self._become_ready()

    def on_piece(self, piece: int) -> None:
        if self.pieces is None or self.pieces.have[piece]:
            return
        self.pieces.have[piece] = 1
        if self.readership is not None:
            self.readership.piece_finished(piece)
        if not self._awaits_bitfield:  # else libtorrent only repeats what was on the disk before
            self.disk.wrote()
            self.account.disk_bytes += self.pieces.piece_length
            self.saver.mark_dirty()

    def on_checked(self) -> None:
        if self._awaits_bitfield:
            self.ask_bitfield()

    def ask_bitfield(self) -> None:
        """Have the whole bitfield posted: after a check, a resume, or alerts that were dropped."""
        if self.handle is not None:
            self._awaits_bitfield = True
            self.handle.post_status(lt.status_flags_t.query_pieces)

    def on_status(self, status: lt.torrent_status) -> None:
        self.swarm.take_status(status)
        if not self._awaits_bitfield or self.pieces is None or self.readership is None or status.state in _CHECKING:
            return
        held = bytes(status.pieces)
        if len(held) != len(self.pieces.have):
            return  # an ordinary update, without the bitfield
        self._awaits_bitfield = False
        self.pieces.have[:] = held
        self.readership.pieces_replaced()
        self._become_ready()

    def on_trouble(self, message: str, code: int) -> None:
        """The disk refused, with this errno; libtorrent has stopped fetching, and repeats itself for every block."""
        if self.disk.reason is not None:
            return
        _log.warning("peers: torrent %s: %s", self.key, message)
        self.disk.refused(message, code, self._loop.time())
        self.fail(StorageFull(message))  # if it was still being checked: it will not go on by itself
        self._context.need_room()

    def _try_again(self) -> None:
        if self.disk.reason is not None and self.handle is not None:
            self.disk.try_again()
            self.handle.clear_error()
            self.handle.unset_flags(lt.torrent_flags.upload_mode)
            self.handle.resume()

    def _measured(self, disk_bytes: int) -> None:
        self.account.disk_bytes = disk_bytes

    # --- its end -----------------------------------------------------------------------------------------------

    async def leave(self, *, within_s: float, keep: bool = True) -> None:
        """Take it out of the session; with `keep` its state is saved first, else its folder may be deleted.

        Who asks a second time waits for the first.
        """
        if self._has_begun_to_leave:
            await self.gone.wait()
            return
        self._has_begun_to_leave = self.is_leaving = True
        ended = SourceClosed("the torrent was closed")
        self.fail(ended)
        if self.readership is not None:
            self.readership.detach(ended)
        try:
            await self._stop_beginning()
            if keep and self.readership is not None:
                await self.saver.finish(within_s)
            else:
                await self.saver.abandon()
            self.saver.detach()
            handle, self.handle = self.handle, None
            if handle is not None:
                await self._context.session.remove(handle)
        finally:
            self.account.reserved_bytes = 0
            self.gone.set()

    async def _stop_beginning(self) -> None:
        """Leave no torrent behind in the session that was just being added."""
        if self._beginning is not None and not self._beginning.done():
            self._beginning.cancel()
            await asyncio.wait([self._beginning])
        if self._is_added and self.handle is None:
            await asyncio.wait([self._added], timeout=_ADD_WITHIN_S)


def _retrieve(future: "asyncio.Future[None] | asyncio.Future[lt.torrent_handle]") -> None:
    """Perhaps nobody waits for the outcome any more; that is no reason to warn."""
    if not future.cancelled():
        future.exception()
