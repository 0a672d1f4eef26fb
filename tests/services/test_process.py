"""Servers of the lab are ready when said so, and never outlive the tests."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.services.deadline import TookTooLong, until
from tests.services.process import RUNNING, Process, ProcessEnded
from tests.services.programs import ROOT

# A server with a child of its own, both deaf to SIGTERM: the worst to get rid of.
_DEAF = "trap '' TERM; sleep 600 & echo child $!; echo ready; wait; sleep 600"


def _alive(pid: int) -> bool:
    """Whether a process exists and is not merely waiting to be collected."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def _child_of(log: str) -> int:
    return int(log.split("child ")[1].split(maxsplit=1)[0])


async def test_a_server_and_its_children_are_gone_after_the_block() -> None:
    async with Process("polite", ["/bin/sh", "-c", "sleep 600 & echo child $!; echo ready; wait"]) as process:
        await process.until_logged("ready")
        child = _child_of(process.log())
        assert _alive(child)
        assert process in RUNNING
    assert process.exit_code == -signal.SIGTERM
    await until("the child to go", lambda: not _alive(child))
    assert process not in RUNNING
    assert "ready" in process.log(), "the log can be read afterwards"


async def test_a_killed_server_leaves_no_child_even_when_both_are_deaf() -> None:
    process = Process("deaf", ["/bin/sh", "-c", _DEAF])
    process.start()
    await process.until_logged("ready")
    child = _child_of(process.log())
    await process.kill()
    assert process.exit_code == -signal.SIGKILL
    await until("the child to go", lambda: not _alive(child))


async def test_a_server_does_not_outlive_a_test_process_that_is_killed() -> None:
    script = f"""
import time
from tests.services.process import Process
process = Process("orphan", ["/bin/sh", "-c", {_DEAF!r}])
process.start()
while "ready" not in process.log():
    time.sleep(0.01)
print(process.pid, process.log().split()[1], flush=True)
time.sleep(600)
"""
    parent = await asyncio.create_subprocess_exec(sys.executable, "-c", script, stdout=subprocess.PIPE, cwd=ROOT)
    assert parent.stdout is not None
    server, child = (int(word) for word in (await parent.stdout.readline()).split())
    assert _alive(server)
    parent.kill()
    await parent.wait()
    await until("the server and its child to go", lambda: not _alive(server) and not _alive(child))


async def test_a_server_that_ends_early_is_an_error_with_its_log() -> None:
    async with Process("short", ["/bin/sh", "-c", "echo the disk is full; exit 3"]) as process:
        with pytest.raises(ProcessEnded, match=r"short ended with 3: the disk is full"):
            await process.until_logged("ready")


async def test_a_server_that_is_never_ready_is_an_error_with_its_log() -> None:
    async with Process("idle", ["/bin/sh", "-c", "echo thinking; exec sleep 600"]) as process:
        await process.until_logged("thinking")
        with pytest.raises(TookTooLong, match=r"waited 0.1 s for “ready”; idle says: thinking"):
            await process.until_logged("ready", timeout_s=0.1)


async def test_a_server_starts_again_after_it_was_killed() -> None:
    async with Process("again", ["/bin/sh", "-c", "echo run $$; exec sleep 600"]) as process:
        await process.until_logged(f"run {process.pid}")
        first = process.pid
        await process.kill()
        process.start()
        await process.until_logged(f"run {process.pid}")
        assert process.pid != first
        assert process.log().count("run ") == 2


async def test_a_server_is_spoken_to_through_its_input() -> None:
    async with Process("echo", ["/bin/cat"]) as process:
        process.say("hello")
        assert await process.until_logged("hello") == "hello"


def test_the_log_of_a_server_is_shown_when_a_test_fails(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text("""
import pytest
from tests.services.process import Process
pytest_plugins = ["tests.services.fixtures"]

@pytest.fixture
def anyio_backend():
    return "asyncio"

@pytest.fixture
async def moody():
    async with Process("moody", ["/bin/sh", "-c", "echo $((6 * 7)) is a bad number; exec sleep 600"]) as process:
        await process.until_logged("bad number")
        yield process
""")
    (tmp_path / "test_it.py").write_text("""
from tests.services.process import Process

async def test_with_a_fixture(moody):
    assert False

async def test_with_a_block():
    async with Process("sad", ["/bin/sh", "-c", "echo $((6 * 8)) is a sad number; exec sleep 600"]) as process:
        await process.until_logged("sad number")
        assert False
""")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-o", "anyio_mode=auto", "-p", "no:cacheprovider", "--rootdir", tmp_path, "."],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    assert "42 is a bad number" in done.stdout
    assert "48 is a sad number" in done.stdout
