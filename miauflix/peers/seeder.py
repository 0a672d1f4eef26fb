"""Seeding files of this machine to this machine: what the demo world's films are fetched from.

A session of its own, on loopback only and apart from the engine's: it announces nowhere, has no DHT and no local
discovery. Its torrents are private (BEP 27), so that neither side ever tells a tracker or the DHT of them; the
engine finds it because the magnet link names its address (`x.pe`, BEP 9).
"""

import asyncio
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import libtorrent as lt

from miauflix.peers.metainfo import parse_metainfo

PIECE_BYTES = 256 << 10
_ADDRESS = "127.0.0.1"
_LISTENING_WITHIN_S = 5.0
_SETTINGS: Any = {  # the stubs know the type, the module does not have it
    "alert_mask": lt.alert_category.error | lt.alert_category.status,
    "listen_interfaces": f"{_ADDRESS}:0",
    "enable_dht": False,
    "enable_lsd": False,
    "enable_upnp": False,
    "enable_natpmp": False,
    "enable_incoming_utp": True,  # a client that tries uTP first would otherwise wait five seconds for nothing
    "enable_outgoing_utp": False,
    "allow_multiple_connections_per_ip": True,  # everybody here comes from 127.0.0.1
    "unchoke_slots_limit": -1,
    "stop_tracker_timeout": 0,
    "user_agent": "Miauflix demo",
    # With the default of 500 ms, and 500 KiB waiting in the socket, a limited rate comes in bursts.
    "tick_interval": 50,
    "send_buffer_watermark": 128 << 10,
}


class SeederNotListening(OSError):
    """The session found no port on loopback; without the demo world everything else still works."""


async def make_metainfo(path: Path) -> bytes:
    """The .torrent of one file: version 1, private, without trackers. The same file always gives the same bytes."""
    return await asyncio.to_thread(_make_metainfo, path)


def _make_metainfo(path: Path) -> bytes:
    creator = lt.create_torrent(lt.list_files(str(path)), PIECE_BYTES, lt.create_torrent.v1_only)
    creator.set_priv(True)
    lt.set_piece_hashes(creator, str(path.parent))
    entry: dict[bytes, Any] = dict(creator.generate())
    entry.pop(b"creation date", None)
    return lt.bencode(entry)


class Seeder:
    """Seeds whole files from where they lie; `offer` them between `start` and `stop`."""

    def __init__(self) -> None:
        self._session: lt.session | None = None
        self._port = 0
        self._offered: dict[bytes, lt.torrent_handle] = {}

    @property
    def endpoint(self) -> tuple[str, int]:
        """Where it listens, once started."""
        return _ADDRESS, self._port

    async def start(self) -> None:
        """Listen on a free port of loopback.

        Raises:
            SeederNotListening: there is none.
        """
        self._session = await asyncio.to_thread(_build)
        self._port = await asyncio.to_thread(_port_of, self._session)

    async def offer(self, path: Path, metainfo: bytes, *, rate_bytes_s: int) -> str:
        """Seed `path`, the file of `metainfo`, at `rate_bytes_s` at most; answers the magnet link that leads here.

        The bytes are trusted to be those of the torrent: whoever fetches them checks each piece anyway. Offering the
        same file again only changes its rate.
        """
        if self._session is None:
            raise RuntimeError("the seeder is not running")
        info_hash = parse_metainfo(metainfo).info_hash_v1 or b""
        handle = self._offered.get(info_hash)
        if handle is None:
            params = lt.load_torrent_buffer(metainfo)
            params.save_path = str(path.parent)
            params.flags = lt.torrent_flags.seed_mode
            handle = self._offered[info_hash] = await asyncio.to_thread(self._session.add_torrent, params)
        # The handle's limit, not the session's: the latter does not count peers on the local network.
        handle.set_upload_limit(rate_bytes_s)
        return f"magnet:?xt=urn:btih:{info_hash.hex()}&dn={quote(path.name)}&x.pe={_ADDRESS}:{self._port}"

    async def stop(self) -> None:
        """Close every connection."""
        session, self._session = self._session, None
        self._offered.clear()
        if session is not None:
            session.pause()
            await asyncio.to_thread(session.listen_port)  # answered once the network thread has paused
            del session


def _build() -> lt.session:
    params = lt.session_params()
    params.settings = _SETTINGS
    return lt.session(params)


def _port_of(session: lt.session) -> int:
    deadline = time.monotonic() + _LISTENING_WITHIN_S
    while time.monotonic() < deadline:
        if port := session.listen_port():
            return port
        session.wait_for_alert(50)
        session.pop_alerts()
    raise SeederNotListening(f"no port of {_ADDRESS} could be listened on")
