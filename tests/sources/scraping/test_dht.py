"""The size of swarms by the DHT: of real nodes on loopback, and of nodes that are dead, silent or lie."""

import asyncio
import hashlib
from collections.abc import Iterable, Sequence
from ipaddress import ip_address
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miauflix.peers import AlwaysOpen, Sockets, VpnClosed
from miauflix.peers.guard import Closed, ManualGuard
from miauflix.sources.scraping import Count, DhtScraper, ScrapeFailed, Swarm
from miauflix.sources.scraping.datagrams import Address
from miauflix.sources.scraping.dht import krpc
from miauflix.sources.scraping.dht.filters import FILTER_BYTES, count, joined
from miauflix.sources.scraping.dht.lookup import NEAREST, Lookup
from tests.services.dht import Dht
from tests.sources.scraping.crowd import hashes

TARGET = bytes(20)
NAMES_OTHERS = b"d1:rd2:id20:%s5:nodes26:%se1:t4:%s1:y1:re"


def scraper(*neighbours: Address, guard: ManualGuard | None = None) -> DhtScraper:
    async def nodes() -> Sequence[Address]:
        return neighbours

    return DhtScraper(Sockets(guard or AlwaysOpen()), lambda _: True, nodes)


async def test_a_real_dht_tells_how_many_seed_and_what_nobody_announced_stays_unknown() -> None:
    one, other, unknown = hashes(3)
    version_2 = hashlib.sha256(b"version 2").digest()
    async with Dht() as dht:
        await dht.announce(one, seeds=5, downloads=3)
        await dht.announce(other, seeds=0, downloads=2)
        await dht.announce(version_2[:20], seeds=1)
        found = await scraper(dht.nodes[0]).scrape([one, other, version_2, unknown])
    assert {key: swarm.count for key, swarm in found.items()} == {
        one: Count(5, 3),
        other: Count(0, 2),
        version_2: Count(1, 0),
        unknown: None,
    }


async def test_without_a_way_in_it_says_so() -> None:
    with pytest.raises(ScrapeFailed, match="no node"):
        await scraper().scrape(hashes(3))


async def test_a_closed_guard_lets_nothing_out_nor_does_one_that_closes_on_the_way() -> None:
    guard = ManualGuard(Closed("the tunnel is down"))
    async with Dht(size=2) as dht:
        with pytest.raises(VpnClosed, match="tunnel"):
            await scraper(dht.nodes[0], guard=guard).scrape(hashes(1))

    heard: list[bytes] = []

    class Closes(asyncio.DatagramProtocol):
        """A node whose answer names others, and comes when the guard has just closed."""

        def datagram_received(self, data: bytes, addr: Address) -> None:
            heard.append(data)
            guard.set(Closed("the tunnel is down"))
            transaction = data[data.index(b"1:t4:") + 5 :][:4]
            transport.sendto(NAMES_OTHERS % (b"a" * 20, b"b" * 20 + here, transaction), addr)

    guard = ManualGuard()
    transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(Closes, local_addr=("127.0.0.1", 0))
    address: Address = transport.get_extra_info("sockname")
    here = ip_address("127.0.0.2").packed + address[1].to_bytes(2)
    with pytest.raises(VpnClosed, match="tunnel"):
        await scraper(address, guard=guard).scrape([TARGET])
    transport.close()
    assert len(heard) == 1


# --- Bloom filters -----------------------------------------------------------------------------------------------


