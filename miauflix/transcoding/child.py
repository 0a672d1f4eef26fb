"""A child process that cannot outlive its purpose."""

import asyncio
import contextlib
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

_LEASH = Path(__file__).with_name("leash.py")
_TAIL_LINES = 20
_LINE_LIMIT_BYTES = 64 * 1024


class ChildFailed(Exception):
    """A child ended with a code other than 0, or fell silent; `tail` holds the last lines it complained with."""

    def __init__(self, program: str, reason: str, tail: Sequence[str]) -> None:
        self.tail = tuple(tail)
        complaint = "\n".join(tail) or "It said nothing on stderr."
        super().__init__(f"{program} {reason}: {complaint}")


async def run_child(
    command: Sequence[str],
    *,
    on_line: Callable[[str], None] | None = None,
    niceness: int = 10,
    stall_s: float = 60,
    cwd: Path | None = None,
) -> None:
    """Run `command` (an absolute program path and its arguments, no shell) to its end.

    The child leads a session of its own, so Ctrl-C reaches it only through us, and has no stdin.
    `on_line` gets each line of its stdout; `stall_s` is the longest it may go without one.

    Raises:
        ChildFailed: it exited with another code than 0, or wrote no line for `stall_s` seconds.
    """
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", "-S", str(_LEASH), str(os.getpid()), str(niceness)),
        *command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        limit=_LINE_LIMIT_BYTES,
        start_new_session=True,  # a group of its own; uvloop does not know `process_group`
        cwd=cwd,
    )
    tail: deque[str] = deque(maxlen=_TAIL_LINES)
    program = Path(command[0]).name
    try:
        async with asyncio.TaskGroup() as readers:
            readers.create_task(_listen(_stream(process.stderr), tail.append))
            readers.create_task(_listen(_stream(process.stdout), on_line or (lambda _: None), stall_s))
        code = await process.wait()
    except* TimeoutError:
        raise ChildFailed(program, f"wrote nothing for {stall_s:g} s and was ended", tail) from None
    finally:
        await _end(process)
    if code:
        raise ChildFailed(program, _how_it_ended(code), tail)


def _stream(pipe: asyncio.StreamReader | None) -> asyncio.StreamReader:
    if pipe is None:
        raise RuntimeError("the child was started without this pipe")
    return pipe


async def _listen(pipe: asyncio.StreamReader, on_line: Callable[[str], None], stall_s: float | None = None) -> None:
    while True:
        async with asyncio.timeout(stall_s):
            line = await pipe.readline()
        if not line:
            return
        on_line(line.decode(errors="replace").rstrip())


def _how_it_ended(code: int) -> str:
    return f"exited with code {code}" if code > 0 else f"was ended by {signal.Signals(-code).name}"


async def _end(process: asyncio.subprocess.Process) -> None:
    """Kill the whole group and wait until it is reaped. Nothing it was writing is worth a polite goodbye."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    await process.wait()
