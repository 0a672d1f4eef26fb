"""A search at five providers, one dead, one slow and one hostile, beside the two good ones asked alone.

Limits of the issue: first results under 300 ms, the deadline of 1.2 s kept within 50 ms, others unaffected. The
stand-ins run in a process of their own, all on one host, as indexers at home do; adapters, guard, limits, checks,
cipher and database are the real ones.
"""

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy import URL
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from typing_extensions import override

from bench.limits import limit
from miauflix.catalog import TitleFacts, put_movie
from miauflix.infra.cipher import FieldCipher, Keyring
from miauflix.infra.db import Database, migrate
from miauflix.infra.events import Events
from miauflix.infra.jobs import Jobs, LocalWakeUp, Registry
from miauflix.infra.outbound import Outbound
from miauflix.infra.telemetry import configure_logging
from miauflix.kit.clock import SystemClock
from miauflix.kit.playable import Movie
from miauflix.sources import Providers, Searches, Sources
from tests.fakes.providers.fake import Fake, film
from tests.fakes.providers.json_services import FakeTheRarbg, FakeYts
from tests.fakes.providers.xml_services import KEY, FakeTorznab
from tests.fakes.served import served

_ROUNDS = 15
_DEADLINE_S = 1.2
_GOOD = {"yts", "torznab"}
_RELEASES = 40


@dataclass
class Late:
    """Answers as somebody else does, but later."""

    fake: Fake
    delay_s: float

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(self.delay_s)
        await self.fake(scope, receive, send)


class Hostile(FakeTheRarbg):
    """As much as is taken, of names that are hard to read, worked out once."""

    def __init__(self) -> None:
        name = "The.Lamp.Post." + "([S01E01-2026_" * 34
        super().__init__([film(number, name=name) for number in range(1, 3000)])
        self._whole: Response | None = None

    @override
    def answer(self, request: Request) -> Response:
        self._whole = self._whole or super().answer(request)
        return self._whole


async def stand_in() -> None:
    """Serve the stand-ins until standard input ends, and print where each of them is."""
    good = [film(number) for number in range(1, _RELEASES)]
    apps = {
        "yts": Late(FakeYts(good), 0.03),
        "torznab": Late(FakeTorznab(good), 0.06),
        "yts-2": Late(FakeYts(good), 30),
        "therarbg": Hostile(),
    }
    async with AsyncExitStack() as stack:
        for name, app in apps.items():
            print(name, await stack.enter_async_context(served(app)), flush=True)
        await asyncio.to_thread(sys.stdin.read)


def environment(stand_ins: subprocess.Popen[str]) -> dict[str, tuple[str, str | None]]:
    assert stand_ins.stdout is not None
    found: dict[str, tuple[str, str | None]] = {"archive": ("http://127.0.0.1:9", None)}  # nobody is there
    for _ in range(4):
        name, address = stand_ins.stdout.readline().split()
        found[name] = address, KEY if name == "torznab" else None
    return found


@dataclass
class Figures:
    first_ms: list[float] = field(default_factory=list[float])
    back_ms: list[float] = field(default_factory=list[float])
    good_ms: list[float] = field(default_factory=list[float])


async def measure(database: Database, known: dict[str, tuple[str, str | None]]) -> Figures:
    figures, clock = Figures(), SystemClock()
    for round_ in range(_ROUNDS):
        cipher = FieldCipher(Keyring(b"k" * 32))
        outbound, events = Outbound(clock), Events()
        sources = Sources(cipher, Jobs(Registry(), LocalWakeUp(), clock), clock)
        providers = Providers(database=database, cipher=cipher, clock=clock, outbound=outbound, environment=known)
        searches = Searches(
            database=database, sources=sources, providers=providers, events=events, clock=clock, deadline_s=_DEADLINE_S
        )
        async with database.write() as session:
            facts = TitleFacts(tmdb_id=1 + round_, name="The Lamp Post", language="en", release_date=date(2026, 3, 1))
            await put_movie(session, facts, now=clock.now())
        async with events.listening("cat") as cat:
            began = time.perf_counter()
            waiting = asyncio.create_task(searches.search_now(Movie(1 + round_), whose="cat"))
            while (event := await cat.next(within_s=5)) and not event.data["found"]:
                pass
            figures.first_ms.append((time.perf_counter() - began) * 1000)
            search = await waiting
            figures.back_ms.append((time.perf_counter() - began) * 1000)
        figures.good_ms += [search.parts[name].elapsed_ms or 0 for name in _GOOD]
        await searches.aclose()
        await outbound.aclose()
    return figures


def told(values: list[float]) -> str:
    return f"median {statistics.median(values):6.0f} ms   worst {max(values):6.0f} ms"


async def run(stand_ins: subprocess.Popen[str], folder: str) -> None:
    known = environment(stand_ins)
    off: tuple[str, str | None] = ("off", None)
    quiet = {name: given if name in _GOOD else off for name, given in known.items()}
    for title, asked in (("two good ones alone", quiet), ("with a dead, a slow and a hostile one", known)):
        database = Database(URL.create("sqlite+aiosqlite", database=str(Path(folder) / f"{len(title)}.sqlite")))
        await migrate(database)
        figures = await measure(database, asked)
        await database.close()
        print(f"{title}:")
        first, back = max(figures.first_ms), max(figures.back_ms)
        print(f"  first results       {told(figures.first_ms)}   {limit('first results', first, 300, 'ms')}")
        most = _DEADLINE_S * 1000 + 50
        print(f"  back to who waits   {told(figures.back_ms)}   {limit('back to who waits', back, most, 'ms')}")
        print(f"  the good ones took  {told(figures.good_ms)}")


def main() -> None:
    configure_logging("console", "warning")
    command = [sys.executable, "-m", "bench.aggregator", "stand-in"]
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as stand_ins,
    ):
        asyncio.run(run(stand_ins, folder))
        assert stand_ins.stdin is not None
        stand_ins.stdin.close()


if __name__ == "__main__":
    if sys.argv[1:] == ["stand-in"]:
        asyncio.run(stand_in())
    else:
        main()
