"""The .torrent files of the open films, from where their publisher puts them.

With it a film plays from its web seed alone, even where only HTTPS gets out, and no swarm hears of a house before
somebody presses Play. Without it there is still the magnet link, whose swarm hands over the same file.
"""

from collections.abc import Awaitable, Callable

import structlog

from miauflix.demo.types import Guest
from miauflix.infra.outbound import Outbound, OutboundError
from miauflix.peers import InvalidMetainfo, parse_metainfo

_log = structlog.get_logger(__name__)

Fetch = Callable[[Guest], Awaitable[bytes | None]]

_LARGEST_BYTES = 1 << 20  # they are of 20 to 60 KB
_PATIENCE_S = 10


def fetch_with(outbound: Outbound) -> Fetch:
    """A way to get a guest's .torrent: its bytes, or None where they cannot be had right now."""

    async def fetch(guest: Guest) -> bytes | None:
        try:
            answer = await outbound.get(guest.torrent_url, max_bytes=_LARGEST_BYTES, total_s=_PATIENCE_S)
        except OutboundError as error:
            _log.info("demo.no_torrent_file", film=guest.torrent_name, reason=str(error))
            return None
        return answer.body if answer.is_success and is_of(guest, answer.body) else None

    return fetch


def is_of(guest: Guest, content: bytes) -> bool:
    """Whether `content` is the very torrent that the guest's hash names, whoever handed it over."""
    try:
        info_hash = parse_metainfo(content).info_hash_v1
    except InvalidMetainfo:
        return False
    return info_hash == bytes.fromhex(guest.info_hash)
