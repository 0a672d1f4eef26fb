"""Peers and nodes as trackers and the DHT pack them (BEP 5, BEP 23)."""

from collections.abc import Iterator
from ipaddress import IPv4Address
from typing import Final

ENDPOINT_BYTES: Final = 6


def endpoints(compact: bytes) -> Iterator[tuple[str, int]]:
    """Address and port of each: four bytes of IPv4 and two, most significant first; port 0 is nobody.

    >>> list(endpoints(bytes([127, 0, 0, 1, 26, 225])))
    [('127.0.0.1', 6881)]
    """
    for at in range(0, len(compact) - ENDPOINT_BYTES + 1, ENDPOINT_BYTES):
        if port := int.from_bytes(compact[at + 4 : at + 6]):
            yield str(IPv4Address(compact[at : at + 4])), port
