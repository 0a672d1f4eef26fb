import asyncio
from pathlib import Path

import psutil
import pytest

from miauflix.transcoding import ChildFailed, Input, Progress, ffmpeg_path, run_ffmpeg

PICTURE = Input("testsrc2=s=160x90:r=25:d=2", ("-f", "lavfi"))
ENDLESS = Input("testsrc2=s=160x90:r=25", ("-re", "-f", "lavfi"))


async def test_the_binary_can_be_run() -> None:
    path = await ffmpeg_path()
    assert path.is_absolute()
    assert path.is_file()


async def test_progress_ends_with_all_that_was_written(tmp_path: Path) -> None:
    seen: list[Progress] = []
    await run_ffmpeg([PICTURE], [str(tmp_path / "out.mp4")], on_progress=seen.append)
    assert seen[-1].frames == 50
    assert seen[-1].written_s == pytest.approx(2, abs=0.1)
    assert (tmp_path / "out.mp4").stat().st_size > 1000


async def test_a_failure_says_what_ffmpeg_said(tmp_path: Path) -> None:
    with pytest.raises(ChildFailed, match="No such file"):
        await run_ffmpeg([Input(tmp_path / "missing.mp4")], [str(tmp_path / "out.mp4")])


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/film.mp4", "tcp://127.0.0.1:9", "concat:a|b"])
async def test_protocols_other_than_files_and_pipes_are_refused(address: str, tmp_path: Path) -> None:
    with pytest.raises(ChildFailed, match=r"(?i)not on whitelist"):
        await run_ffmpeg([Input(address)], [str(tmp_path / "out.mp4")])


async def test_cancelling_ends_ffmpeg(tmp_path: Path) -> None:
    started = asyncio.Event()
    run = run_ffmpeg([ENDLESS], [str(tmp_path / "out.mkv")], on_progress=lambda _: started.set())
    task = asyncio.create_task(run)
    await asyncio.wait_for(started.wait(), 20)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    mine = psutil.Process().children(recursive=True)
    assert not [child for child in mine if "ffmpeg" in child.name()]
