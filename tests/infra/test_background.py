"""Work beside the server: one piece that fails takes nobody down, and the admin hears of it."""

import asyncio

from miauflix.infra.background import Background
from tests.services.deadline import until


async def test_a_piece_that_fails_is_told_and_the_others_go_on() -> None:
    background, stopping, done = Background(wind_down_s=5), asyncio.Event(), asyncio.Event()

    async def breaks() -> None:
        raise ConnectionError("away")

    async def goes_on() -> None:
        await stopping.wait()
        done.set()

    failed: list[str] = []
    async with background.running({"the folder": breaks(), "the jobs": goes_on()}):
        for _ in range(3):
            failed = [one.message for one in await background.troubles()]
            await asyncio.sleep(0)
        assert len(failed) == 1
        assert "the folder" in failed[0]
        assert not done.is_set()
        stopping.set()
    assert done.is_set()


async def test_what_does_not_end_is_cancelled() -> None:
    ended = asyncio.Event()

    async def never() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    background = Background(wind_down_s=0.01)
    async with background.running({"for ever": never()}):
        pass
    await until("it to end", ended.is_set)
    assert await background.troubles() == [], "being stopped is no failure"
