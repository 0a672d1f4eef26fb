"""HTTP trackers (BEP 48): `announce` in the address becomes `scrape`, and the answer is a bencoded dictionary."""

from collections.abc import Sequence
from typing import Final
from urllib.parse import quote_from_bytes

from miauflix.peers import Bencoded, InvalidMetainfo, Sockets, decode_bencode
from miauflix.sources.scraping import web
from miauflix.sources.scraping.types import Count, Counts, ScrapeFailed
from miauflix.sources.scraping.where import Where

BATCH: Final = 50  # 4 KB of address, which every server takes
_HASH_BYTES: Final = 20


async def scrape(where: Where, hashes: Sequence[bytes], sockets: Sockets) -> Counts:
    """What this tracker knows of the torrents.

    Raises:
        ScrapeFailed: it cannot be asked. VpnClosed: nothing may leave now.
    """
    found: dict[bytes, Count] = {}
    asked = [one[:_HASH_BYTES] for one in hashes]
    for start in range(0, len(asked), BATCH):
        body = await web.get(where, _target(where, asked[start : start + BATCH]), sockets)
        found |= _counts(body, where.host)
    return {one: found[short] for one, short in zip(hashes, asked, strict=True) if short in found}


def _target(where: Where, hashes: Sequence[bytes]) -> str:
    folder, _, name = where.url.path.rpartition("/")
    query = "&".join(f"info_hash={quote_from_bytes(one, safe='')}" for one in hashes)
    kept = f"{where.url.query}&" if where.url.query else ""  # private trackers keep a passkey there
    return f"{folder}/{name.replace('announce', 'scrape', 1)}?{kept}{query}"


def _counts(body: bytes, host: str) -> dict[bytes, Count]:
    try:
        answer = decode_bencode(body)
    except InvalidMetainfo as error:
        raise ScrapeFailed(f"{host} answered nonsense") from error
    files = answer.get(b"files") if isinstance(answer, dict) else None
    if not isinstance(files, dict):
        raise ScrapeFailed(f"{host} refused")
    return {one: count for one, counts in files.items() if isinstance(counts, dict) and (count := _count(counts))}


def _count(counts: dict[bytes, Bencoded]) -> Count | None:
    seeders, leechers, downloaded = (counts.get(name) for name in (b"complete", b"incomplete", b"downloaded"))
    if not isinstance(seeders, int) or not isinstance(leechers, int) or min(seeders, leechers) < 0:
        return None
    return Count(seeders, leechers) if seeders or leechers or downloaded else None  # all zeros: it was never there
