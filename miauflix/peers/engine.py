"""The streaming engine: torrents in, `ByteSource`s out.

STATE  new → running → stopped. A torrent is *held* (something of it lies on the disk), *attached* (it is in the
session), or both; `_lives` are the attached ones by key, and those that are leaving until they are gone.
INVARIANT  One torrent is in the session once: whoever opens a key that is being attached waits for the same handle,
and so does whoever opens the same info hash under another key.

Everything here runs on one event loop. Blocking work (the disk, the cipher) goes to threads, libtorrent is only ever
told things, and answers by alert.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator
from functools import partial

import libtorrent as lt

from miauflix.infra.cipher import FieldCipher
from miauflix.peers.alerts import deliver
from miauflix.peers.context import Context
from miauflix.peers.errors import EngineStopped, VpnClosed
from miauflix.peers.guard import Closed, FailsClosed, Guard, Open
from miauflix.peers.ledger import Ledger
from miauflix.peers.live import LiveTorrent
from miauflix.peers.metainfo import FileEntry
from miauflix.peers.params import Origin
from miauflix.peers.resume import Vault
from miauflix.peers.session import Session
from miauflix.peers.source import TorrentFile
from miauflix.peers.stats import Label, swarm_stats, torrent_stats
from miauflix.peers.storage import Readers, Shelf
from miauflix.peers.tasks import Tasks
from miauflix.peers.types import EngineConfig, SwarmStats, Torrent, TorrentStats
from miauflix.peers.upkeep import Upkeep

_GOODBYE_S = 0.3  # for trackers to hear that we leave; enough for a round trip round the world


class Engine:
    """Built once by `wiring`; `start` before use, `stop` at the end."""

    def __init__(self, config: EngineConfig, guard: Guard, cipher: FieldCipher) -> None:
        self._config = config
        self._guard = FailsClosed(guard)
        self._vault = Vault(cipher)
        self._tasks = Tasks()
        self._ledger = Ledger(config)
        self._session = Session(config, self._on_alert)
        self._lives: dict[str, LiveTorrent] = {}
        self._by_hash: dict[bytes, LiveTorrent] = {}
        self._by_handle: dict[lt.torrent_handle, LiveTorrent] = {}
        self._aliases: dict[str, str] = {}  # a key whose torrent is attached under another
        self._evicting: dict[str, asyncio.Event] = {}
        self._labels: dict[str, Label] = {}
        self._is_running = False
        self._speaks = False
        self._readers = Readers(config.chunk_bytes)
        self._upkeep = Upkeep(
            config,
            self._session,
            self._ledger,
            lives=self._lives.values,
            let_go=self._let_go,
            evict=self._evict,
        )
        self._context = Context(
            config=config,
            guard=self._guard,
            session=self._session,
            vault=self._vault,
            ledger=self._ledger,
            readers=self._readers,
            tasks=self._tasks,
            need_room=self._upkeep.need_room,
        )

    # --- beginning and end -------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Build the session and take stock of the disk; nothing leaves the machine before the guard is open.

        Raises:
            WrongDiskBackend: libtorrent cannot be used safely. OSError: the folder cannot be written.
        """
        dht_state = await asyncio.to_thread(self._take_stock)
        await self._session.start(dht_state)
        self._is_running = True
        self._follow(self._guard.state())
        self._tasks.keep(self._follow_guard, "following the guard")
        self._tasks.keep(self._upkeep.pulse, "the pulse")
        self._tasks.keep(self._upkeep.make_room, "making room")
        self._tasks.spawn(self._read_labels(), "read the names of what is held")
        if self._ledger.shortage():
            self._upkeep.need_room()

    async def stop(self) -> None:
        """End every reader, save what is not saved, close every connection: within `stop_within_s` or so."""
        if not self._is_running:
            return
        self._is_running = False
        loop, within_s = asyncio.get_running_loop(), self._config.stop_within_s
        deadline = loop.time() + within_s
        leaving = [self._leave(live, within_s=within_s * 0.7) for live in self._lives.values()]
        goodbye_s = _GOODBYE_S if self._lives else 0.0
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                await asyncio.gather(*leaving, return_exceptions=True)
                await self._tasks.cancel()
                if self._config.dht and self._speaks:
                    await asyncio.to_thread(self._vault.save_dht, self._config.folder, self._session.dht_state())
        await self._tasks.cancel()
        await self._session.stop(goodbye_s=goodbye_s, within_s=max(0.1, deadline - loop.time()))
        self._readers.close()

    # --- what the house asks -----------------------------------------------------------------------------------

    async def open(self, torrent: Torrent, file: int | None = None, *, duration_s: float | None = None) -> TorrentFile:
        """A file of the torrent: `file`, else `torrent.file_index`, else the main one. Waits for a magnet's metadata.

        `duration_s`, where it is known, makes the read-ahead fit the film.

        Raises:
            InvalidMetainfo, NoSuchFile: there is no such thing to open.
            VpnClosed: the guard is closed, and not all of the file is held already.
            EngineStopped: it is not running.
        """
        index = file if file is not None else torrent.file_index
        async with self._using(torrent, index, 0) as live:
            entry = live.file(index)
            closed = self._guard.state()
            if isinstance(closed, Closed) and not _is_held(live, entry):
                raise VpnClosed(closed.reason)
            live.warm(entry)
        using = partial(self._using, torrent, entry.index)
        return TorrentFile(torrent.key, entry, using, duration_s)

    async def fetch_metadata(self, torrent: Torrent) -> bytes:
        """The .torrent file, from the swarm if need be; waits without a limit of its own.

        Raises:
            InvalidMetainfo, VpnClosed, EngineStopped: as `open`.
        """
        if torrent.metainfo is not None:
            return torrent.metainfo
        async with self._using(torrent, torrent.file_index, None) as live:
            if live.metainfo is None:
                raise EngineStopped
            raw = live.metainfo.raw
        if live.is_idle and live.focus is None and not live.is_leaving:
            self._let_go(live)  # nobody is about to watch it, and others may wait for their metadata
        return raw

    def swarm_stats(self, key: str) -> SwarmStats | None:
        """How an attached torrent does; `None` when it is not attached."""
        live = self._lives.get(self._aliases.get(key, key))
        return None if live is None or live.is_leaving else swarm_stats(live, self._guard.state())

    def torrents(self) -> list[TorrentStats]:
        """Everything held or attached, most recently used first."""
        guard = self._guard.state()
        found = [
            torrent_stats(key, self._ledger.account(key), self._labels.get(key, Label()), self._lives.get(key), guard)
            for key in self._ledger.torrents()
        ]
        return sorted(found, key=lambda stats: -stats.last_used_at)

    async def dht_nodes(self) -> list[tuple[str, int]]:
        """Address and port of nodes that answered ours (IPv4); none while it is off, silent, or still alone."""
        if not (self._config.dht and self._speaks):
            return []
        return await asyncio.to_thread(self._session.dht_nodes)

    async def remove(self, key: str) -> None:
        """Forget a torrent and all its pieces; its readers end with `SourceClosed`.

        Raises:
            OSError: the disk refused; what is left of it stays in the books.
        """
        await self._evict(key)

    # --- attaching ---------------------------------------------------------------------------------------------

    @contextlib.asynccontextmanager
    async def _using(self, torrent: Torrent, index: int | None, at: int | None) -> AsyncGenerator[LiveTorrent]:
        live = await self._attached(Origin.of(torrent), index, at)
        live.users += 1
        try:
            await live.ready()
            yield live
        finally:
            live.users -= 1
            live.idle_since = asyncio.get_running_loop().time()
            if live.has_failed and not live.is_leaving:
                self._let_go(live)

    async def _attached(self, origin: Origin, index: int | None, at: int | None) -> LiveTorrent:
        """The torrent in the session, perhaps not ready yet; the caller must take hold of it before it awaits."""
        while True:
            if not self._is_running:
                raise EngineStopped
            if (gone := self._evicting.get(origin.key)) is not None:
                await gone.wait()
                continue
            live = self._lives.get(origin.key) or self._same_hash(origin)
            if live is None:
                return self._begin(origin, index, at)
            if not live.is_leaving and not live.has_failed:
                if live.key != origin.key:
                    self._aliases[origin.key] = live.key
                _introduce(live, origin)
                return live
            await live.gone.wait()

    def _same_hash(self, origin: Origin) -> LiveTorrent | None:
        return next((live for known in origin.hashes if known and (live := self._by_hash.get(known))), None)

    def _begin(self, origin: Origin, index: int | None, at: int | None) -> LiveTorrent:
        live = LiveTorrent(self._context, origin, index)
        self._lives[live.key] = live
        self._by_hash.update({known: live for known in origin.hashes if known})
        live.account.last_used_at = time.time()
        live.begin(at)
        self._upkeep.attached()
        return live

    def _let_go(self, live: LiveTorrent) -> None:
        live.is_leaving = True
        self._tasks.spawn(self._leave(live, within_s=self._config.stop_within_s), f"let go of {live.key}")

    async def _leave(self, live: LiveTorrent, *, within_s: float, keep: bool = True) -> None:
        if live.metainfo is not None:
            self._labels[live.key] = Label(live.metainfo.name, live.metainfo.size_bytes)
        try:
            await live.leave(within_s=within_s, keep=keep)
        finally:
            self._lives.pop(live.key, None)
            self._by_hash = {known: other for known, other in self._by_hash.items() if other is not live}
            self._by_handle = {handle: other for handle, other in self._by_handle.items() if other is not live}
            self._aliases = {key: name for key, name in self._aliases.items() if name != live.key}

    async def _evict(self, key: str) -> None:
        """Delete what is held; an attached torrent leaves first."""
        while (under_way := self._evicting.get(key)) is not None:
            await under_way.wait()
        gone = self._evicting[key] = asyncio.Event()
        try:
            if (live := self._lives.get(key)) is not None:
                await self._leave(live, within_s=0, keep=False)
            await self._delete(key)
        finally:
            del self._evicting[key]
            gone.set()

    async def _delete(self, key: str) -> None:
        shelf = Shelf(self._config.folder, key)
        try:
            await asyncio.to_thread(shelf.delete)
        except OSError:
            with contextlib.suppress(OSError):
                self._ledger.account(key).disk_bytes = await asyncio.to_thread(shelf.disk_bytes)
            raise
        self._ledger.forget(key)
        self._labels.pop(key, None)

    # --- the guard ---------------------------------------------------------------------------------------------

    async def _follow_guard(self) -> None:
        try:
            async for state in self._guard.changes():
                self._follow(state)
        except Exception:
            self._hush()  # it is followed anew in a moment; until then nobody would hear of its closing
            raise

    def _follow(self, state: Open | Closed) -> None:
        if isinstance(state, Open):
            if not self._speaks:
                self._speaks = True
                self._session.speak()
                self._upkeep.hasten(asyncio.get_running_loop().time())
            return
        self._hush()
        for live in list(self._lives.values()):
            if live.awaits_metadata:
                live.fail(VpnClosed(state.reason))

    def _hush(self) -> None:
        if self._speaks:
            self._speaks = False
            self._session.hush()

    # --- alerts ------------------------------------------------------------------------------------------------

    def _on_alert(self, alert: lt.alert) -> None:
        match alert:
            case lt.add_torrent_alert():
                self._on_added(alert)
            case lt.state_update_alert():
                for status in alert.status:
                    if (live := self._by_handle.get(status.handle)) is not None:
                        live.on_status(status)
            case lt.alerts_dropped_alert():
                for live in self._lives.values():
                    live.ask_bitfield()
            case lt.torrent_alert():
                if (live := self._by_handle.get(alert.handle)) is not None:
                    deliver(alert, live)
                    if isinstance(alert, lt.metadata_received_alert):
                        self._learn_hashes(live)
            case _:
                pass

    def _on_added(self, alert: lt.add_torrent_alert) -> None:
        path = alert.params.save_path
        live = next((live for live in self._lives.values() if str(live.shelf.pieces) == path), None)
        if live is None:
            return
        live.on_added(alert)
        if live.handle is not None:
            self._by_handle[live.handle] = live

    def _learn_hashes(self, live: LiveTorrent) -> None:
        """A magnet may name one hash of a hybrid torrent; its metadata gives the other."""
        if live.metainfo is not None:
            known = (live.metainfo.info_hash_v1, live.metainfo.info_hash_v2)
            self._by_hash.update({one: live for one in known if one})

    # --- the disk ----------------------------------------------------------------------------------------------

    def _take_stock(self) -> bytes | None:
        folder = self._config.folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._ledger.measure_disk()
        for key in Shelf.keys(folder):
            shelf, account = Shelf(folder, key), self._ledger.account(key)
            account.disk_bytes = shelf.disk_bytes()
            account.last_used_at = shelf.last_used_at()
        return self._vault.load_dht(folder) if self._config.dht else None

    async def _read_labels(self) -> None:
        for key in self._ledger.torrents():
            saved = await asyncio.to_thread(self._vault.load, Shelf(self._config.folder, key), key)
            if saved.metainfo is not None and key not in self._labels:
                self._labels[key] = Label(saved.metainfo.name, saved.metainfo.size_bytes)


def _is_held(live: LiveTorrent, entry: FileEntry) -> bool:
    if live.pieces is None:
        return False
    end = entry.offset + entry.size_bytes
    return live.pieces.held_until(entry.offset, end) == end


def _introduce(live: LiveTorrent, origin: Origin) -> None:
    """Peers that a later request names and those before did not: a seeder that came back may have another port."""
    news = set(origin.magnet.peers if origin.magnet else ()) - live.named_peers
    if live.handle is None:
        return  # it is being added; whoever asks next brings them again
    live.named_peers |= news
    for peer in news:
        with contextlib.suppress(RuntimeError):  # it has just left the session
            live.handle.connect_peer(peer)
