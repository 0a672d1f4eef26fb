"""Magnet links (BEP 9, BEP 53, and `btmh` of BEP 52): the little that stands in for a .torrent file."""

import base64
import binascii
import ipaddress
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from miauflix.kit.sentences import Sentence
from miauflix.peers.errors import InvalidMetainfo
from miauflix.peers.links import Tiers, tidy_tiers, tidy_web_seeds
from miauflix.peers.paths import safe_part

_NO_MAGNET: Final = Sentence("magnet_unfit", "A magnet link begins with magnet:? and is at most 16 KiB long")
_NO_HASH: Final = Sentence(
    "magnet_without_hash", "The magnet link names no BitTorrent hash (xt=urn:btih:… or urn:btmh:…)"
)

MAX_MAGNET_CHARS: Final = 16_384
MAX_PEERS: Final = 50
_MAX_SELECTED: Final = 10_000
_NUMBERED = re.compile(r"(xt|tr|ws|x\.pe)\.[0-9]+")  # `tr.1=`, an older way to repeat a key
_SELECTION = re.compile(r"([0-9]{1,6})(?:-([0-9]{1,6}))?", re.ASCII)
_MULTIHASH_SHA256 = "1220"  # multihash: function 0x12 (sha2-256), 0x20 bytes


@dataclass(frozen=True, slots=True)
class Magnet:
    """A parsed link. `peers` are (address, port); `selected` are the file indices of `so`, in order, often empty."""

    info_hash_v1: bytes | None
    info_hash_v2: bytes | None
    name: str | None
    trackers: Tiers
    web_seeds: tuple[str, ...]
    peers: tuple[tuple[str, int], ...]
    selected: tuple[int, ...]


def parse_magnet(link: str) -> Magnet:
    """Read a magnet link.

    Raises:
        InvalidMetainfo: it is not one, or names no BitTorrent hash that can be read.
    """
    scheme, _, query = link.strip().partition("?")
    if scheme.lower() != "magnet:" or len(link) > MAX_MAGNET_CHARS:
        raise InvalidMetainfo(_NO_MAGNET())
    values = _fields(query)
    v1, v2 = _hashes(values.get("xt", []))
    return Magnet(
        info_hash_v1=v1,
        info_hash_v2=v2,
        name=_name(values.get("dn", [])),
        # Each `tr` is a tier of its own, as in libtorrent: a magnet has no way to say that two are equal.
        trackers=tidy_tiers([[url.strip()] for url in values.get("tr", [])]),
        web_seeds=tidy_web_seeds([url.strip() for url in values.get("ws", [])]),
        peers=_peers(values.get("x.pe", [])),
        selected=_selection(values.get("so", [])),
    )


def _fields(query: str) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    try:
        pairs = parse_qsl(query, max_num_fields=1000)
    except ValueError as error:
        raise InvalidMetainfo("The magnet link has too many fields") from error
    for key, value in pairs:
        lowered = key.lower()
        values.setdefault(lowered.rpartition(".")[0] if _NUMBERED.fullmatch(lowered) else lowered, []).append(value)
    return values


def _hashes(topics: list[str]) -> tuple[bytes | None, bytes | None]:
    v1 = next((found for topic in topics if (found := _btih(topic))), None)
    v2 = next((found for topic in topics if (found := _btmh(topic))), None)
    if v1 is None and v2 is None:
        raise InvalidMetainfo(_NO_HASH())
    return v1, v2


def _btih(topic: str) -> bytes | None:
    text = _after(topic, "urn:btih:")
    try:
        match len(text):
            case 40:
                return binascii.unhexlify(text)
            case 32:
                return base64.b32decode(text.upper())
            case _:
                return None
    except ValueError:
        return None


def _btmh(topic: str) -> bytes | None:
    text = _after(topic, "urn:btmh:").lower()
    if len(text) != 68 or not text.startswith(_MULTIHASH_SHA256):
        return None
    try:
        return binascii.unhexlify(text[4:])
    except ValueError:
        return None


def _after(topic: str, prefix: str) -> str:
    return topic[len(prefix) :].strip() if topic.lower().startswith(prefix) else ""


def _name(names: list[str]) -> str | None:
    try:
        return safe_part(names[0].encode()) if names else None
    except InvalidMetainfo:
        return None  # only a label: the hash decides what is fetched


def _peers(texts: list[str]) -> tuple[tuple[str, int], ...]:
    """Addresses only: a host name would be looked up outside the guard."""
    found: list[tuple[str, int]] = []
    for text in texts[:MAX_PEERS]:
        host, _, port = text.rpartition(":")
        try:
            address = ipaddress.ip_address(host.removeprefix("[").removesuffix("]"))
        except ValueError:
            continue
        if port.isascii() and port.isdigit() and 0 < int(port) < 65536:
            found.append((str(address), int(port)))
    return tuple(dict.fromkeys(found))


def _selection(texts: list[str]) -> tuple[int, ...]:
    """`so=0,2,4-6` (BEP 53)."""
    chosen: dict[int, None] = {}
    for match in (_SELECTION.fullmatch(part) for text in texts for part in text.split(",")):
        if match is None:
            continue
        first, last = int(match[1]), int(match[2] or match[1])
        chosen.update(dict.fromkeys(range(first, min(last + 1, first + _MAX_SELECTED))))
        if len(chosen) > _MAX_SELECTED:
            break
    return tuple(chosen)[:_MAX_SELECTED]