def bloom(addresses: Iterable[str]) -> bytes:
    """As a node makes it (BEP 33): two bits of each address, from the beginning of its SHA-1."""
    bits = bytearray(FILTER_BYTES)
    for one in addresses:
        digest = hashlib.sha1(ip_address(one).packed, usedforsecurity=False).digest()
        for at in (0, 2):
            index = int.from_bytes(digest[at : at + 2], "little") % (8 * FILTER_BYTES)
            bits[index // 8] |= 1 << index % 8
    return bytes(bits)


def test_the_example_of_the_bep_is_counted_as_it_says() -> None:
    there = [*(f"192.0.2.{low}" for low in range(256)), *(f"2001:db8::{low:x}" for low in range(0x3E8))]
    assert count(bloom(there)) == 1225
    assert (count(bloom([])), count(b"\xff" * FILTER_BYTES)) == (0, 7806)


def test_one_liar_among_many_changes_nothing_and_a_node_that_knows_less_takes_nothing_away() -> None:
    true, liar = bloom(["192.0.2.1", "192.0.2.2"]), b"\xff" * FILTER_BYTES
    assert count(joined([true, liar, true, bloom([])])) == 2
    assert count(joined([bloom(["192.0.2.1"]), bloom(["192.0.2.2"])])) == 2, "of two, both are believed"
    assert joined([]) == b""


# --- lookups -----------------------------------------------------------------------------------------------------


class Says(NamedTuple):
    peers: frozenset[bytes] = frozenset()
    seeds: bytes | None = None
    downloads: bytes | None = None


class Network:
    """Nodes by number: number n has an id with n as its distance from the target, and answers what it is told to."""

    def __init__(self, *, dead: Iterable[int] = (), knows: dict[int, list[int]] | None = None) -> None:
        self.dead = set(dead)
        self.knows = knows or {}
        self.says: dict[int, Says] = {}
        self.asked: list[int] = []

    @staticmethod
    def address(number: int) -> Address:
        return str(ip_address(0x08000000 + number)), 6881

    async def get_peers(self, node: Address, info_hash: bytes) -> krpc.Answer | None:
        assert info_hash == TARGET
        number = int(ip_address(node[0])) - 0x08000000
        self.asked.append(number)
        if number in self.dead:
            return None
        nodes = {self.address(one): one.to_bytes(20) for one in self.knows.get(number, [])}
        return krpc.Answer(number.to_bytes(20), nodes, *self.says.get(number, Says()))

    async def look_up(self, *start: int, allows: bool = True) -> Swarm | None:
        nodes: dict[Address, bytes | None] = {self.address(one): None for one in start}
        return await Lookup(TARGET, nodes, lambda _: allows).run(self)


async def test_the_way_leads_over_nodes_to_nearer_ones_and_the_dead_cost_nothing_but_time() -> None:
    network = Network(dead=[3, 40], knows={400: [40, 41, 42], 41: list(range(1, 9)), 42: [9, 10, 11, 12]})
    network.says = {1: Says(seeds=bloom(["192.0.2.1"]), downloads=bloom([])), 12: Says(frozenset([b"123456"]))}
    assert await network.look_up(400) == Swarm(0, Count(1, 0)), "12 is not among the eight nearest that live"
    assert {1, 2, 4, 5, 6, 7, 8, 9} <= {*network.asked}
    assert len(network.asked) == len({*network.asked}), "nobody is asked twice"


async def test_peers_that_nobody_can_count_are_still_peers() -> None:
    network = Network(knows={9: [1, 2]})
    network.says = {1: Says(frozenset([b"123456"])), 2: Says(frozenset([b"123456", b"abcdef"]))}
    assert await network.look_up(9) == Swarm(2, None)
    network.says = {1: Says(seeds=bloom([]), downloads=bloom([]))}
    assert await network.look_up(9) == Swarm(0, None), "empty filters know nothing, and that is not 0"


async def test_who_is_not_answered_knows_nothing() -> None:
    assert await Network(dead=[1, 2]).look_up(1, 2) is None


async def test_addresses_that_may_not_be_asked_are_not() -> None:
    network = Network(knows={9: [1, 2, 3]})
    await network.look_up(9, allows=False)
    assert network.asked == [9]


async def test_a_network_that_always_names_nearer_nodes_comes_to_an_end() -> None:
    far = 1 << 20
    network = Network(knows={one: [one - 1, one - 2, one - 3] for one in range(far - 100_000, far + 1)})
    await network.look_up(far)
    assert NEAREST < len(network.asked) <= 80


# --- answers -----------------------------------------------------------------------------------------------------

GOOD = b"d1:rd4:BFpe256:%s4:BFsd256:%s2:id20:%s5:nodes26:%s6:valuesl6:123456ee1:t4:abcd1:y1:re" % (
    *(bytes(256), bytes(256), b"i" * 20, b"n" * 20 + b"\x08\x08\x08\x08\x1a\xe1"),
)


def test_an_answer_is_read() -> None:
    assert krpc.read(GOOD) == krpc.Answer(
        b"i" * 20, {("8.8.8.8", 6881): b"n" * 20}, frozenset([b"123456"]), bytes(256), bytes(256)
    )
    assert krpc.question_of(GOOD, ("8.8.4.4", 1)) == (("8.8.4.4", 1), b"abcd")


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"d1:eli201e1:xe1:t4:abcd1:y1:ee",
        b"d1:rd2:id3:abce1:t4:abcd1:y1:re",
        b"d1:rle1:t4:abcd1:y1:re",
        b"<html>",
        b"l" * 4000,
        GOOD[:-1],
        GOOD.replace(b"1:y1:r", b"1:x%d:%s1:y1:r" % (4096, b"x" * 4096)),
    ],
)
def test_what_is_no_answer_is_none(answer: bytes) -> None:
    assert krpc.read(answer) is None


def test_parts_that_are_wrong_are_left_out_and_the_rest_is_believed() -> None:
    answer = krpc.read(
        b"d1:rd4:BFpe3:abc4:BFsdi1e2:id20:%s5:nodes27:%s6:valuesl5:short6:123456i4eee1:t4:abcd1:y1:re"
        % (b"i" * 20, b"n" * 20 + b"\x08\x08\x08\x08\0\0" + b"!")
    )
    assert answer == krpc.Answer(b"i" * 20, {}, frozenset([b"123456"]), None, None)


@given(st.binary(max_size=400) | st.integers(0, len(GOOD)).map(lambda end: GOOD[:end]))
def test_no_bytes_break_it(data: bytes) -> None:
    assert krpc.read(data) is None or data == GOOD
    krpc.question_of(data, ("8.8.8.8", 1))
