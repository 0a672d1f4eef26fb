"""Taking in what providers offer: each torrent and each file once, sealed, with what is newly known of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.infra.cipher import FieldCipher
from miauflix.kit.clock import Clock
from miauflix.kit.ids import new_id
from miauflix.kit.playable import Playable
from miauflix.peers import InvalidMetainfo, parse_magnet
from miauflix.sources import store
from miauflix.sources.facts import Stated, put_facts, read_name
from miauflix.sources.tables import SourceRow, TorrentRow
from miauflix.sources.types import Offer

_SCRAPED_LATELY: Final = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Taken:
    """`new` of the sources were not known before."""

    new: int
    known: int


class OfferBook:
    """Writes offers. A release that is already there gets what the offer says more; nothing that is known is lost."""

    def __init__(self, cipher: FieldCipher, clock: Clock) -> None:
        self._cipher = cipher
        self._clock = clock

    async def put(self, session: AsyncSession, playable: Playable, offers: Sequence[Offer]) -> Taken:
        """`offers` are merged: each torrent and each file among them once. Those that name neither are left out."""
        ref = str(playable)
        before = await store.count_sources(session, ref)
        torrents = {self._index(bytes.fromhex(one.info_hash), "torrent.ih"): one for one in offers if one.info_hash}
        files = {self._index(one.http_url.encode(), "source.url"): one for one in offers if one.http_url}
        await self._put_torrents(session, ref, torrents)
        await self._put_files(session, ref, files)
        await session.flush()
        new = await store.count_sources(session, ref) - before
        return Taken(new=new, known=len(torrents) + len(files) - new)

    async def _put_torrents(self, session: AsyncSession, ref: str, offers: dict[bytes, Offer]) -> None:
        if not offers:
            return
        known = await self._known_torrents(session, offers)
        missing = [self._new_torrent(index, offers[index]) for index in sorted(offers.keys() - known.keys())]
        if missing:
            await store.insert_if_new(session, TorrentRow, missing, unique=("ih_index",))
            known = await self._known_torrents(session, offers)
        for index, row in known.items():
            self._learn(row, offers[index])
        by_torrent = {row.id: offers[index] for index, row in known.items()}
        rows = [self._new_source(ref, one, torrent_id=torrent_id) for torrent_id, one in sorted(by_torrent.items())]
        await store.insert_if_new(session, SourceRow, rows, unique=("ref", "torrent_id"))
        for source in await store.sources_of_ref(session, ref):
            if source.torrent_id in by_torrent:
                self._describe(source, by_torrent[source.torrent_id])

    async def _put_files(self, session: AsyncSession, ref: str, offers: dict[bytes, Offer]) -> None:
        if not offers:
            return
        names = self._names({index: (one.http_url or "").encode() for index, one in offers.items()}, "source.url")
        known = {names.get(one.url_index or b"") for one in await store.sources_of_ref(session, ref)}
        rows = [self._new_file(ref, index, offers[index]) for index in sorted(offers.keys() - known)]
        if rows:
            await store.insert_if_new(session, SourceRow, rows, unique=("ref", "url_index"))
        for source in await store.sources_of_ref(session, ref):
            if (index := names.get(source.url_index or b"")) is not None:
                self._describe(source, offers[index])

    async def _known_torrents(self, session: AsyncSession, offers: dict[bytes, Offer]) -> dict[bytes, TorrentRow]:
        """Those that are there, by the index of the offer."""
        hashes = {index: bytes.fromhex(one.info_hash or "") for index, one in offers.items()}
        names = self._names(hashes, "torrent.ih")
        return {names[index]: row for index, row in (await store.torrents_by_index(session, names)).items()}

    def _names(self, values: dict[bytes, bytes], purpose: str) -> dict[bytes, bytes]:
        """Each value's index under the writing key, by its indexes under all keys: rows may have another while keys are
        changed."""
        return {other: index for index, value in values.items() for other in self._cipher.blind_indexes(value, purpose)}

    def _new_torrent(self, index: bytes, offer: Offer) -> dict[str, Any]:
        row_id, now, group = new_id(), self._clock.now(), read_name(offer.name).group
        return {
            "id": row_id,
            "ih": self._seal(bytes.fromhex(offer.info_hash or ""), "torrent", "ih", row_id),
            "ih_index": index,
            "ml": self._seal(magnet_of(offer).encode(), "torrent", "ml", row_id),
            "name": self._seal(offer.name.encode(), "torrent", "name", row_id),
            "gr": self._seal(group.encode(), "torrent", "gr", row_id) if group else None,
            "stats_misses": 0,
            "file_misses": 0,
            "file_due_at": now,
            "stats_due_at": now,
            "added_at": now,
        }

    def _new_source(self, ref: str, offer: Offer, *, torrent_id: str | None) -> dict[str, Any]:
        made: dict[str, Any] = {"id": new_id(), "ref": ref, "torrent_id": torrent_id, "provider": offer.provider}
        flags = dict.fromkeys(("is_proper", "is_pack", "is_three_d", "has_burnt_in_subs"), False)
        return {**made, **flags, "added_at": self._clock.now()}

    def _new_file(self, ref: str, index: bytes, offer: Offer) -> dict[str, Any]:
        made = self._new_source(ref, offer, torrent_id=None)
        url = self._seal((offer.http_url or "").encode(), "source", "url", made["id"])
        name = self._seal(offer.name.encode(), "source", "name", made["id"])
        return {**made, "url": url, "url_index": index, "name": name}

    def _learn(self, row: TorrentRow, offer: Offer) -> None:
        revive(row, self._clock.now())
        row.size_bytes = row.size_bytes or offer.size_bytes
        row.seeders = _newer(row.seeders, offer.seeders, row.stats_at, self._clock.now())
        row.leechers = _newer(row.leechers, offer.leechers, row.stats_at, self._clock.now())
        row.published_at = min(filter(None, (row.published_at, offer.published_at)), default=None)
        if offer.metainfo and row.file is None:
            row.file, row.file_at = self._seal(offer.metainfo, "torrent", "file", row.id), self._clock.now()
            row.file_due_at = None
        if offer.torrent_url and row.file is None:
            row.tu = self._seal(offer.torrent_url.encode(), "torrent", "tu", row.id)
        if offer.trackers or row.ml is None:
            self._add_trackers(row, offer)

    def _add_trackers(self, row: TorrentRow, offer: Offer) -> None:
        """The magnet as it was, peers and web seeds included, and the trackers of the offer behind it."""
        known = self._open(row.ml, "ml", row.id) if row.ml else _magnet(offer.info_hash or "", offer.name, ())
        new = [url for url in offer.trackers if url not in _trackers_in(known)]
        if new or row.ml is None:
            row.ml = self._seal((known + _told(new)).encode(), "torrent", "ml", row.id)

    def _describe(self, source: SourceRow, offer: Offer) -> None:
        stated = Stated(quality=offer.quality, resolution=offer.resolution, codec=offer.codec, language=offer.language)
        put_facts(source, read_name(offer.name), stated)
        source.seen_at, source.dead_at = self._clock.now(), None
        source.is_pack = offer.is_pack
        if offer.file_index is not None:
            source.file_index = offer.file_index
        if not offer.is_pack:  # a pack's size is that of all its files
            source.size_bytes = offer.size_bytes or source.size_bytes

    def _index(self, value: bytes, purpose: str) -> bytes:
        return self._cipher.blind_index(value, purpose)

    def _seal(self, plain: bytes, table: str, column: str, row: str) -> bytes:
        return self._cipher.encrypt(plain, table=table, column=column, row=row)

    def _open(self, sealed: bytes, column: str, row: str) -> str:
        return self._cipher.decrypt(sealed, table="torrent", column=column, row=row).decode()


def revive(row: TorrentRow, now: datetime) -> None:
    """Somebody offers it again: its swarm and its .torrent are asked for as if it were new."""
    if row.dead_at is None:
        return
    row.dead_at, row.stats_due_at, row.stats_misses = None, now, 0
    if row.file is None:
        row.file_due_at, row.file_misses = now, 0


def magnet_of(offer: Offer) -> str:
    """The offer's magnet link, or one made of its hash, name and trackers."""
    return offer.magnet or _magnet(offer.info_hash or "", offer.name, offer.trackers)


def _magnet(info_hash: str, name: str, trackers: Sequence[str]) -> str:
    return f"magnet:?xt=urn:btih:{info_hash}&dn={quote(name, safe='')}{_told(trackers)}"


def _told(trackers: Sequence[str]) -> str:
    return "".join(f"&tr={quote(url, safe='')}" for url in trackers)


def _trackers_in(magnet: str) -> tuple[str, ...]:
    try:
        return tuple(url for tier in parse_magnet(magnet).trackers for url in tier)
    except InvalidMetainfo:
        return ()


def _newer(known: int | None, offered: int | None, asked_at: datetime | None, now: datetime) -> int | None:
    """What a provider says counts, unless a tracker was asked a moment ago and knows of more."""
    if offered is None or known is None:
        return known if offered is None else offered
    return max(known, offered) if asked_at and now - asked_at < _SCRAPED_LATELY else offered
