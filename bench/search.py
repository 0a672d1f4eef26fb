"""Searching 50,000 titles as somebody types, beside a plain LIKE over the same names; 30 ms is the limit at p95.

Names are made of words with the frequencies of a language: a few are everywhere, most are rare. Each query is typed
letter by letter from its second, whole, with filters, with one letter wrong, and with a word that nothing has.
"""

import asyncio
import gc
import os
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import Any

from sqlalchemy import URL, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bench.limits import limit
from miauflix.catalog.searching import Filters, find, rebuild_index
from miauflix.catalog.tables import PersonRow, TitleRow, TitleTextRow
from miauflix.infra.db import Base, Database, migrate
from miauflix.kit.clock import SystemClock
from tests.services.postgres import PostgresServer

TITLES = int(os.environ.get("TITLES", "50000"))
_EACH = 40
_LIMIT_MS = 30
_FILTERS = (
    Filters(kind="movie"),
    Filters(year_from=2010),
    Filters(rating=8.0, language="ja"),
    Filters(kind="show", runtime_max=80),
)

Questions = Sequence[tuple[str, Filters | None]]


class Words:
    """A language of 30,000 words, the n-th of which is used 1/n as often as the first, and some of real titles."""

    def __init__(self) -> None:
        self.chance = random.Random(4000)  # noqa: S311  the same every time
        parts = [c + v for c in "bcdfghjklmnprstvwz" for v in "aeiou"] + ["th", "st", "an", "er", "in", "on", "ing"]
        made = ("".join(self.chance.choices(parts, k=self.chance.randint(2, 4))) for _ in range(40_000))
        self.all = list(dict.fromkeys(["the", "of", "a", "and", "in", "man", "love", "night", *made]))
        self.often = list(accumulate(1 / (place + 3) for place in range(len(self.all))))

    def name(self) -> str:
        words = self.chance.choices(self.all, cum_weights=self.often, k=self.chance.choice((1, 2, 2, 3, 3, 4, 5)))
        return " ".join(words).title()


async def fill(database: Database) -> list[str]:
    """Titles, half of them with a second name in another language, and a tenth as many people."""
    words = Words()
    names = [words.name() for _ in range(TITLES)]
    titles = [_title(number, name, words.chance) for number, name in enumerate(names, 1)]
    texts = [
        {"title_id": one["id"], "language": "de", "name": words.name(), "overview": "", "tagline": "", "genres": []}
        for one in titles[::2]
    ]
    people = [{"tmdb_id": number, "name": words.name(), "popularity": 1.0} for number in range(1, TITLES // 10)]
    await _insert(database, {TitleRow: titles, TitleTextRow: texts, PersonRow: people})
    return names


async def _insert(database: Database, content: Mapping[type[Base], list[dict[str, Any]]]) -> None:
    for table, rows in content.items():
        async with database.write() as session:
            for first in range(0, len(rows), 1000):
                await session.execute(insert(table), rows[first : first + 1000])


def _title(number: int, name: str, chance: random.Random) -> dict[str, Any]:
    return {
        "id": f"{number:036}",
        "kind": "movie" if number % 3 else "show",
        "tmdb_id": number,
        "name": name,
        "language": "en",
        "overview": "What happens in it, told in a hundred words or so. " * 6,
        "tagline": "",
        "release_date": date(1930 + chance.randrange(97), 1, 1),
        "runtime_min": chance.randrange(60, 200),
        "rating": chance.random() * 10,
        "popularity": chance.paretovariate(1),
        "genres": ["Drama"],
        "added_at": SystemClock().now(),
        "original_language": chance.choice(("en", "fr", "ja")),
    }


def questions(names: list[str]) -> dict[str, Questions]:
    chance = random.Random(7)  # noqa: S311  the same every time
    some = [name for name in chance.sample(names, 40 * _EACH) if len(name) > 6][:_EACH]

    def wrong(name: str) -> str:
        at = chance.randrange(2, len(name) - 1)
        return name[:at] + chance.choice("aeioulnrst") + name[at + 1 :]

    return {
        "2 letters": [(name[:2], None) for name in some],
        "as typed": [(name[:length], None) for name in some[:8] for length in range(2, len(name) + 1)],
        "whole name": [(name, None) for name in some],
        "filtered": [(name[: 2 + at % 6], _FILTERS[at % 4]) for at, name in enumerate(some)],
        "one wrong": [(wrong(name), None) for name in some],
        "nothing": [(f"xq{name[:5]}", None) for name in some],
    }


async def likened(session: AsyncSession, text: str) -> int:
    """What a search without an index does: look at every name."""
    pattern = f"%{text.lower()}%"
    hit = func.lower(TitleRow.name).like(pattern) | func.lower(TitleTextRow.name).like(pattern)
    query = select(TitleRow.kind, TitleRow.tmdb_id).outerjoin(TitleTextRow, TitleTextRow.title_id == TitleRow.id)
    rows = await session.execute(query.where(hit).order_by(TitleRow.popularity.desc()).limit(60))
    return len(rows.all())


async def timed(database: Database, asked: Questions, ask: Callable[..., Awaitable[object]]) -> list[float]:
    took: list[float] = []
    for text, filters in asked:
        began = time.perf_counter()
        async with database.read() as session:
            await ask(session, text, *([filters] if filters else []))
        took.append((time.perf_counter() - began) * 1000)
    return took


def p95(figures: list[float]) -> float:
    return statistics.quantiles(figures, n=20)[-1]


async def measure(engine: str, database: Database) -> None:
    await migrate(database)
    names = await fill(database)
    began = time.perf_counter()
    done = await rebuild_index(database, SystemClock())
    print(f"{engine}: {done} in {time.perf_counter() - began:.1f} s")
    print(f"  {'':<11} {'median':>7} {'p95':>7} ms   {'LIKE':>7} {'p95':>7} ms")
    everything: list[float] = []
    for name, asked in questions(names).items():
        gc.collect()
        ours = await timed(database, asked, find)
        theirs = await timed(database, [(text, None) for text, _ in asked[:10]], likened)
        figures = (statistics.median(ours), p95(ours), statistics.median(theirs), p95(theirs))
        print("  {:<11} {:>7.2f} {:>7.2f} ms   {:>7.1f} {:>7.1f} ms".format(name, *figures), flush=True)
        everything += ours
    worst = p95(everything)
    print(f"  all together: p95 {worst:.2f} ms   {limit(f'search on {engine}', worst, _LIMIT_MS, 'ms')}")


async def _on(engine: str, url: URL) -> None:
    database = Database(url)
    try:
        await measure(engine, database)
    finally:
        await database.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = URL.create("sqlite+aiosqlite", database=str(Path(folder) / "bench.sqlite"))
        asyncio.run(_on("SQLite", file))
    server = PostgresServer()
    try:
        asyncio.run(_on("PostgreSQL", server.url(server.create())))
    finally:
        server.stop()


if __name__ == "__main__":
    main()
