"""One question to one node of the DHT: `get_peers` (BEP 5) that asks for the size of the swarm too (BEP 33).

We ask and do not serve: every question says so (`ro`, BEP 43), so that no node keeps our address in its table.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from miauflix.peers import ENDPOINT_BYTES, Bencoded, InvalidMetainfo, compact_endpoints, decode_bencode
from miauflix.sources.scraping.datagrams import Address, Datagrams
from miauflix.sources.scraping.dht.filters import FILTER_BYTES
from miauflix.sources.scraping.types import ScrapeFailed

WITHIN_S: Final = 2.0
_ID_BYTES: Final = 20
_MOST_NODES: Final = 16  # the BEP says 8
_MOST_BYTES: Final = 4096
_QUESTION: Final = b"d1:ad2:id20:%s9:info_hash20:%s6:scrapei1ee1:q9:get_peers2:roi1e1:t4:%s1:y1:qe"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a node says of a torrent. `nodes` are ids by address; the filters are `None` of a node without BEP 33."""

    node_id: bytes
    nodes: dict[Address, bytes]
    peers: frozenset[bytes]
    seeds: bytes | None
    downloads: bytes | None


class Krpc:
    """Asks nodes, under an id that lasts as long as this."""

    def __init__(self, datagrams: Datagrams) -> None:
        self._datagrams = datagrams
        self._id = secrets.token_bytes(_ID_BYTES)

    async def get_peers(self, node: Address, info_hash: bytes) -> Answer | None:
        """What this node says of the torrent; `None`: nothing, or nothing that could be read."""
        transaction = secrets.token_bytes(4)
        question = _QUESTION % (self._id, info_hash, transaction)
        try:
            return read(await self._datagrams.ask((node, transaction), question, WITHIN_S, node))
        except (TimeoutError, ScrapeFailed, OSError):
            return None


def question_of(datagram: bytes, sender: Address) -> tuple[Address, bytes] | None:
    """Which question this answers: the one of that transaction, to that node."""
    message = _message(datagram)
    transaction = message.get(b"t")
    return (sender[:2], transaction) if isinstance(transaction, bytes) else None


def read(datagram: bytes) -> Answer | None:
    body = _message(datagram).get(b"r")
    if not isinstance(body, dict):
        return None
    node_id = body.get(b"id")
    if not isinstance(node_id, bytes) or len(node_id) != _ID_BYTES:
        return None
    return Answer(
        node_id=node_id,
        nodes=dict(_nodes(body.get(b"nodes"))),
        peers=frozenset(_peers(body.get(b"values"))),
        seeds=_filter(body, b"BFsd"),
        downloads=_filter(body, b"BFpe"),
    )


def _nodes(compact: Bencoded | None) -> Iterator[tuple[Address, bytes]]:
    each = _ID_BYTES + ENDPOINT_BYTES
    if isinstance(compact, bytes):
        for at in range(0, min(len(compact) - each + 1, _MOST_NODES * each), each):
            for address in compact_endpoints(compact[at + _ID_BYTES : at + each]):
                yield address, compact[at : at + _ID_BYTES]


def _peers(values: Bencoded | None) -> Iterator[bytes]:
    for one in values if isinstance(values, list) else ():
        if isinstance(one, bytes) and len(one) == ENDPOINT_BYTES:
            yield one


def _filter(body: dict[bytes, Bencoded], name: bytes) -> bytes | None:
    found = body.get(name)
    return found if isinstance(found, bytes) and len(found) == FILTER_BYTES else None


def _message(datagram: bytes) -> dict[bytes, Bencoded]:
    try:
        message = decode_bencode(datagram) if len(datagram) <= _MOST_BYTES else None
    except InvalidMetainfo:
        message = None
    return message if isinstance(message, dict) else {}
