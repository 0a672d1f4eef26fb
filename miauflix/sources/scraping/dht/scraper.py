"""Asking the DHT about many torrents, several lookups side by side, over one socket."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import AsyncExitStack
from typing import Final

from miauflix.kit.sentences import Sentence
from miauflix.peers import Sockets, VpnClosed
from miauflix.sources.scraping.datagrams import Address, speaking
from miauflix.sources.scraping.dht.krpc import Answer, Krpc, question_of
from miauflix.sources.scraping.dht.lookup import Asks, Lookup, Swarm, nearest_of
from miauflix.sources.scraping.types import ScrapeFailed
from miauflix.sources.scraping.where import Allows

Neighbours = Callable[[], Awaitable[Sequence[Address]]]
_NO_WAY_OUT: Final = Sentence("dht_no_way_out", "there is no way out to the DHT")
_NO_NODE: Final = Sentence("dht_no_node", "no node of the DHT is known yet")
_LOOKUPS_AT_ONCE: Final = 8
_BEGIN_WITH: Final = 16
_NODES_KNOWN: Final = 2_000
_HASH_BYTES: Final = 20


class DhtScraper:
    """`neighbours` are nodes to begin with, none while there is no way into the DHT; `allows` as of trackers."""

    def __init__(self, sockets: Sockets, allows: Allows, neighbours: Neighbours) -> None:
        self._sockets = sockets
        self._allows = allows
        self._neighbours = neighbours

    async def scrape(self, hashes: Iterable[bytes]) -> dict[bytes, Swarm]:
        """The swarms by info hash; version 2 is looked for by its beginning (BEP 52).

        A hash that no node answered for is left out: nothing is known of it, not even that nobody has it.

        Raises:
            VpnClosed: the guard is closed, or closed meanwhile. ScrapeFailed: there is no way into the DHT.
        """
        async with AsyncExitStack() as stack:
            try:
                made = self._sockets.udp(socket.AF_INET)
                datagrams = await stack.enter_async_context(speaking(made, question_of))
            except OSError as error:
                raise ScrapeFailed(_NO_WAY_OUT()) from error
            neighbours = await self._neighbours()
            if not neighbours:
                raise ScrapeFailed(_NO_NODE())
            known = _Known(neighbours)
            return await _look_all_up(hashes, known, _Guarded(Krpc(datagrams), self._sockets), self._allows)


async def _look_all_up(hashes: Iterable[bytes], known: "_Known", asks: Asks, allows: Allows) -> dict[bytes, Swarm]:
    found: dict[bytes, Swarm] = {}
    places = asyncio.Semaphore(_LOOKUPS_AT_ONCE)

    async def look_up(one: bytes) -> None:
        short = one[:_HASH_BYTES]
        async with places:
            lookup = Lookup(short, known.near(short), allows)
            swarm = await lookup.run(asks)
            known.learn(lookup)
            if swarm is not None:
                found[one] = swarm

    try:
        async with asyncio.TaskGroup() as lookups:
            for one in hashes:
                lookups.create_task(look_up(one))
    except* VpnClosed as closed:
        raise VpnClosed(str(closed.exceptions[0])) from None
    return found


class _Guarded:
    """Asks only while the guard is open: a lookup outlasts many a tunnel."""

    def __init__(self, krpc: Krpc, sockets: Sockets) -> None:
        self._krpc = krpc
        self._sockets = sockets

    async def get_peers(self, node: Address, info_hash: bytes) -> Answer | None:
        self._sockets.must_be_open()
        return await self._krpc.get_peers(node, info_hash)


class _Known:
    """Nodes that answered, so that the next lookup begins nearer to its end and not always with the same ones."""

    def __init__(self, neighbours: Iterable[Address]) -> None:
        self._neighbours = dict.fromkeys(list(neighbours)[:_BEGIN_WITH])
        self._ids: dict[Address, bytes] = {}

    def near(self, info_hash: bytes) -> dict[Address, bytes | None]:
        near = nearest_of(self._ids, info_hash, _BEGIN_WITH)
        return near if len(near) == _BEGIN_WITH else {**self._neighbours, **near}

    def learn(self, lookup: Lookup) -> None:
        for address, answer in lookup.answers.items():
            if len(self._ids) < _NODES_KNOWN:
                self._ids[address] = answer.node_id
