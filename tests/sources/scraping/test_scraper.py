"""Scrapes of a real tracker by UDP and by HTTP, and of trackers that are none."""

import asyncio
import socket
import struct
from typing import cast

import pytest

from miauflix.peers import AlwaysOpen, Sockets, VpnClosed
from miauflix.peers.guard import Closed, ManualGuard, Open
from miauflix.sources.scraping import Count, Scraper
from miauflix.sources.scraping.where import parse
from tests.sources.scraping.crowd import announce, hashes, tracker_of

ANYWHERE = Scraper(Sockets(AlwaysOpen()), lambda _: True)


@pytest.mark.services
async def test_a_real_tracker_is_scraped_by_udp_and_http_and_unknown_is_not_zero() -> None:
    known = hashes(200)
    async with tracker_of(known[:100]) as tracker:
        await announce(tracker, known[0], left=0)
        await announce(tracker, known[0], left=7, peer=1)
        await announce(tracker, known[99], left=0)
        for url in (tracker.udp_url, tracker.http_url):
            scraped = await ANYWHERE.scrape({one: [url] for one in known})
            assert scraped.counts == {known[0]: Count(1, 1), known[99]: Count(1, 0)}
            assert (scraped.asked, scraped.failed) == (1, 0)


@pytest.mark.services
async def test_ten_thousand_hashes_are_asked_in_batches() -> None:
    many = hashes(10_000)
    async with tracker_of(many[::100]) as tracker:
        for one in many[::1000]:
            await announce(tracker, one, left=0)
        scraped = await ANYWHERE.scrape({one: [tracker.udp_url] for one in many})
    assert scraped.counts == dict.fromkeys(many[::1000], Count(1, 0))


class Fake(asyncio.DatagramProtocol):
    """A UDP tracker that says what it is told to: `replies` by action, `None` for silence."""

    def __init__(self, counts: dict[bytes, tuple[int, int, int]] | None, *, silent_at_first: int = 0) -> None:
        self.counts = counts
        self.silent = silent_at_first
        self.transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        action, transaction = struct.unpack_from(">II", data, 8)
        assert self.transport is not None
        if self.silent:
            self.silent -= 1
        elif action == 0:
            self.transport.sendto(struct.pack(">II", 0, transaction) + b"identity", addr)
        elif self.counts is None:
            self.transport.sendto(struct.pack(">II", 3, transaction) + b"go away", addr)
        else:
            asked = [data[at : at + 20] for at in range(16, len(data), 20)]
            told = (struct.pack(">III", *self.counts.get(one, (0, 0, 0))) for one in asked)
            self.transport.sendto(struct.pack(">II", 2, transaction) + b"".join(told), addr)


async def fake(protocol: Fake) -> tuple[asyncio.DatagramTransport, str]:
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(lambda: protocol, local_addr=("127.0.0.1", 0))
    return transport, f"udp://127.0.0.1:{transport.get_extra_info('sockname')[1]}/announce"


async def test_of_several_trackers_the_largest_number_counts_and_a_failing_one_takes_nothing_away() -> None:
    one, other, unknown = hashes(3)
    first, first_url = await fake(Fake({one: (5, 9, 1), other: (0, 3, 0)}, silent_at_first=1))
    second, second_url = await fake(Fake({one: (2, 9, 8)}))
    refusing, refusing_url = await fake(Fake(None))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as nobody:
        nobody.bind(("127.0.0.1", 0))
        closed_url = f"udp://127.0.0.1:{nobody.getsockname()[1]}/announce"
    urls = [
        first_url,
        second_url,
        refusing_url,
        closed_url,
        "udp://no-such-host.invalid:1/a",
        "wss://x/announce",
        "junk",
    ]
    scraped = await ANYWHERE.scrape({one: urls, other: urls, unknown: urls})
    for transport in (first, second, refusing):
        transport.close()
    assert scraped.counts == {one: Count(5, 8), other: Count(0, 0)}, "0 is known, all zeros is not"
    assert (scraped.asked, scraped.failed) == (5, 3)


async def http_tracker(answer: bytes) -> tuple[asyncio.Server, str, list[bytes]]:
    asked: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(answer)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    return server, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/x/announce?passkey=1", asked


OK = b"HTTP/1.1 200 OK\r\n\r\n"


@pytest.mark.parametrize(
    ("answer", "seeders"),
    [
        (OK + b"d5:filesd20:%sd8:completei4e10:downloadedi0e10:incompletei0eeee", 4),
        (OK + b"d5:filesd20:%sd8:completei0e10:downloadedi7e10:incompletei0eeee", 0),
        (OK + b"d5:filesd20:%sd8:completei0e10:downloadedi0e10:incompletei0eeee", None),
        (OK + b"d5:filesd20:%sd8:completei-4e10:incompletei0eeee", None),
        (OK + b"d5:filesdee", None),
        (OK + b"d14:failure reason4:no\r\ne", None),
        (OK + b"<html>", None),
        (b"HTTP/1.1 404 Not Found\r\n\r\n", None),
        (b"", None),
    ],
)
async def test_answers_by_http_are_read_and_mistrusted(answer: bytes, seeders: int | None) -> None:
    one = hashes(1)[0]
    server, url, asked = await http_tracker(answer.replace(b"%s", one))
    async with server:
        scraped = await ANYWHERE.scrape({one: [url]})
    assert (scraped.counts[one].seeders if one in scraped.counts else None) == seeders
    assert asked[0].startswith(b"GET /x/scrape?passkey=1&info_hash=%"), "where BEP 48 says it is"


async def test_only_addresses_that_may_be_asked_are() -> None:
    one = hashes(1)[0]
    server, url, asked = await http_tracker(OK)
    async with server:
        scraped = await Scraper(Sockets(AlwaysOpen()), lambda _: False).scrape({one: [url]})
    assert (scraped.failed, asked) == (1, [])


async def test_a_closed_guard_lets_nothing_out_and_one_that_opens_goes_on() -> None:
    one, guard = hashes(1)[0], ManualGuard(Closed("the tunnel is down"))
    scraper = Scraper(Sockets(guard), lambda _: True)
    tracker = Fake({one: (5, 0, 0)})
    transport, url = await fake(tracker)
    with pytest.raises(VpnClosed, match="tunnel"):
        await scraper.scrape({one: [url]})
    guard.set(Open())
    assert (await scraper.scrape({one: [url]})).counts == {one: Count(5, 0)}
    transport.close()


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        ("udp://t.example:6969", True),
        ("udp://t.example", False),
        ("http://t.example/announce.php", True),
        ("https://t.example/a/announce?x=1", True),
        ("http://t.example/a", False),
        ("wss://t.example/announce", False),
        ("http://[", False),
        ("udp://t.example:99999/announce", False),
    ],
)
def test_which_addresses_can_be_scraped(url: str, is_one: bool) -> None:
    assert (parse(url) is not None) == is_one
