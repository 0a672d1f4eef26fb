"""Addresses that a torrent or magnet names: trackers (BEP 12) and web seeds (BEP 19).

Only schemes that libtorrent speaks are kept; what cannot be used is left out without a word, for one bad tracker
must not cost the film.
"""

from typing import Final
from urllib.parse import urlsplit

from miauflix.peers.bencode import Bencoded

MAX_TRACKERS: Final = 100
MAX_WEB_SEEDS: Final = 50
_MAX_URL_CHARS: Final = 2048
_TRACKER_SCHEMES: Final = frozenset({"http", "https", "udp", "ws", "wss"})
_WEB_SEED_SCHEMES: Final = frozenset({"http", "https"})

Tiers = tuple[tuple[str, ...], ...]


def trackers_of(outer: dict[bytes, Bencoded]) -> Tiers:
    """The tiers of `announce-list`, or the single `announce` where there is no list (BEP 12)."""
    tiers = outer.get(b"announce-list")
    if isinstance(tiers, list) and (found := tidy_tiers([_texts(tier) for tier in tiers])):
        return found
    return tidy_tiers([_texts(outer.get(b"announce"))])


def web_seeds_of(outer: dict[bytes, Bencoded]) -> tuple[str, ...]:
    """`url-list`, which is one string or a list of them (BEP 19)."""
    return tidy_web_seeds(_texts(outer.get(b"url-list")))


def tidy_tiers(tiers: list[list[str]]) -> Tiers:
    """Usable trackers, each once, at most `MAX_TRACKERS`, empty tiers left out."""
    seen: set[str] = set()
    kept: list[tuple[str, ...]] = []
    for tier in tiers:
        fresh = [url for url in dict.fromkeys(tier) if url not in seen and _is_usable(url, _TRACKER_SCHEMES)]
        fresh = fresh[: MAX_TRACKERS - len(seen)]
        seen.update(fresh)
        if fresh:
            kept.append(tuple(fresh))
    return tuple(kept)


def tidy_web_seeds(urls: list[str]) -> tuple[str, ...]:
    return tuple([url for url in dict.fromkeys(urls) if _is_usable(url, _WEB_SEED_SCHEMES)][:MAX_WEB_SEEDS])


def _texts(value: Bencoded | None) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text.decode("utf-8", errors="replace").strip() for text in values if isinstance(text, bytes)]


def _is_usable(url: str, schemes: frozenset[str]) -> bool:
    if len(url) > _MAX_URL_CHARS or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
        has_valid_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    return parts.scheme.lower() in schemes and bool(parts.hostname) and has_valid_port
