"""A process that changes keys whenever it is told "go", in a child of its own that may be killed at any moment.

Everything is imported once, so that a child begins to work within milliseconds of its birth.
"""

import asyncio
import os
import sys
from pathlib import Path

from sqlalchemy import make_url

from miauflix.infra.cipher import FieldCipher, Roots, Rotation, open_roots
from miauflix.infra.db import Database
from miauflix.kit.clock import SystemClock
from miauflix.sources import TORRENTS


async def rotate(url: str, data_dir: Path) -> None:
    """Go on with the change that is under way, or make one, as a server does."""
    database, roots, clock = Database(make_url(url)), Roots(data_dir), SystemClock()
    keyring = await open_roots(database, roots, clock)
    rotation = Rotation(database, FieldCipher(keyring), keyring, roots, clock, (TORRENTS,))
    if not rotation.is_under_way:
        await rotation.begin()
    await rotation.finish()
    await database.close()


def main() -> None:
    url, data_dir = sys.argv[1], Path(sys.argv[2])
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            os.dup2(2, 1)  # what it logs is no answer
            asyncio.run(rotate(url, data_dir))
            os._exit(0)
        _answer(child)
        _answer(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def _answer(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
