"""One release, offered by many: the same torrent, or the same file, is one offer with the best that each says."""

from collections.abc import Iterable
from dataclasses import replace

from miauflix.sources.types import Offer

_MOST_TRACKERS = 100


class Merger:
    """Takes offers as they come and knows each release once, by info hash or by address."""

    def __init__(self) -> None:
        self._known: dict[str, Offer] = {}

    @property
    def offers(self) -> list[Offer]:
        return list(self._known.values())

    def take(self, offers: Iterable[Offer]) -> list[Offer]:
        """Those of the releases that are new or say more than before, as they stand now."""
        changed: dict[str, Offer] = {}
        for offer in offers:
            key = key_of(offer)
            if key is None:
                continue
            known = self._known.get(key)
            merged = offer if known is None else merge(known, offer)
            if merged != known:
                self._known[key] = changed[key] = merged
        return list(changed.values())


def key_of(offer: Offer) -> str | None:
    """What makes two offers one. An offer whose torrent must be fetched first to be known has none yet."""
    return offer.info_hash or offer.http_url


def merge(first: Offer, second: Offer) -> Offer:
    """Both in one: the most seeders, all trackers, what only one of them knows.

    Name and provider are those of the first, unless the second has more seeders and so is the better known.
    """
    ahead, behind = (second, first) if (second.seeders or 0) > (first.seeders or 0) else (first, second)
    return replace(
        ahead,
        magnet=ahead.magnet or behind.magnet,
        metainfo=ahead.metainfo or behind.metainfo,
        torrent_url=ahead.torrent_url or behind.torrent_url,
        size_bytes=ahead.size_bytes or behind.size_bytes,
        seeders=_most(ahead.seeders, behind.seeders),
        leechers=_most(ahead.leechers, behind.leechers),
        published_at=min(filter(None, (ahead.published_at, behind.published_at)), default=None),
        trackers=tuple(dict.fromkeys((*first.trackers, *second.trackers)))[:_MOST_TRACKERS],
        file_index=behind.file_index if ahead.file_index is None else ahead.file_index,
        imdb_id=ahead.imdb_id or behind.imdb_id,
        resolution=ahead.resolution or behind.resolution,
        quality=ahead.quality or behind.quality,
        codec=ahead.codec or behind.codec,
        language=ahead.language or behind.language,
    )


def _most(one: int | None, other: int | None) -> int | None:
    known = [number for number in (one, other) if number is not None]
    return max(known) if known else None
