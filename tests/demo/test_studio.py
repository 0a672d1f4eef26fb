import asyncio
import contextlib
import signal
import sys
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from miauflix.demo import mp4
from miauflix.demo.films import FILMS
from miauflix.demo.studio import Studio, recipe
from miauflix.transcoding import ChildFailed
from tests.demo.conftest import brief
from tests.services.deadline import until

ROOFS = brief(FILMS[0], length_s=2)
ROOT = Path(__file__).parents[2]


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(tmp_path, niceness=0)


def everything_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


async def test_a_film_is_made_once(studio: Studio, tmp_path: Path) -> None:
    shares: list[float] = []
    made = await studio.make(ROOFS, shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1, abs=0.05)
    mp4.check(made.path)
    name = ROOFS.release_name
    assert everything_in(tmp_path) == [f"films/{name}.json", f"films/{name}.mp4"]

    before = made.path.stat().st_mtime_ns
    assert await Studio(tmp_path).make(ROOFS, shares.append) == made
    assert made.path.stat().st_mtime_ns == before


async def test_another_recipe_makes_it_anew(studio: Studio) -> None:
    made = await studio.make(ROOFS, lambda _: None)
    louder = replace(ROOFS, grain=9)
    assert studio.finished(louder) is None
    again = await studio.make(louder, lambda _: None)
    assert again.recipe != made.recipe
    assert studio.finished(ROOFS) is None
    assert studio.finished(louder) == again


async def test_a_film_of_the_wrong_size_does_not_count(studio: Studio) -> None:
    made = await studio.make(ROOFS, lambda _: None)
    with made.path.open("ab") as file:
        file.write(b"x")
    assert studio.finished(ROOFS) is None


async def test_cancelling_leaves_nothing(studio: Studio, tmp_path: Path) -> None:
    begun = asyncio.Event()
    making = asyncio.create_task(studio.make(FILMS[0], lambda _: begun.set()))
    await asyncio.wait_for(begun.wait(), 60)
    making.cancel()
    with pytest.raises(asyncio.CancelledError):
        await making
    assert everything_in(tmp_path) == []
    assert not [child for child in psutil.Process().children(recursive=True) if "ffmpeg" in child.name()]


async def test_a_failure_leaves_nothing_and_says_why(studio: Studio, tmp_path: Path) -> None:
    with pytest.raises(ChildFailed, match=r"(?i)preset"):
        await studio.make(replace(ROOFS, preset="hasty"), lambda _: None)  # pyright: ignore[reportArgumentType]  meant
    assert everything_in(tmp_path) == []


MAKE_FOREVER = """
import asyncio, sys
from pathlib import Path
from miauflix.demo.films import FILMS
from miauflix.demo.studio import Studio
asyncio.run(Studio(Path(sys.argv[1])).make(FILMS[0], lambda share: print(share, flush=True)))
"""


async def test_kill_9_in_the_middle_leaves_nothing_half(studio: Studio, tmp_path: Path) -> None:
    maker = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", MAKE_FOREVER, str(tmp_path)), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert maker.stdout is not None
    share = 0.0
    async with asyncio.timeout(120):
        while share < 0.02:
            share = float(await maker.stdout.readline())
    children = psutil.Process(maker.pid).children(recursive=True)
    assert [child for child in children if "ffmpeg" in child.name()]
    maker.send_signal(signal.SIGKILL)
    await maker.wait()
    await until("FFmpeg to end with its parent", lambda: not any(_runs(child) for child in children))

    assert [name for name in everything_in(tmp_path) if name.startswith("work/")]
    assert studio.finished(FILMS[0]) is None
    studio.clear_away()
    assert everything_in(tmp_path) == []


def _runs(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        return process.status() != psutil.STATUS_ZOMBIE
    return False


async def test_a_kill_between_film_and_note_is_made_good(studio: Studio, tmp_path: Path) -> None:
    made = await studio.make(ROOFS, lambda _: None)
    made.path.with_suffix(".json").unlink()
    assert studio.finished(ROOFS) is None
    studio.clear_away()
    assert everything_in(tmp_path) == []


def test_a_recipe_depends_on_no_folder_and_on_every_word() -> None:
    assert recipe(ROOFS) == recipe(brief(FILMS[0], length_s=2))
    others = [replace(ROOFS, closing=("other",)), replace(ROOFS, length_s=3), replace(ROOFS, preset="superfast")]
    assert len({recipe(ROOFS), *(recipe(other) for other in others)}) == 4
