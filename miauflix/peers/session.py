"""One libtorrent session on the event loop: alerts come in by a pipe, nothing polls and nothing blocks.

STATE  starting → silent ⇄ speaking → stopped. While silent the session listens nowhere, is paused and has no DHT, so
that no byte can leave (see `tuning.SILENT`). Alerts are handled in the order in which libtorrent posted them, each
wholly before the next batch is taken: `pop_alerts` frees the alerts of the batch before.

The disk backend must be `posix`: it writes before it says that a piece is finished. The default one says it earlier
(up to 121 of 256 pieces were wrong when read at that moment). libtorrent takes any unknown name for a backend without
a word and uses the default, so `start` makes sure: only the default backends run disk threads of their own.
"""

import asyncio
import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import libtorrent as lt

from miauflix.peers.bencode import decode
from miauflix.peers.compact import endpoints
from miauflix.peers.tuning import SILENT, network_of, settings_of
from miauflix.peers.types import EngineConfig

_DISK_BACKEND = "posix_disk_io_constructor"
_START_WITHIN_S = 10.0
_REMOVE_WITHIN_S = 5.0
_DIALLING = frozenset({"utp.num_utp_syn_sent", "utp.num_utp_connected", "utp.num_utp_fin_sent"})


class WrongDiskBackend(RuntimeError):
    """libtorrent did not take the posix backend; reading files while they are written would be unsafe."""


