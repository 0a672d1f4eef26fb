"""Finding the nodes nearest to a hash, each asked on the way (BEP 5, after Kademlia), and what they say together."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from miauflix.sources.scraping.datagrams import Address
from miauflix.sources.scraping.dht.filters import count, joined
from miauflix.sources.scraping.dht.krpc import Answer
from miauflix.sources.scraping.types import Count

NEAREST: Final = 8  # Kademlia's k: that many nodes keep what is announced
_AT_ONCE: Final = 8
_MOST_ASKED: Final = 80
_NODES_KEPT: Final = 200


class Asks(Protocol):
    async def get_peers(self, node: Address, info_hash: bytes) -> Answer | None: ...


@dataclass(frozen=True, slots=True)
class Swarm:
    """What the DHT knows of a torrent; `count` is `None` where no node could say how many of the `peers` seed."""

    peers: int
    count: Count | None


@dataclass(slots=True)
class Lookup:
    """The way to one hash. `nodes` are ids by address, `None` where it is not known yet; they grow with the answers."""

    info_hash: bytes
    nodes: dict[Address, bytes | None]
    allows: Callable[[str], bool]
    answers: dict[Address, Answer] = field(default_factory=dict[Address, Answer])
    _asked: set[Address] = field(default_factory=set[Address])

    async def run(self, asks: Asks) -> Swarm | None:
        """Ask until the nearest that answer have all been asked; `None`: nobody answered, so nothing is known.

        Raises:
            VpnClosed: the guard closed.
        """
        while asked := self._next():
            self._asked.update(asked)
            told = await asyncio.gather(*(asks.get_peers(one, self.info_hash) for one in asked))
            for address, answer in zip(asked, told, strict=True):
                self._take(address, answer)
        return self._swarm() if self.answers else None

    def _next(self) -> list[Address]:
        """Whom to ask now: those that may be nearer than the eighth of those that answered."""
        bound = self._bound()
        left = (one for one in self.nodes if one not in self._asked)
        nearer = sorted((one for one in left if self._distance(one) < bound), key=self._distance)
        return nearer[: min(_AT_ONCE, _MOST_ASKED - len(self._asked))]

    def _bound(self) -> int:
        answered = sorted(map(self._distance, self.answers))
        return answered[NEAREST - 1] if len(answered) >= NEAREST else 1 << 160

    def _distance(self, node: Address) -> int:
        """By exclusive or, as numbers. A node whose id is not known comes first: it is here to point the way."""
        node_id = self.nodes[node]
        return -1 if node_id is None else int.from_bytes(node_id) ^ int.from_bytes(self.info_hash)

    def _take(self, address: Address, answer: Answer | None) -> None:
        if answer is None:
            del self.nodes[address]
            return
        self.nodes[address] = answer.node_id
        self.answers[address] = answer
        for one, node_id in answer.nodes.items():
            if len(self.nodes) < _NODES_KEPT and one not in self._asked and self.allows(one[0]):
                self.nodes.setdefault(one, node_id)

    def _swarm(self) -> Swarm:
        nearest = [self.answers[one] for one in sorted(self.answers, key=self._distance)[:NEAREST]]
        peers = frozenset[bytes]().union(*(one.peers for one in nearest))
        seeds = [one.seeds for one in nearest if one.seeds is not None]
        downloads = [one.downloads for one in nearest if one.downloads is not None]
        counted = Count(count(joined(seeds)), count(joined(downloads)))
        return Swarm(len(peers), counted if counted.seeders or counted.leechers else None)


def nearest_of(nodes: Mapping[Address, bytes], info_hash: bytes, most: int) -> dict[Address, bytes | None]:
    target = int.from_bytes(info_hash)
    chosen = sorted(nodes, key=lambda one: int.from_bytes(nodes[one]) ^ target)[:most]
    return {one: nodes[one] for one in chosen}
