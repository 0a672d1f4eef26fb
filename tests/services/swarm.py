"""Loopback swarms: everything a test or a benchmark needs to put peers on the other end.

    film = make_film(tmp_path / "film.mp4", size_bytes=32 * MIB, seed=7)
    torrent = make_torrent(film)
    async with Swarm(torrent, seeders=4, rate_bytes_s=1_500_000, delay_s=0.015) as swarm:
        ... swarm.endpoints, swarm.tracker.url, torrent.magnet(peers=swarm.endpoints) ...

A swarm is seeders, a relay before each when `delay_s` is given, and a tracker that names the ones to connect to.
The single parts are here as well, the ill-behaved ones included.
"""

from contextlib import AsyncExitStack

from tests.services.endpoint import Endpoint, free_port
from tests.services.imperfect import Forgetful, Lying, Refusing, Resetting, Silent, Slow, Stalling
from tests.services.leecher import Leecher
from tests.services.peer_list import PeerListTracker
from tests.services.relay import DelayRelay
from tests.services.seeder import Seeder
from tests.services.seeder_process import SeederProcess
from tests.services.service import Service
from tests.services.torrents import KIB, MIB, LabTorrent, make_film, make_torrent

__all__ = [
    "KIB",
    "MIB",
    "DelayRelay",
    "Endpoint",
    "Forgetful",
    "LabTorrent",
    "Leecher",
    "Lying",
    "PeerListTracker",
    "Refusing",
    "Resetting",
    "Seeder",
    "SeederProcess",
    "Silent",
    "Slow",
    "Stalling",
    "Swarm",
    "free_port",
    "make_film",
    "make_torrent",
]


class Swarm(Service):
    """`seeders` seeds of one torrent in another process, each at `rate_bytes_s` and `delay_s` away.

    With a delay the link before each seeder is what limits it. libtorrent's own limit hands out one block every two
    ticks until its first second is over: 1.2 s for a first piece of 1 MiB that a link of the same rate brings in 0.3 s.

    A client that takes one connection per address needs `addresses` that differ; every 127.x.y.z is loopback on Linux.
    """

    endpoints: list[Endpoint]
    """Where to connect to: the relays if there are any, else the seeders."""
    tracker: PeerListTracker

    def __init__(
        self,
        torrent: LabTorrent,
        *,
        seeders: int = 4,
        rate_bytes_s: int = 0,
        delay_s: float = 0.0,
        distinct_addresses: bool = False,
    ) -> None:
        self.torrent = torrent
        self.relays: list[DelayRelay] = []
        self._delay_s = delay_s
        self._rate_bytes_s = rate_bytes_s
        self._addresses = [f"127.0.0.{2 + number}" if distinct_addresses else "127.0.0.1" for number in range(seeders)]
        self.seeders = SeederProcess(
            torrent, count=seeders, rate_bytes_s=0 if delay_s else rate_bytes_s, addresses=self._addresses
        )

    async def open(self, stack: AsyncExitStack) -> None:
        await stack.enter_async_context(self.seeders)
        self.endpoints = self.seeders.endpoints
        if self._delay_s:
            self.relays = [
                await stack.enter_async_context(self._relay(seeder, address))
                for seeder, address in zip(self.seeders.endpoints, self._addresses, strict=True)
            ]
            self.endpoints = [relay.endpoint for relay in self.relays]
        self.tracker = await stack.enter_async_context(PeerListTracker(self.endpoints))

    def _relay(self, seeder: Endpoint, address: str) -> DelayRelay:
        return DelayRelay(seeder, delay_s=self._delay_s, rate_bytes_s=self._rate_bytes_s, address=address)
