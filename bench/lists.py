"""A wall of 20 rows of 20 posters out of 20,000 titles, beside a bare ASGI answer of the same bytes in the same run.

Two servers run as processes of their own: the real one, whose catalogue was filled with made-up titles, and one that
answers the bytes of such a page from memory. Both are asked 20 lists at a time, over kept connections. What the bare
one takes is the price of the machine, the HTTP server and the client; what is above it is ours.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from string import ascii_lowercase

import httpx2
from sqlalchemy import URL

from bench.limits import limit
from miauflix.catalog import EpisodeFacts, SeasonFacts, TitleFacts, put_list, put_show
from miauflix.catalog.learning import write_briefs
from miauflix.catalog.providers.tmdb.models import ListItem
from miauflix.infra.db import Database, migrate
from miauflix.kit.clock import SystemClock
from tests.services.endpoint import free_port
from tests.services.postgres import PostgresServer
from tests.services.process import Process
from tests.services.server import Server

_TITLES = int(os.environ.get("TITLES", "20000"))
_ROWS = 20
_ROW = 20
_IN_FLIGHT = 20
_ROUNDS = int(os.environ.get("ROUNDS", "60"))
_LIMIT_P95_MS = 50
_LIMIT_CPU_MS = 2

_BARE = """
import asyncio, sys, uvicorn
body = open(sys.argv[2], "rb").read()
head = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]

async def app(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": head})
    await send({"type": "http.response.body", "body": body})

config = uvicorn.Config(app, port=int(sys.argv[1]), loop="uvloop", http="httptools", lifespan="off", log_level="error")
uvicorn.Server(config).run()
"""


def made_up(number: int) -> ListItem:
    return ListItem.model_validate({
        "id": number,
        "title": f"The Salt Cartographer of Kestrel {number}",
        "original_title": f"The Salt Cartographer of Kestrel {number}",
        "overview": "Somebody comes back to a harbour town and finds that nothing there has kept its place. " * 3,
        "release_date": str(date(1970, 1, 1) + timedelta(days=number)),
        "poster_path": f"/poster{number}.jpg",
        "backdrop_path": f"/backdrop{number}.jpg",
        "genre_ids": [18, 35, 28][: 1 + number % 3],
        "popularity": 20_000 / number,
        "vote_average": 4 + number % 6,
        "vote_count": number,
    })  # fmt: skip


async def fill(url: URL) -> list[str]:
    """20,000 titles and the lists of the wall; answers their slugs."""
    database, now = Database(url), SystemClock().now()
    await migrate(database)
    for first in range(1, _TITLES + 1, 500):
        async with database.write() as session:
            items = [made_up(number) for number in range(first, min(first + 500, _TITLES + 1))]
            await write_briefs(session, "movie", items, now=now)
    slugs = [f"wall-{row}" for row in range(_ROWS)]
    async with database.write() as session:
        for row, slug in enumerate(slugs):
            await put_list(session, slug, f"Row {row}", "movie", range(1 + row, _TITLES, _TITLES // 200), rank=row)
        episodes = (EpisodeFacts(1, "One"),)
        await put_show(session, TitleFacts(tmdb_id=1, name="A show"), [SeasonFacts(1, "S", episodes=episodes)], now=now)
    await database.close()
    return slugs


def cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def ask(client: httpx2.AsyncClient, paths: Sequence[str]) -> list[float]:
    """Milliseconds of each answer, all of them in flight at once."""

    async def one(path: str) -> float:
        began = time.perf_counter()
        (await client.get(path)).raise_for_status()
        return (time.perf_counter() - began) * 1000

    return list(await asyncio.gather(*map(one, paths)))


async def measure(
    name: str, client: httpx2.AsyncClient, pid: int, paths: Sequence[str], *, languages: Sequence[str] = ()
) -> tuple[float, float]:
    """Prints and answers the 95th percentile in ms and the server's processor time a request in ms.

    With `languages`, each round asks in another one, so that nothing is answered that was kept.
    """
    for _ in range(5):
        await ask(client, paths)
    before, took = cpu_s(pid), list[float]()
    for number in range(_ROUNDS):
        in_one = f"&lang={languages[number]}" if languages else ""
        took += await ask(client, [path + in_one for path in paths])
    cpu_ms = (cpu_s(pid) - before) * 1000 / len(took)
    p95 = statistics.quantiles(took, n=20)[-1]
    median = statistics.median(took)
    print(f"  {name:22}  median {median:6.1f} ms   p95 {p95:6.1f} ms   CPU {cpu_ms:5.2f} ms a request", flush=True)
    return p95, cpu_ms


async def bench(name: str, url: URL, folder: Path) -> None:
    slugs = await fill(url)
    environment = {"DATABASE_URL": url.render_as_string(hide_password=False)}
    print(f"\n{name}: {_TITLES} titles, {_ROWS} lists, {_IN_FLIGHT} requests in flight")
    async with Server(folder / "data", environment=environment) as server:
        person = await server.set_up()
        paths = [f"/api/lists/{slug}?page_size={_ROW}" for slug in slugs][:_IN_FLIGHT]
        page = (await person.client.get(paths[0])).raise_for_status().content
        (folder / "page.json").write_bytes(page)
        port = free_port()
        command = [sys.executable, "-c", _BARE, str(port), folder / "page.json"]
        async with (
            Process("bare", command) as bare,
            httpx2.AsyncClient(
                base_url=f"http://127.0.0.1:{port}", limits=httpx2.Limits(max_connections=None)
            ) as plain,
        ):
            await bare.until("an answer", lambda: _answers(plain))
            await measure(f"bare, {len(page)} bytes", plain, bare.pid, paths)
            p95, cpu_ms = await measure("a page of a list", person.client, server.process.pid, paths)
            unseen = [f"{a}{b}" for a in ascii_lowercase for b in ascii_lowercase][:_ROUNDS]
            await measure("not asked for before", person.client, server.process.pid, paths, languages=unseen)
            await measure("the whole home page", person.client, server.process.pid, ["/api/home"])
    print(f"  a page of a list at p95: {limit(f'a list on {name}', p95, _LIMIT_P95_MS, 'ms')}", end="; ")
    print(f"processor: {limit(f'processor of a list on {name}', cpu_ms, _LIMIT_CPU_MS, 'ms')}")


async def _answers(client: httpx2.AsyncClient) -> bool:
    try:
        return (await client.get("/")).is_success
    except httpx2.TransportError:
        return False


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        asyncio.run(bench("SQLite", URL.create("sqlite+aiosqlite", database=str(folder / "bench.sqlite")), folder))
    server = PostgresServer()
    try:
        with tempfile.TemporaryDirectory() as name:
            asyncio.run(bench("PostgreSQL", server.url(server.create()), Path(name)))
    finally:
        server.stop()


if __name__ == "__main__":
    main()