class Session:
    """Owns the `lt.session`; `on_alert` gets every alert and must not keep it."""

    def __init__(self, config: EngineConfig, on_alert: Callable[[lt.alert], None]) -> None:
        self._config = config
        self._on_alert = on_alert
        self._session: lt.session | None = None
        self._pipe: tuple[int, int] | None = None
        self._stats: list[asyncio.Future[dict[str, int]]] = []

    @property
    def raw(self) -> lt.session:
        if self._session is None:
            raise RuntimeError("the session is not running")
        return self._session

    async def start(self, dht_state: bytes | None = None) -> None:
        """Build the session, silent.

        Raises:
            WrongDiskBackend: the disk backend is not the one that makes reading safe.
        """
        self._session = await asyncio.to_thread(self._build, dht_state)
        reading, writing = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._pipe = (reading, writing)
        asyncio.get_running_loop().add_reader(reading, self._take_alerts)
        self._session.set_alert_fd(writing)
        try:
            async with asyncio.timeout(_START_WITHIN_S):
                await self._check_disk_backend()
        except BaseException:
            await self.stop()
            raise

    def _build(self, dht_state: bytes | None) -> lt.session:
        params = lt.read_session_params(dht_state) if dht_state else lt.session_params()
        params.settings = settings_of(self._config)
        params.disk_io_constructor = _DISK_BACKEND
        session = lt.session(params)
        session.pause()
        return session

    async def _check_disk_backend(self) -> None:
        """Let the backend do one job, on a torrent without bytes, and count its threads."""
        name = b"backend-check"
        info = b"d6:lengthi1e4:name%d:%s12:piece lengthi16384e6:pieces20:%se" % (len(name), name, os.urandom(20))
        params = lt.load_torrent_buffer(b"d4:info%se" % info)
        params.save_path = str(self._config.folder / f".{hashlib.sha256(info).hexdigest()[:16]}")
        params.flags = lt.torrent_flags.upload_mode
        handle = await asyncio.to_thread(self.raw.add_torrent, params)
        stats = await self.stats()
        self.raw.remove_torrent(handle)
        if stats["disk.num_running_threads"]:
            raise WrongDiskBackend(f"libtorrent {lt.__version__} did not take the disk backend {_DISK_BACKEND}")

    async def stats(self) -> dict[str, int]:
        """libtorrent's counters and gauges, by name."""
        answer: asyncio.Future[dict[str, int]] = asyncio.get_running_loop().create_future()
        self._stats.append(answer)
        self.raw.post_session_stats()
        return await answer

    async def remove(self, handle: lt.torrent_handle) -> None:
        """Take a torrent out; afterwards nothing writes to its files any more.

        The question that follows is answered by the network thread, which does all disk work itself, in order.
        """
        with suppress(RuntimeError):  # libtorrent has dropped it already
            self.raw.remove_torrent(handle)
        with suppress(TimeoutError):
            async with asyncio.timeout(_REMOVE_WITHIN_S):
                await self.stats()

    def speak(self) -> None:
        """The guard opened."""
        self.raw.apply_settings(network_of(self._config))
        self.raw.resume()

    def hush(self) -> None:
        """The guard closed: every socket goes, and nobody is told goodbye."""
        try:
            self.raw.apply_settings(SILENT)
        finally:
            self.raw.pause()

    def tune(self, name: str, value: bool | int) -> None:
        """Change one setting of `tuning` while running."""
        settings: Any = {name: value}
        self.raw.apply_settings(settings)

    def dht_state(self) -> bytes:
        """What to hand to `start` next time; blocks a moment."""
        state = self.raw.session_state(lt.save_state_flags_t.save_dht_state)
        return lt.write_session_params_buf(state, lt.save_state_flags_t.save_dht_state)

    def dht_nodes(self) -> list[tuple[str, int]]:
        """Whom the routing table holds; blocks a moment. libtorrent tells it as a part of the state."""
        packed = decode(self.dht_state())
        state = packed.get(b"dht state") if isinstance(packed, dict) else None
        nodes = state.get(b"nodes") if isinstance(state, dict) else None
        compact = [one for one in nodes if isinstance(one, bytes)] if isinstance(nodes, list) else []
        return [found for one in compact for found in endpoints(one)]

    async def stop(self, *, goodbye_s: float = 0, within_s: float = 0) -> None:
        """Close every connection. Trackers get `goodbye_s` to hear of it, unless the session is silent."""
        loop = asyncio.get_running_loop()
        if self._session is not None and within_s:
            with suppress(TimeoutError):
                async with asyncio.timeout(within_s):
                    await self._wind_down(goodbye_s)
        session, self._session = self._session, None
        if self._pipe is not None:
            reading, writing = self._pipe
            self._pipe = None
            loop.remove_reader(reading)
            if session is not None:
                session.set_alert_fd(-1)  # under libtorrent's lock: afterwards nobody writes to the number any more
            os.close(reading)
            os.close(writing)
        for waiting in self._stats:
            if not waiting.done():
                waiting.set_exception(ConnectionAbortedError("the session was stopped"))
        # Dropping the last reference joins libtorrent's threads with the interpreter locked, wherever it happens.
        # With nothing left to announce or to dial this is a matter of milliseconds.
        del session

    async def _wind_down(self, goodbye_s: float) -> None:
        if goodbye_s and self.raw.is_listening():
            self.raw.pause()
            await asyncio.sleep(goodbye_s)
        self.hush()
        # A uTP connection that is being dialled keeps the session from closing for up to 3 s, whatever one does.
        while any(  # noqa: ASYNC110  libtorrent posts no alert when the last of them ends
            count for name, count in (await self.stats()).items() if name in _DIALLING
        ):
            await asyncio.sleep(0.05)

    def _take_alerts(self) -> None:
        if self._pipe is None:
            return
        with suppress(BlockingIOError):
            while len(os.read(self._pipe[0], 4096)) == 4096:
                pass
        while self._session is not None and (alerts := self._session.pop_alerts()):
            for alert in alerts:
                self._handle(alert)

    def _handle(self, alert: lt.alert) -> None:
        try:
            if isinstance(alert, lt.session_stats_alert):
                self._answer_stats(alert)
            else:
                self._on_alert(alert)
        except Exception as error:  # noqa: BLE001  one alert that trips us must not cost the others of its batch
            asyncio.get_running_loop().call_exception_handler(
                {"message": f"peers: handling {alert.what()} failed", "exception": error}
            )

    def _answer_stats(self, alert: lt.session_stats_alert) -> None:
        for waiting in self._stats:
            if not waiting.done():
                waiting.set_result(dict(alert.values))
        self._stats.clear()
