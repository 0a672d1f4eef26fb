"""Discovery in a house of its own: all real but for the search, which answers what it is told to."""

from collections.abc import Sequence
from functools import partial

from sqlalchemy import select

from miauflix.catalog import UnknownTitle
from miauflix.infra.cipher import FieldCipher, Keyring
from miauflix.infra.db import Database
from miauflix.infra.jobs import Jobs, LocalWakeUp, Registry
from miauflix.infra.outbound import Outbound
from miauflix.infra.web_file import is_gone
from miauflix.kit.clock import ManualClock
from miauflix.kit.playable import Movie, Playable
from miauflix.peers import Sockets
from miauflix.peers.guard import ManualGuard
from miauflix.sources import Offer, Providers, Sources
from miauflix.sources.discovery import Discovery, Searched
from miauflix.sources.scraping import Neighbours
from miauflix.sources.scraping.web import PublicWeb
from miauflix.sources.tables import TorrentRow
from tests.services.swarm import LabTorrent

FILM = Movie(603)


class House:
    """Discovery with a search that answers what it is told to, and everything else as it is."""

    def __init__(self, database: Database) -> None:
        self.clock = ManualClock()
        self.database = database
        self.guard = ManualGuard()
        self.wanted: dict[str, float] = {}
        self.news: dict[str, Searched] = {}
        self.searched: list[str] = []
        self.outbound = Outbound(self.clock)
        self.cipher = FieldCipher(Keyring(b"k" * 32))
        self.jobs = Jobs(Registry(), LocalWakeUp(), self.clock)
        self.sources = Sources(self.cipher, self.jobs, self.clock)
        self.environment: dict[str, tuple[str, str | None]] = {}
        public = PublicWeb(Sockets(self.guard), lambda _: True)
        self.providers = Providers(
            database=database,
            cipher=self.cipher,
            clock=self.clock,
            outbound=self.outbound,
            environment=self.environment,
            public=public,
        )
        self.discovery = self.with_dht_by(None)

    def with_dht_by(self, neighbours: Neighbours | None) -> Discovery:
        return Discovery(
            database=self.database, sources=self.sources, cipher=self.cipher, jobs=self.jobs, clock=self.clock,
            sockets=Sockets(self.guard), allows=lambda _: True, fetch_torrent=self.providers.fetch_torrent,
            is_gone=partial(is_gone, self.outbound),
            search=self.search, wanted=self.titles, is_searching=True, neighbours=neighbours,
        )  # fmt: skip

    def with_dht(self, *neighbours: tuple[str, int]) -> Discovery:
        async def nodes() -> Sequence[tuple[str, int]]:
            return neighbours

        return self.with_dht_by(nodes)

    async def titles(self, _session: object) -> dict[str, float]:
        return self.wanted

    async def search(self, playable: Playable) -> Searched:
        self.searched.append(str(playable))
        if str(playable) == "movie:404":
            raise UnknownTitle
        return self.news.get(str(playable), Searched(0, 0))

    async def offer(self, torrent: LabTorrent, **more: str | int | tuple[str, ...] | None) -> None:
        offer = Offer(provider="yts", name="A.Film.2026.1080p.WEB.h264-CAT", info_hash=torrent.info_hash, **more)  # pyright: ignore[reportArgumentType]  tests name what they change
        async with self.database.write() as session:
            await self.sources.put_offers(session, FILM, [offer])

    async def list_file(self, base_url: str) -> None:
        offer = Offer(provider="archive", name="A Film (2026) WEB-DL.mp4", http_url=f"{base_url}/film.mp4")
        async with self.database.write() as session:
            await self.sources.put_offers(session, FILM, [offer])

    async def torrent(self) -> TorrentRow:
        async with self.database.read() as session:
            return (await session.scalars(select(TorrentRow))).one()
