"""`miauflix seed`: the first filling of the catalogue, and filling up what a later one finds missing.

What is there and not old is left alone, so a second run asks for nothing, and one that was killed goes on where it was.
"""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing

from pydantic import BaseModel

from miauflix.catalog.library import Library
from miauflix.catalog.lists import SEEDED, fill_list
from miauflix.catalog.providers.tmdb import TmdbHasNone
from miauflix.catalog.store import learning as store
from miauflix.catalog.syncing import Tally, learn_titles
from miauflix.catalog.types import Kind


class Step(BaseModel):
    """How far it is: `done` of `total` of `what`. The last one has the `lines` that sum it up."""

    what: str
    done: int
    total: int
    lines: list[str] = []


async def seeding(library: Library) -> AsyncGenerator[Step]:
    """Fill the popular and top rated lists, films and shows, with up to 200 titles each and their details.

    Raises:
        TmdbError: not even the lists can be had.
    """
    began = time.monotonic()
    await library.refresh_genres(await library.languages())
    ids: dict[Kind, dict[int, None]] = {"movie": {}, "show": {}}
    filled = 0
    for done, one in enumerate(SEEDED):
        yield Step(what="lists", done=done, total=len(SEEDED))
        try:
            found = await fill_list(library, one)
        except TmdbHasNone:
            found = []
        filled += bool(found)
        ids[one.kind].update(dict.fromkeys(found))
    wanted = await _missing(library, ids)
    tally = Tally()
    async with aclosing(_learning(library, wanted, tally)) as learning:
        async for done in learning:
            yield Step(what="titles", done=done, total=len(wanted))
    took_s = time.monotonic() - began
    said = f"{filled} lists with {sum(map(len, ids.values()))} titles; {tally} in {took_s:.1f} s"
    yield Step(what="titles", done=len(wanted), total=len(wanted), lines=[said])


async def _learning(library: Library, wanted: list[tuple[Kind, int]], tally: Tally) -> AsyncGenerator[int]:
    """Read the details, telling how many are done whenever there are more."""
    news, done = asyncio.Event(), 0

    def told() -> None:
        nonlocal done
        done += 1
        news.set()

    # No task group: who stops listening ends this generator at its yield, which a group would call a failure.
    learning = asyncio.create_task(learn_titles(library, wanted, tally=tally, told=told))
    learning.add_done_callback(lambda _: news.set())
    try:
        while not learning.done():
            await news.wait()
            news.clear()
            yield done
        await learning
    finally:
        learning.cancel()
        await asyncio.gather(learning, return_exceptions=True)


async def _missing(library: Library, ids: dict[Kind, dict[int, None]]) -> list[tuple[Kind, int]]:
    """Films and shows in turn, so that a run that is cut short leaves some of both."""
    async with library.database.read() as session:
        known = {kind: await store.detailed(session, kind, numbers) for kind, numbers in ids.items()}
    missing: dict[Kind, list[int]] = {kind: [one for one in ids[kind] if one not in known[kind]] for kind in ids}
    longest = max(map(len, missing.values()), default=0)
    return [
        (kind, numbers[position])
        for position in range(longest)
        for kind, numbers in missing.items()
        if position < len(numbers)
    ]
