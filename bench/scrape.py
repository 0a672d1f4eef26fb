"""Scraping 10,000 hashes on a loopback opentracker, beside bare datagrams one after the other; 10 s is the limit.

Then a hundred lookups in a DHT of 24 loopback nodes: what one run of `updateSourcesStats` asks it at most.
"""

import asyncio
import socket
import struct
import time

from bench.limits import limit
from miauflix.peers import AlwaysOpen, Sockets
from miauflix.sources.scraping import DhtScraper, Scraper
from tests.services.dht import Dht
from tests.services.endpoint import Endpoint
from tests.sources.scraping.crowd import announce, hashes, tracker_of

_HASHES = 10_000
_LOOKUPS = 100
_LIMIT_S = 10


def bare(host: str, port: int, asked: list[bytes]) -> float:
    """Seconds for the same questions from a blocking socket that waits for each answer."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.settimeout(5)
        sock.connect((host, port))
        began = time.perf_counter()
        sock.send(struct.pack(">QII", 0x41727101980, 0, 1))
        connection = sock.recv(100)[8:16]
        for start in range(0, len(asked), 74):
            sock.send(connection + struct.pack(">II", 2, 2) + b"".join(asked[start : start + 74]))
            sock.recv(2000)
        return time.perf_counter() - began


async def measure() -> None:
    asked = hashes(_HASHES)
    async with tracker_of(asked[::100]) as tracker:
        for one in asked[::1000]:
            await announce(tracker, one, left=0)
        host, port = tracker.udp_url.removeprefix("udp://").removesuffix("/announce").rsplit(":", 1)
        scraper = Scraper(Sockets(AlwaysOpen()), lambda _: True)
        for name, url in (("UDP", tracker.udp_url), ("HTTP", tracker.http_url)):
            began = time.perf_counter()
            scraped = await scraper.scrape({one: [url] for one in asked})
            took_s = time.perf_counter() - began
            rate, known = _HASHES / took_s, len(scraped.counts)
            verdict = limit(f"a scrape by {name}", took_s, _LIMIT_S, "s")
            print(f"{name:5} {_HASHES} hashes in {took_s:6.3f} s  {rate:>9.0f}/s  known {known}   {verdict}")
        print(f"bare  {_HASHES} hashes in {bare(host, int(port), asked):6.3f} s")


async def measure_dht() -> None:
    asked = hashes(_LOOKUPS)
    async with Dht(size=24) as dht:

        async def neighbours() -> list[Endpoint]:
            return dht.nodes[:8]

        await dht.announce(asked[0], seeds=5)
        began, busy = time.perf_counter(), time.process_time()
        found = await DhtScraper(Sockets(AlwaysOpen()), lambda _: True, neighbours).scrape(asked)
        took_s, busy_s = time.perf_counter() - began, time.process_time() - busy
    known = sum(one.count is not None for one in found.values())
    each_ms = 1000 * busy_s / len(found)
    print(
        f"DHT   {len(found)} lookups in {took_s:6.3f} s  {each_ms:.1f} ms of processor each, nodes too  known {known}"
    )


def main() -> None:
    asyncio.run(measure())
    asyncio.run(measure_dht())


if __name__ == "__main__":
    main()
