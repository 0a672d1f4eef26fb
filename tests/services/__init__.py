"""The laboratory: real servers and real peers that tests and benchmarks talk to. Fakes live in tests/fakes.

Everything is opened with `async with`, is ready when the block begins, and is gone when it ends, also when the test
process is killed. Nothing here reaches further than loopback.

    swarm           films of random bytes, torrents, seeders, relays with a delay, peers that lie, stall or vanish
    films           a real H.264 film, made once per machine
    trackers        opentracker and bittorrent-tracker
    transmission    transmission-daemon as a seeder; it lets everybody wait ten seconds, as it does in the wild
    webtorrent      WebTorrent as a seeder
    chromium        the browser; the fixture `visit` makes visitors, test-results/ holds their photographs
    server          Miauflix itself, as a process to be stopped, killed and started again
    raw_http        HTTP clients that stop reading or hang up
    postgres        PostgreSQL, a database for each test
    process         what runs the programs; a failing test shows the end of their logs
    deadline        `until(what, condition)`: the only way to wait

`python -m tests.services.install` brings the programs of other people; `make test` calls it. Traps that cost time:

- libtorrent remembers a UDP tracker by its address without the port, so each tracker has a 127.x.y.z of its own.
- libtorrent's session-wide upload limit ignores peers on loopback; `Seeder` limits the torrent.
- A seeder's default tick of 500 ms makes bursts that swamp measurements; `Seeder` ticks every 50 ms.
- Transmission and WebTorrent drop a cancelled request without the reject that BEP 6 asks for; `Forgetful` does so
  always. Seeders built on libtorrent never do, which hides what it leads to.
"""
