"""`miauflix seed`: the first filling of the catalogue, and filling up what a later one finds missing.

What is there and not old is left alone, so a second run asks for nothing, and one that was killed goes on where it was.
"""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated

from pydantic import BaseModel, SkipValidation

from miauflix.catalog import turns
from miauflix.catalog.library import Library
from miauflix.catalog.lists import SEEDED, fill_list
from miauflix.catalog.providers.tmdb import TmdbError, TmdbHasNone
from miauflix.catalog.saying import NOTHING
from miauflix.catalog.store import learning as store
from miauflix.catalog.syncing import Tally, learn_titles
from miauflix.catalog.types import Kind
from miauflix.kit.sentences import Sentence, together

_FILLED = Sentence("filled_already", "the catalogue was filled on {day}")
_SEEDED = Sentence("catalogue_seeded", "{lists} lists with {titles} titles")
_TOOK = Sentence("seeding_took", "{seconds} s")
_LOOK_AGAIN_S = 0.5
_WIND_DOWN_S = 2.0


class Step(BaseModel):
    """How far it is: `done` of `total` of `what`. The last one has what is `said` to sum it up."""

    what: str
    done: int
    total: int
    said: Annotated[str, SkipValidation] = ""  # which would make it a plain text


async def seed_once(library: Library) -> str:
    """Fill the catalogue if nobody has yet; one line about it for the page of tasks."""
    when = await turns.filled_at(library.database)
    if when is not None:
        return NOTHING(why=_FILLED(day=f"{when:%Y-%m-%d}"))
    said = ""
    try:
        async with aclosing(seeding(library)) as steps:
            async for step in steps:
                said = step.said or said
    except (TmdbError, TmdbHasNone) as error:
        return NOTHING(why=error.detail)
    return said


async def seeding(library: Library) -> AsyncGenerator[Step]:
    """Fill the popular and top rated lists, films and shows, with up to 200 titles each and their details.

    Where another process is at it already, this tells how far that one is, and looks for what is left after it.

    Raises:
        TmdbError: not even the lists can be had.
    """
    turn, is_filled = turns.Turn(library.database, library.clock), False
    while not await turn.take():
        other = await turns.under_way(library.database, library.clock)
        if other is not None:
            yield Step(what=other.what, done=other.done, total=other.total)
        await asyncio.sleep(_LOOK_AGAIN_S)
    tally = Tally()
    try:
        async with aclosing(_filling(library, tally)) as steps:
            async for step in steps:
                await turn.goes_on(turns.Progress(step.what, step.done, step.total))
                is_filled = bool(step.said) and tally.failed == 0
                yield step
    finally:
        await turn.is_over(is_filled=is_filled)


async def _filling(library: Library, tally: Tally) -> AsyncGenerator[Step]:
    began = time.monotonic()
    await library.refresh_genres(await library.languages())
    ids: dict[Kind, dict[int, None]] = {"movie": {}, "show": {}}
    filled = 0
    for done, one in enumerate(SEEDED):
        yield Step(what="lists", done=done, total=len(SEEDED))
        found = (await fill_list(library, one)).ids
        filled += bool(found)
        ids[one.kind].update(dict.fromkeys(found))
    wanted = await _missing(library, ids)
    async with aclosing(_learning(library, wanted, tally)) as learning:
        async for done in learning:
            yield Step(what="titles", done=done, total=len(wanted))
    took_s = time.monotonic() - began
    counted, took = _SEEDED(lists=filled, titles=sum(map(len, ids.values()))), _TOOK(seconds=round(took_s, 1))
    yield Step(what="titles", done=len(wanted), total=len(wanted), said=together(counted, *tally.said(), took))


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
        tally.is_enough = True  # what is being written is written first
        await asyncio.wait([learning], timeout=_WIND_DOWN_S)
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
