"""`miauflix seed` as an operator runs it: killed, again, and once more for nothing."""

import asyncio
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from tests.fakes.served import served
from tests.fakes.tmdb import TOKEN, FakeTmdb, World
from tests.services.deadline import until
from tests.services.process import Process
from tests.services.server import Server


def seed(folder: Path, url: str) -> Process:
    environment = {
        "PATH": os.environ["PATH"],
        "TMDB_API_ACCESS_TOKEN": TOKEN,
        "TMDB_API_URL": f"{url}/3",
        "MIAUFLIX_DATA_DIR": str(folder / "data"),
    }
    command = [sys.executable, "-m", "miauflix", "seed"]
    return Process("seed", command, environment=environment, folder=folder, inherit=False)


def details(fake: FakeTmdb) -> dict[str, int]:
    return {path: times for path, times in fake.asked.items() if path.rpartition("/")[2].isdigit()}


async def test_a_seed_that_is_killed_goes_on_where_it_was_and_the_next_asks_for_nothing(tmp_path: Path) -> None:
    fake = FakeTmdb(World(movies=60, shows=60), limit=40)
    async with served(fake) as url:
        async with seed(tmp_path, url) as first:
            await until("some titles", lambda: len(details(fake)) >= 40)
            await first.kill()
        before = details(fake)
        async with seed(tmp_path, url) as second:
            assert await second.ended() == 0, second.tail()
            assert "4 lists with 120 titles" in second.log()
        after = details(fake)
        assert len(after) == 120
        again = [path for path, times in after.items() if times > 1]
        assert len(again) <= 20, "only those that were on their way when it was killed"
        assert len(before) >= 40
        asked = fake.asked.total()
        async with seed(tmp_path, url) as third:
            assert await third.ended() == 0, third.tail()
            assert "4 lists with 120 titles; 0 read" in third.log()
        assert fake.asked.total() == asked


def filled(folder: Path) -> bool:
    """Whether the server has noted that there is nothing left to fill."""
    database = folder / "data" / "miauflix.sqlite"
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return bool(connection.execute("SELECT 1 FROM sync_state WHERE name = 'seeded'").fetchall())


async def test_a_house_with_a_token_fills_itself_on_its_first_start_whatever_cuts_it_short(tmp_path: Path) -> None:
    fake = FakeTmdb(World(movies=60, shows=60), limit=40)
    async with served(fake) as url:
        told = {"TMDB_API_ACCESS_TOKEN": TOKEN, "TMDB_API_URL": f"{url}/3", "TMDB_IMAGE_URL": f"{url}/t/p"}
        async with Server(tmp_path / "data", environment=told) as server:
            await until("some titles", lambda: len(details(fake)) >= 40)
            assert not filled(tmp_path)
            await server.process.kill()
        async with Server(tmp_path / "data", environment=told) as server:
            await server.process.until("the rest", lambda: asyncio.to_thread(filled, tmp_path), timeout_s=120)
            after = details(fake)
            assert len(after) == 120
            assert len([path for path, times in after.items() if times > 1]) <= 20, "those that were on their way"
            async with seed(tmp_path, url) as by_hand:
                assert await by_hand.ended() == 0, by_hand.tail()
                assert "4 lists with 120 titles; 0 read" in by_hand.log()
