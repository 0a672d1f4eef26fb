import asyncio
import os
import signal
import sys
from pathlib import Path

import psutil
import pytest
import uvloop

from miauflix.transcoding import ChildFailed, run_child


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


async def gone(pid: int, deadline_s: float = 10) -> None:
    async with asyncio.timeout(deadline_s):
        while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:  # noqa: ASYNC110  a stranger sends no event
            await asyncio.sleep(0.01)


async def test_each_line_of_stdout_is_handed_on() -> None:
    lines: list[str] = []
    await run_child(python("print('one'); print('two')"), on_line=lines.append)
    assert lines == ["one", "two"]


def test_it_runs_on_the_loop_of_the_server_too() -> None:
    lines: list[str] = []
    uvloop.run(run_child(python("print('one')"), on_line=lines.append))
    assert lines == ["one"]


async def test_a_failure_carries_the_tail_of_stderr() -> None:
    code = "import sys\nfor n in range(50): print('complaint', n, file=sys.stderr)\nsys.exit(3)"
    with pytest.raises(ChildFailed, match="exited with code 3") as caught:
        await run_child(python(code))
    assert caught.value.tail == tuple(f"complaint {n}" for n in range(30, 50))


async def test_death_by_a_signal_is_named() -> None:
    with pytest.raises(ChildFailed, match="SIGTERM"):
        await run_child(python("import os; os.kill(os.getpid(), 15)"))


async def test_the_child_is_nice_and_leads_its_own_group() -> None:
    lines: list[str] = []
    code = "import os; print(os.nice(0), os.getpgrp() == os.getpid(), os.isatty(0))"
    await run_child(python(code), on_line=lines.append, niceness=7)
    assert lines == [f"{os.nice(0) + 7} True False"]


async def test_silence_ends_the_child() -> None:
    with pytest.raises(ChildFailed, match=r"wrote nothing for 0.2 s"):
        await run_child(python("import time; time.sleep(60)"), stall_s=0.2)


async def test_cancelling_kills_the_child_and_its_children() -> None:
    pids: list[int] = []
    both = asyncio.Event()

    def note(line: str) -> None:
        pids.append(int(line))
        if len(pids) == 2:
            both.set()

    code = (
        "import os, subprocess, sys, time\n"
        "print(os.getpid(), flush=True)\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(60)"
    )
    task = asyncio.create_task(run_child(python(code), on_line=note))
    await asyncio.wait_for(both.wait(), 10)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    for pid in pids:
        await gone(pid)


async def test_a_killed_parent_takes_the_child_along(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    child = f"import os, time; open({str(note)!r}, 'w').write(str(os.getpid()) + '.'); time.sleep(60)"
    parent = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        "import asyncio, sys; from miauflix.transcoding import run_child\n"
        f"asyncio.run(run_child([sys.executable, '-c', {child!r}]))",
        cwd=Path(__file__).parents[2],
    )
    async with asyncio.timeout(20):
        while not (note.exists() and note.read_text().endswith(".")):  # noqa: ASYNC110  a stranger sends no event
            await asyncio.sleep(0.01)
    parent.send_signal(signal.SIGKILL)
    await parent.wait()
    await gone(int(note.read_text().rstrip(".")))
