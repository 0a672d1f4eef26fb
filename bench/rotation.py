"""Changing the key of 100,000 rows: how long, how long a read takes meanwhile, and kill -9 at 50 random points.

The limit is that nothing is lost: every row is read back at the end, and a sample after each death.
"""

import asyncio
import os
import random
import signal
import statistics
import tempfile
import time
from pathlib import Path

from sqlalchemy import URL

from miauflix.infra.cipher import FieldCipher, Roots, Rotation, open_roots
from miauflix.infra.db import Database, migrate
from miauflix.kit.clock import SystemClock
from miauflix.sources import TORRENTS
from tests.sources.sealed_rows import cipher_of, fill, plain, read
from tests.sources.test_rotation import children

_ROWS = int(os.environ.get("ROWS", "100000"))
_KILLS = 50


async def filled(folder: Path) -> Database:
    database = Database(URL.create("sqlite+aiosqlite", database=str(folder / "bench.sqlite")))
    await migrate(database)
    cipher = await cipher_of(database, folder)
    for first in range(0, _ROWS, 5_000):
        await fill(database, cipher, min(5_000, _ROWS - first), first=first)
    return database


async def online(database: Database, folder: Path) -> None:
    """One change in this process, with somebody reading all the while."""
    keyring = await open_roots(database, Roots(folder), SystemClock())
    cipher = FieldCipher(keyring)
    rotation = Rotation(database, cipher, keyring, Roots(folder), SystemClock(), (TORRENTS,))
    took: list[float] = []
    began = time.perf_counter()
    await rotation.begin()
    changing = asyncio.create_task(rotation.finish())
    while not changing.done():
        asked = time.perf_counter()
        number = len(took) * 7919 % _ROWS
        assert await read(database, cipher, number) == plain(number)
        took.append((time.perf_counter() - asked) * 1000)
    await changing
    whole_s = time.perf_counter() - began
    print(f"{_ROWS} rows in {whole_s:.1f} s, {_ROWS / whole_s:.0f}/s; {len(took)} reads meanwhile,", end=" ")
    print(f"median {statistics.median(took):.2f} ms, slowest {max(took):.1f} ms")


async def killed(database: Database, folder: Path) -> None:
    picks, deaths = random.Random(6), 0  # noqa: S311  the same points every time
    async with children(database.url.render_as_string(), folder) as child:
        began = time.monotonic()
        assert await child.go() == 0
        whole_s = time.monotonic() - began
        print(f"with nobody reading {_ROWS} rows in {whole_s:.1f} s, {_ROWS / whole_s:.0f}/s")
        while deaths < _KILLS:
            deaths += await child.go(kill_after_s=picks.uniform(0, whole_s / 5)) == -signal.SIGKILL
            cipher = await cipher_of(database, folder)
            for number in picks.sample(range(_ROWS), 20):
                assert await read(database, cipher, number) == plain(number)
        assert await child.go() == 0
    cipher = await cipher_of(database, folder)
    for number in range(_ROWS):
        assert await read(database, cipher, number) == plain(number)
    print(f"{deaths} deaths by kill -9, every one of {_ROWS} rows reads")


async def measure(folder: Path) -> None:
    database = await filled(folder)
    await online(database, folder)
    await killed(database, folder)
    await database.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(Path(folder)))


if __name__ == "__main__":
    main()
