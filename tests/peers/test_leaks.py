"""A thousand seeks and disconnects leave nothing behind."""

import asyncio
import random
from pathlib import Path

from miauflix.peers.engine import Engine
from tests.peers.conftest import asked
from tests.services.deadline import until
from tests.services.swarm import KIB, MIB, Seeder, make_film, make_torrent

SEEKS = 1000


def descriptors(folder: Path | str = "") -> list[str]:
    """What this process holds open, below `folder` alone if one is given."""
    found: list[str] = []
    for entry in Path("/proc/self/fd").iterdir():
        try:
            target = str(entry.readlink())
        except FileNotFoundError:
            continue  # the listing's own
        if target.startswith(str(folder)):
            found.append(target)
    return found


async def test_a_thousand_seeks_and_disconnects_leave_nothing_behind(engine: Engine, tmp_path: Path) -> None:
    film = make_torrent(make_film(tmp_path / "seed" / "film.mkv", size_bytes=48 * MIB), piece_length=128 * KIB)
    content, numbers = film.read(), random.Random(11)  # noqa: S311  determinism is wanted
    async with Seeder(film, rate_bytes_s=20 * MIB) as seeder:
        source = await engine.open(asked(film, seeder.endpoint))
        tasks = len(asyncio.all_tasks())

        async def seek() -> None:
            start = numbers.randrange(film.size_bytes)
            end = film.size_bytes if numbers.random() < 0.7 else min(film.size_bytes, start + 100_000)
            reading = source.read(start, end)
            got = b""
            for _ in range(numbers.randrange(3)):
                got += await anext(reading, b"")
            assert got == content[start : start + len(got)]
            await reading.aclose()

        async def vanish() -> None:
            """The way a web server goes: the task that reads is cancelled, wherever it stands."""
            seeking = asyncio.create_task(seek())
            for _ in range(numbers.randrange(6)):
                await asyncio.sleep(0)
            seeking.cancel()
            await asyncio.wait([seeking])
            if not seeking.cancelled():
                await seeking

        for number in range(SEEKS):
            await (seek() if number % 3 else vanish())

        live = next(iter(engine._lives.values()))
        assert live.readership is not None
        assert live.readership.readers == {}
        assert live.users == 0
        assert source._readers == set()
        assert len(live.readership.scheduler._claims) <= 1, "of all that left, the last lingers"
        await until("the last task to end", lambda: len(asyncio.all_tasks()) <= tasks)
        await until("every file to be closed", lambda: not descriptors(tmp_path / "peers"))
    await engine.stop()
    assert engine._lives == {}
    assert len(engine._tasks) == 0
    assert descriptors(tmp_path / "peers") == []


async def test_an_engine_that_stops_gives_back_every_descriptor(engine: Engine) -> None:
    held = len(descriptors())
    await engine.stop()
    assert len(descriptors()) < held
    assert [task.get_name() for task in asyncio.all_tasks() if task.get_name().startswith("peers")] == []
