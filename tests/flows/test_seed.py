"""`miauflix seed` as an operator runs it: killed, again, and once more for nothing."""

import os
import sys
from pathlib import Path

from tests.fakes.served import served
from tests.fakes.tmdb import TOKEN, FakeTmdb, World
from tests.services.deadline import until
from tests.services.process import Process


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
