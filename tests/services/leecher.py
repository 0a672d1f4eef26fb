"""A plain libtorrent client without any of our ideas: the lab's own yardstick for "does this swarm work?"."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

import libtorrent as lt

from tests.services.deadline import HANG_S, TookTooLong, until
from tests.services.endpoint import Endpoint
from tests.services.session import open_session
from tests.services.torrents import LabTorrent


class Leecher:
    """Downloads one torrent (or what a magnet link names) into `folder`, from `peers` and `trackers` alone."""

    def __init__(
        self,
        what: LabTorrent | str,
        folder: Path,
        *,
        peers: Sequence[Endpoint] = (),
        trackers: Sequence[str] = (),
        address: str = "127.0.0.1",
        settings: Mapping[str, Any] | None = None,
    ) -> None:
        self._what = what
        self._folder = folder
        self._peers = peers
        self._trackers = trackers
        self._address = address
        self._settings = settings
        self._session: lt.session | None = None
        self._handle: lt.torrent_handle | None = None

    async def __aenter__(self) -> Self:
        self._session, _ = await open_session(self._address, settings=self._settings, writes=True)
        if isinstance(self._what, str):
            params = lt.parse_magnet_uri(self._what)
        else:
            params = lt.load_torrent_buffer(self._what.metainfo)
        params.trackers = [*params.trackers, *self._trackers]
        params.tracker_tiers = [0] * len(params.trackers)
        params.peers = [*params.peers, *self._peers]
        params.save_path = str(self._folder)
        params.flags &= ~(lt.torrent_flags.auto_managed | lt.torrent_flags.paused)
        self._handle = self._session.add_torrent(params)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._handle = None
        self._session = None

    @property
    def status(self) -> lt.torrent_status:
        assert self._handle is not None, "the leecher is not running"
        return self._handle.status()

    @property
    def failed_bytes(self) -> int:
        """Bytes thrown away because their piece's hash was wrong."""
        return self.status.total_failed_bytes

    def tracker_message(self) -> str:
        """What the first tracker said last."""
        assert self._handle is not None, "the leecher is not running"
        endpoints: list[Any] = self._handle.trackers()[0].get("endpoints", [])
        return endpoints[0]["message"] if endpoints else ""

    def connect(self, peer: Endpoint) -> None:
        """Hear of one more peer."""
        assert self._handle is not None, "the leecher is not running"
        self._handle.connect_peer((peer.host, peer.port))

    async def finished(self, *, timeout_s: float = HANG_S) -> Path:
        """Wait for the whole payload; answers its path.

        Raises:
            TookTooLong: with the last state of the download.
        """
        try:
            await until("the download", lambda: self.status.is_seeding, timeout_s=timeout_s)
        except TookTooLong as error:
            last = self.status
            error.add_note(f"{last.state}, {last.progress:.0%}, {last.num_peers} peers")
            error.add_note(f"trackers: {self._handle.trackers() if self._handle else None}")
            raise
        return self._folder / self.status.name
