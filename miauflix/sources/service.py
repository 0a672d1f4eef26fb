"""Taking torrents in and handing releases out; the only place that seals and opens locators."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog import name_untitled
from miauflix.infra.cipher import CorruptCiphertext, FieldCipher
from miauflix.infra.jobs import Args, Jobs
from miauflix.kit.clock import Clock
from miauflix.kit.ids import new_id
from miauflix.kit.playable import Episode, Playable, parse_playable, title_of
from miauflix.peers import Torrent, choose_main_file, parse_magnet, parse_metainfo
from miauflix.sources import store
from miauflix.sources.errors import NoSource, UnknownSource
from miauflix.sources.facts import Stated, put_facts, read_name
from miauflix.sources.naming import name_for_people
from miauflix.sources.packs import map_torrent
from miauflix.sources.ranking import ANYBODY, Ranking, Viewing
from miauflix.sources.schemas import NewTitle
from miauflix.sources.tables import SourceRow, TorrentRow
from miauflix.sources.taking import OfferBook, Taken, revive
from miauflix.sources.types import FETCH_METADATA, Offer, Release, WebFile

_TABLE = "torrent"


@dataclass(frozen=True, slots=True)
class Locator:
    """How a torrent was named to us: the bytes of a .torrent file, a magnet link, or both, read and checked.

    `name` is the torrent's own, `size_bytes` that of the file to watch; a magnet alone may say neither.
    """

    info_hash: bytes
    name: str
    size_bytes: int | None
    metainfo: bytes | None = None
    magnet: str | None = None

    @classmethod
    def from_metainfo(cls, content: bytes) -> "Locator":
        """Read a .torrent file.

        Raises:
            InvalidMetainfo: the bytes are none, or one not to be trusted.
            NoSuchFile: it holds nothing to watch.
        """
        info = parse_metainfo(content)
        file = choose_main_file(info.files)
        return cls(_one_of(info.info_hash_v1, info.info_hash_v2), info.name, file.size_bytes, metainfo=content)

    @classmethod
    def from_magnet(cls, link: str) -> "Locator":
        """Read a magnet link (BEP 9).

        Raises:
            InvalidMetainfo: the text is none.
        """
        magnet = parse_magnet(link)
        return cls(_one_of(magnet.info_hash_v1, magnet.info_hash_v2), magnet.name or "", None, magnet=link)

    @classmethod
    def from_request(cls, body: NewTitle) -> "Locator":
        """Read what somebody handed in.

        Raises:
            InvalidMetainfo: it is neither a .torrent nor a magnet link.
            NotATorrent: it is not even base64.
        """
        return cls.from_magnet(body.magnet) if body.magnet else cls.from_metainfo(body.content())


class Sources:
    """The room's service; sessions are opened by whoever calls."""

    def __init__(self, cipher: FieldCipher, jobs: Jobs, clock: Clock) -> None:
        self.ranking = Ranking(cipher, clock)
        self._offers = OfferBook(cipher, clock)
        self._cipher = cipher
        self._jobs = jobs
        self._clock = clock

    async def known_as(self, session: AsyncSession, locator: Locator) -> Playable | None:
        """What this torrent is already a source of."""
        torrent = await store.torrent_by_index(session, self._indexes(locator))
        if torrent is None:
            return None
        source = await store.source_of_torrent(session, torrent.id, None)
        return parse_playable(source.ref) if source else None

    async def is_unwanted(self, session: AsyncSession, locator: Locator) -> bool:
        """Whether the title that this torrent of the watched folder had become was removed."""
        torrent = await store.torrent_by_index(session, self._indexes(locator))
        return torrent is not None and torrent.dead_at == store.FOR_GOOD

    async def forget(self, session: AsyncSession, ref: str) -> list[str]:
        """Let go of every source of a title that is no more; answers the torrents that nothing plays from now."""
        return await store.forget_title(session, ref)

    async def add(
        self,
        session: AsyncSession,
        playable: Playable,
        locator: Locator,
        *,
        provider: str,
        file_index: int | None = None,
        stated: Stated = Stated(),  # noqa: B008  frozen
        seeders: int | None = None,
    ) -> str:
        """Note that `playable` can be had there, and return the source's id. The same torrent twice is one source."""
        torrent = await self._put_torrent(session, locator)
        torrent.seeders = torrent.seeders if seeders is None else max(seeders, torrent.seeders or 0)
        row = await store.source_of_torrent(session, torrent.id, playable)
        if row is None:
            row = SourceRow(id=new_id(), ref=str(playable), torrent_id=torrent.id, added_at=self._clock.now())
            session.add(row)
        row.provider, row.file_index, row.seen_at = provider, file_index, self._clock.now()
        put_facts(row, read_name(locator.name), stated)
        row.size_bytes = locator.size_bytes or row.size_bytes
        await session.flush()
        return row.id

    async def put_offers(self, session: AsyncSession, playable: Playable, offers: Sequence[Offer]) -> Taken:
        """Note that `playable` can be had in all these ways; see `OfferBook`."""
        taken = await self._offers.put(session, playable, offers)
        if isinstance(playable, Episode):
            for row in await store.unmapped_torrents(session, str(playable)):
                await self._map(session, row)
        return taken

    async def best_for(
        self, session: AsyncSession, playable: Playable, viewing: Viewing = ANYBODY, *, without: Collection[str] = ()
    ) -> Release:
        """The release to play when none is named; the sources `without` are passed over.

        Raises:
            NoSource: nothing is known for this title, or nothing that may play by itself.
            CorruptCiphertext: everything that is known is damaged.
        """
        damaged: CorruptCiphertext | None = None
        for entry in await self.ranking.in_order(session, playable, viewing):
            if entry.candidate.id in without:
                continue
            try:
                return await self.by_id(session, entry.candidate.id)
            except CorruptCiphertext as error:
                damaged = error  # the next best may be whole
        if damaged is not None:
            raise damaged
        raise NoSource(f"No source is known for {playable} yet; add one with `miauflix add`")

    async def by_id(self, session: AsyncSession, source_id: str) -> Release:
        """A release by its source id.

        Raises:
            UnknownSource: no source has this id.
        """
        found = await store.source_row(session, source_id)
        if found is None:
            raise UnknownSource("No source has this id")
        return self._release(*found)

    async def by_id_for(self, session: AsyncSession, source_id: str, playable: Playable) -> Release:
        """The named release, if it is one of this playable.

        Raises:
            UnknownSource: no source of this playable has this id.
        """
        release = await self.by_id(session, source_id)
        if release.playable != playable:
            raise UnknownSource(f"{playable} has no source with this id")
        return release

    async def torrent(self, session: AsyncSession, torrent_id: str) -> Torrent | None:
        """The torrent of that row, as the engine opens it."""
        row = await store.torrent_row(session, torrent_id)
        return self._torrent(row, None) if row else None

    async def learn_metainfo(self, session: AsyncSession, torrent_id: str, metainfo: bytes) -> None:
        """Keep the .torrent that a magnet's swarm handed over, and the size it tells."""
        row = await store.torrent_to_change(session, torrent_id)
        if row is None:
            return
        locator = Locator.from_metainfo(metainfo)
        row.file, row.file_at = self._seal(metainfo, "file", row.id), self._clock.now()
        for source in await store.whole_torrent_sources(session, torrent_id):
            source.size_bytes = locator.size_bytes
        await session.flush()
        await _name_titles(session, torrent_id, locator.name)
        await map_torrent(session, torrent_id, parse_metainfo(metainfo))

    async def map_known(self, session: AsyncSession, torrent_id: str) -> None:
        """Say of a torrent whose files are known which of them plays which episode."""
        row = await store.torrent_to_change(session, torrent_id)
        if row is not None:
            await self._map(session, row)

    async def _map(self, session: AsyncSession, row: TorrentRow) -> None:
        if row.file is not None:
            await map_torrent(session, row.id, parse_metainfo(self._open(row.file, "file", row.id)))

    async def lose_file(self, session: AsyncSession, source_id: str) -> None:
        """Its web server says that the file is gone: it plays no more, until a provider lists it again."""
        now = self._clock.now()
        await store.change_source(session, source_id, dead_at=now, checked_at=now)

    async def _put_torrent(self, session: AsyncSession, locator: Locator) -> TorrentRow:
        indexes = self._indexes(locator)
        known = await store.torrents_by_index(session, indexes)
        if not known:
            row_id = new_id()
            new = {
                "id": row_id,
                "ih": self._seal(locator.info_hash, "ih", row_id),
                "ih_index": self._index(locator),
                "name": self._seal(locator.name.encode(), "name", row_id),
                "gr": self._sealed_group(locator.name, row_id),
                "added_at": self._clock.now(),
                "stats_due_at": self._clock.now(),
            }
            await store.insert_if_new(session, TorrentRow, [new], unique=("ih_index",))
            known = await store.torrents_by_index(session, indexes)  # or that of a search, at this moment
        row = next(iter(known.values()))
        revive(row, self._clock.now())
        if locator.metainfo is not None:
            row.file, row.file_at = self._seal(locator.metainfo, "file", row.id), self._clock.now()
        if locator.magnet is not None:
            row.ml = self._seal(locator.magnet.encode(), "ml", row.id)
        await session.flush()
        if row.file is None:
            args: Args = {"torrent_id": row.id}
            await self._jobs.enqueue(session, FETCH_METADATA, args, dedupe_key=f"{FETCH_METADATA} {row.id}")
        return row

    def _release(self, source: SourceRow, torrent: TorrentRow | None) -> Release:
        if torrent is None:
            return self._web_release(source)
        return Release(
            source_id=source.id,
            playable=parse_playable(source.ref),
            name=self._open(torrent.name, "name", torrent.id).decode(),
            size_bytes=source.size_bytes,
            opens=self._torrent(torrent, source.file_index),
        )

    def _web_release(self, source: SourceRow) -> Release:
        def opened(sealed: bytes | None, column: str) -> str:
            return self._cipher.decrypt(sealed or b"", table="source", column=column, row=source.id).decode()

        return Release(
            source_id=source.id,
            playable=parse_playable(source.ref),
            name=opened(source.name, "name"),
            size_bytes=source.size_bytes,
            opens=WebFile(opened(source.url, "url")),
        )

    def _torrent(self, row: TorrentRow, file_index: int | None) -> Torrent:
        return Torrent(
            key=row.id,
            metainfo=self._open(row.file, "file", row.id) if row.file else None,
            magnet=self._open(row.ml, "ml", row.id).decode() if row.ml else None,
            file_index=file_index,
        )

    def _sealed_group(self, name: str, row: str) -> bytes | None:
        group = read_name(name).group
        return self._seal(group.encode(), "gr", row) if group else None

    def _index(self, locator: Locator) -> bytes:
        return self._cipher.blind_index(locator.info_hash, f"{_TABLE}.ih")

    def _indexes(self, locator: Locator) -> tuple[bytes, ...]:
        return self._cipher.blind_indexes(locator.info_hash, f"{_TABLE}.ih")

    def _seal(self, plain: bytes, column: str, row: str) -> bytes:
        return self._cipher.encrypt(plain, table=_TABLE, column=column, row=row)

    def _open(self, sealed: bytes, column: str, row: str) -> bytes:
        return self._cipher.decrypt(sealed, table=_TABLE, column=column, row=row)


def file_name(release: Release) -> str | None:
    """The name of the file that will play; None while a magnet's file list is not known."""
    if isinstance(release.opens, WebFile):
        return unquote(urlsplit(release.opens.url).path).rpartition("/")[2] or None
    if release.torrent.metainfo is None:
        return None
    files = parse_metainfo(release.torrent.metainfo).files
    index = release.torrent.file_index
    return choose_main_file(files).name if index is None else files[index].name


def _one_of(v1: bytes | None, v2: bytes | None) -> bytes:
    """The hash to know a torrent by: version 1 where there is one, because every magnet of a hybrid names it."""
    info_hash = v1 or v2
    if info_hash is None:
        raise ValueError("a torrent without a hash was let through")
    return info_hash


async def _name_titles(session: AsyncSession, torrent_id: str, torrent_name: str) -> None:
    """What was added by a bare magnet has no name until its swarm has told one."""
    name = name_for_people(torrent_name)
    if name is None:
        return
    for source in await store.sources_of_torrent(session, torrent_id):
        title = title_of(parse_playable(source.ref))
        if title is not None:
            await name_untitled(session, title, name)
