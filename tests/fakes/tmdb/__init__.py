"""A stand-in for TMDB (v3): a made-up catalogue of any size behind the real paths, and every way in which it fails.

    fake = FakeTmdb(World(movies=800, shows=400))
    async with served(fake) as url:
        ... TMDB_API_URL = url + "/3"
        fake.fault = "html"

What it answers has the shapes of recorded answers, odd ones included: empty strings for dates, entries without
genres, votes that are whole numbers, pictures that are null.
"""

from tests.fakes.tmdb.app import FAULTS, TOKEN, FakeTmdb, Fault
from tests.fakes.tmdb.world import World

__all__ = ["FAULTS", "TOKEN", "FakeTmdb", "Fault", "World"]
