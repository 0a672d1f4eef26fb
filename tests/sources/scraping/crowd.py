"""A tracker that knows many torrents: opentracker, told of them by announces."""

import hashlib
from dataclasses import dataclass
from typing import cast

import httpx2

from tests.services.torrents import LabTorrent
from tests.services.trackers import OpenTracker


@dataclass(frozen=True)
class _Hash:
    info_hash: str


def hashes(count: int) -> list[bytes]:
    return [hashlib.sha1(b"%d" % number, usedforsecurity=False).digest() for number in range(count)]


def tracker_of(known: list[bytes]) -> OpenTracker:
    """One that would track these, once somebody announces."""
    return OpenTracker(*(cast("LabTorrent", _Hash(one.hex())) for one in known))


async def announce(tracker: OpenTracker, info_hash: bytes, *, left: int, peer: int = 0) -> None:
    """Be a peer of the torrent; one with nothing left is a seeder."""
    escaped = "".join(f"%{byte:02x}" for byte in info_hash)
    query = f"info_hash={escaped}&peer_id={peer:020}&port={7000 + peer}&uploaded=0&downloaded=0&left={left}&compact=1"
    async with httpx2.AsyncClient() as client:
        answer = await client.get(f"{tracker.http_url}?{query}")
    assert b"interval" in answer.content, answer.content
