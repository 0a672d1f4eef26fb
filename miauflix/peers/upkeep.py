"""What has to be seen to while torrents are attached: once a second, and whenever room runs out.

Alerts tell of everything that happens in the swarm; this is for what happens by time passing alone. With no torrent
attached nothing runs.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection

from miauflix.peers.ledger import Ledger
from miauflix.peers.live import LiveTorrent
from miauflix.peers.rules import NORMAL_QUEUE, SHORT_QUEUE, request_queue_time
from miauflix.peers.session import Session
from miauflix.peers.tuning import RECONNECT_S
from miauflix.peers.types import EngineConfig

_log = logging.getLogger(__name__)
_PULSE_S = 1.0
_SETTLE_PULSES = 3
_HASTE_S = 5.0
_LONELY_PEERS = 5
_LONELY_AFTER_S = 3.0
_TROUBLE_ROOM_BYTES = 64 << 20  # what to free when the disk itself refused a write


class Upkeep:
    """`lives` answers the attached torrents; `let_go` detaches one, `evict` deletes one by key."""

    def __init__(
        self,
        config: EngineConfig,
        session: Session,
        ledger: Ledger,
        *,
        lives: Callable[[], Collection[LiveTorrent]],
        let_go: Callable[[LiveTorrent], object],
        evict: Callable[[str], Awaitable[None]],
    ) -> None:
        self._config = config
        self._session = session
        self._ledger = ledger
        self._lives = lives
        self._let_go = let_go
        self._evict = evict
        self._attached = asyncio.Event()
        self._room_needed = asyncio.Event()
        self._queue_time = NORMAL_QUEUE
        self._wished_for = 0
        self._is_hasty = False
        self._hasty_until = 0.0
        self._speaks_utp = False
        self._is_blind = False
        self._stubborn: set[str] = set()  # keys whose folders the disk refused to delete when it was last asked

    def attached(self) -> None:
        """There is a torrent to look after."""
        self._attached.set()

    def need_room(self) -> None:
        self._room_needed.set()

    async def pulse(self) -> None:
        """Runs for as long as the engine."""
        loop = asyncio.get_running_loop()
        while True:
            await self._attached.wait()
            await asyncio.sleep(_PULSE_S)
            if not self._lives():
                self._attached.clear()
                continue
            await self._measure(list(self._lives()))
            self._session.raw.post_torrent_updates(0)
            now = loop.time()
            for live in list(self._lives()):
                try:
                    await self._look_after(live, now)
                except Exception:  # noqa: BLE001  one that trips us must not cost the others
                    _log.exception("peers: looking after torrent %s failed", live.key)
            self._tune(now)

    async def _look_after(self, live: LiveTorrent, now: float) -> None:
        await live.look_at_peers()
        if live.is_leaving:  # perhaps since a moment ago
            return
        if live.is_lost:
            _log.error("peers: libtorrent has dropped torrent %s; its readers end", live.key)
            self._let_go(live)
            return
        live.pulse(now)
        if live.unstick(now):
            self.hasten(now)
        if live.is_idle and now - live.idle_since > self._config.idle_s:
            self._let_go(live)

    async def _measure(self, lives: list[LiveTorrent]) -> None:
        """Go by the last figures while the disk gives none."""
        try:
            await asyncio.to_thread(_measure, self._ledger, lives)
        except OSError:
            if not self._is_blind:
                _log.exception("peers: the disk cannot be measured")
            self._is_blind = True
        else:
            self._is_blind = False

    def _tune(self, now: float) -> None:
        self._choose_queue()
        self._restrain()
        if self._is_hasty and now > self._hasty_until:
            self._is_hasty = False
            self._session.tune("min_reconnect_time", RECONNECT_S)
        is_lonely = any(
            not live.is_idle and now - live.began_at > _LONELY_AFTER_S and live.swarm.peers_connected < _LONELY_PEERS
            for live in self._lives()
        )
        if is_lonely != self._speaks_utp:
            self._speaks_utp = is_lonely
            self._session.tune("enable_outgoing_utp", is_lonely)

    def _choose_queue(self) -> None:
        """Lengthen at once, shorten only when the peers have shown for some seconds what they can do."""
        watched = [live.readership for live in self._lives() if live.readership and live.readers]
        if not watched:
            return
        wished = request_queue_time(
            [pace for live in self._lives() if live.readers for pace in live.swarm.paces],
            demand_bytes_s=sum(readership.demand_bytes_s() for readership in watched),
            is_starved=any(readership.is_starved() for readership in watched),
            current=self._queue_time,
        )
        self._wished_for = self._wished_for + 1 if wished != self._queue_time else 0
        if self._wished_for >= (_SETTLE_PULSES if wished < self._queue_time else 1):
            self._queue_time, self._wished_for = wished, 0
            self._session.tune("request_queue_time", wished)
        for readership in watched:
            readership.scheduler.is_queue_short = self._queue_time == SHORT_QUEUE

    def hasten(self, now: float) -> None:
        """For some seconds, connect again to peers at once that were connected a moment ago."""
        self._hasty_until = now + _HASTE_S
        if not self._is_hasty:
            self._is_hasty = True
            self._session.tune("min_reconnect_time", 1)

    def _restrain(self) -> None:
        """While a reader starves, no other torrent fetches what nobody asked for."""
        read = {live: live.readership for live in self._lives() if live.readership}
        starving = {live for live, readership in read.items() if readership.is_starved()}
        for live, readership in read.items():
            readership.scheduler.may_run_ahead = not starving - {live}

    async def make_room(self) -> None:
        """Runs for as long as the engine: evicts when a window found no room, or a write failed."""
        while True:
            await self._room_needed.wait()
            self._room_needed.clear()
            short = [live for live in self._lives() if _short_bytes(live) or live.disk.reason is not None]
            needed = max(sum(map(_short_bytes, short)), self._ledger.shortage())
            evicted = await self._free(needed)
            if evicted:
                await self._measure([])
            # Somebody who has just left will make room in some seconds: then nothing is final yet.
            is_final = not evicted and not any(live.is_idle for live in self._lives())
            sent_away = 0
            for live in sorted(short, key=_held_bytes):
                try:
                    # Only one torrent's readers go at a time, of the one that has least: the others get its room.
                    sent_away += live.plan_again(is_final=is_final and not sent_away)
                except Exception:  # noqa: BLE001  the same
                    _log.exception("peers: planning anew for torrent %s failed", live.key)

    async def _free(self, needed_bytes: int) -> int:
        """Evict until so much is free, or nobody is left who may go; answers how many went.

        Who cannot be deleted is passed over, for this time.
        """
        freed, gone, refused = 0, 0, set[str]()
        while victims := self._ledger.victims(needed_bytes - freed, self._busy() | refused):
            key = victims[0]
            held = self._ledger.account(key).disk_bytes
            try:
                await self._evict(key)
            except Exception:  # noqa: BLE001  the next one may go all the same
                refused.add(key)
                if key not in self._stubborn:
                    _log.exception("peers: torrent %s could not be deleted", key)
                continue
            freed, gone = freed + held, gone + 1
        self._stubborn = refused
        return gone

    def _busy(self) -> set[str]:
        """Those that are read, and those whose player may come back in a moment."""
        now = asyncio.get_running_loop().time()
        return {live.key for live in self._lives() if not live.is_idle or now - live.idle_since < self._config.linger_s}


def _measure(ledger: Ledger, lives: list[LiveTorrent]) -> None:
    """Blocks of pieces that are not wanted any more are on the disk too, and nobody counted them."""
    ledger.measure_disk()
    for live in lives:
        live.account.disk_bytes = live.shelf.disk_bytes()


def _held_bytes(live: LiveTorrent) -> int:
    return live.account.disk_bytes


def _short_bytes(live: LiveTorrent) -> int:
    if live.readership is None or live.is_leaving:
        return 0
    return max(live.readership.scheduler.short_bytes, _TROUBLE_ROOM_BYTES if live.disk.is_full else 0)
