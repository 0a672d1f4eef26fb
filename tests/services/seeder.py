"""A peer that has everything and gives it at the rate you say."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

import libtorrent as lt

from tests.services.deadline import until
from tests.services.endpoint import Endpoint
from tests.services.session import open_session
from tests.services.torrents import LabTorrent


class Seeder:
    """Seeds torrents from where their payloads lie, from inside this process.

        async with Seeder(torrent, rate_bytes_s=1_500_000) as seeder:
            ... seeder.endpoint ...

    `rate_bytes_s` limits each torrent. `announce=True` makes it announce to the torrent's own trackers; `trackers`
    are announced to as well. Where the seeder's CPU time must not be the test's own, use `SeederProcess`.
    """

    endpoint: Endpoint

    def __init__(
        self,
        *torrents: LabTorrent,
        rate_bytes_s: int = 0,
        address: str = "127.0.0.1",
        port: int = 0,
        announce: bool = False,
        trackers: Sequence[str] = (),
        settings: Mapping[str, Any] | None = None,
    ) -> None:
        self._torrents = torrents
        self._rate_bytes_s = rate_bytes_s
        self._listen = Endpoint(address, port)
        self._announce = announce
        self._trackers = list(trackers)
        self._settings = settings
        self._session: lt.session | None = None
        self._handles: list[lt.torrent_handle] = []

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.stop()

    async def start(self) -> None:
        """Listen and seed; also starts again what was stopped, on the same port."""
        self._session, self.endpoint = await open_session(*self._listen, self._settings)
        self._listen = self.endpoint
        self._handles = [self._session.add_torrent(self._params(torrent)) for torrent in self._torrents]
        await until("the seeder to seed", lambda: all(handle.status().is_seeding for handle in self._handles))

    def stop(self) -> None:
        """Leave the swarm: every connection closes and the port refuses."""
        self._handles = []
        self._session = None

    def limit(self, rate_bytes_s: int) -> None:
        """Change the rate of each torrent; 0 lifts it."""
        for handle in self._handles:
            handle.set_upload_limit(rate_bytes_s)

    def uploaded_bytes(self) -> int:
        """Payload sent since the start, protocol excluded."""
        return sum(handle.status().total_payload_upload for handle in self._handles)

    def connections(self) -> int:
        return sum(handle.status().num_peers for handle in self._handles)

    def _params(self, torrent: LabTorrent) -> lt.add_torrent_params:
        params = lt.load_torrent_buffer(torrent.metainfo)
        params.save_path = str(torrent.folder)
        params.trackers = [*(params.trackers if self._announce else []), *self._trackers]
        params.tracker_tiers = list(range(len(params.trackers)))
        params.upload_limit = self._rate_bytes_s
        # Hashing the payload again would delay every test.
        params.flags = lt.torrent_flags.seed_mode
        return params
