"""Running a server of somebody else's: ready by condition, its log at hand, and surely gone afterwards."""

import asyncio
import os
import signal
import subprocess
import tempfile
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import anyio

from tests.services.deadline import HANG_S, TookTooLong, until

RUNNING: "set[Process]" = set()
"""What runs now; a test that fails shows the end of each log (see `fixtures`)."""

# Reads until the pipe closes, which happens however this process ends, and then ends the server's whole group.
_WATCHDOG = 'read -r _; kill -s KILL -- "-$1"'
_GRACE_S = 10.0


class ProcessEnded(RuntimeError):
    """A server ended by itself; the message carries the end of its log."""


class Process:
    """A program in a process group of its own, with standard output and error in one file.

    The group dies with the `async with` block, and with this Python process if that is killed. It sees `environment`,
    and with `inherit` what this process sees besides.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
        inherit: bool = True,
    ) -> None:
        self.name = name
        self._command = [str(word) for word in command]
        self._environment = {**(os.environ if inherit else {}), **(environment or {})}
        self._folder = folder
        self._written = ""  # the log of earlier runs
        self._log_file: Path | None = None
        self._popen: subprocess.Popen[bytes] | None = None
        self._watchdog: subprocess.Popen[bytes] | None = None

    async def __aenter__(self) -> Self:
        self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            error.add_note(f"{self.name} says:\n{self.tail()}")
        await self.stop()

    @property
    def pid(self) -> int:
        assert self._popen is not None, f"{self.name} was not started"
        return self._popen.pid

    @property
    def exit_code(self) -> int | None:
        """None while it runs; minus the signal's number when one ended it."""
        return self._popen.poll() if self._popen else None

    def start(self) -> None:
        """Run it; also again after it ended, with the same log."""
        log, log_name = tempfile.mkstemp(prefix=f"{self.name}-", suffix=".log")
        self._log_file = Path(log_name)
        self._popen = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=self._environment,
            cwd=self._folder,
            start_new_session=True,
        )
        os.close(log)
        self._watchdog = subprocess.Popen(
            ["/bin/sh", "-c", _WATCHDOG, "watchdog", str(self._popen.pid)],
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        RUNNING.add(self)

    def say(self, line: str) -> None:
        """Write a line to its standard input."""
        assert self._popen is not None
        assert self._popen.stdin is not None
        self._popen.stdin.write(line.encode() + b"\n")
        self._popen.stdin.flush()

    def log(self) -> str:
        """Everything it wrote so far; still there after its end."""
        if self._log_file is None:
            return self._written
        return self._written + self._log_file.read_text(encoding="utf-8", errors="replace")

    def tail(self, lines: int = 60) -> str:
        return "\n".join(self.log().splitlines()[-lines:])

    async def until(
        self, what: str, ask: Callable[[], Awaitable[object]], *, timeout_s: float = HANG_S, every_s: float = 0.02
    ) -> None:
        """Wait until `ask()` answers yes; an `OSError` is a "not yet".

        Raises:
            ProcessEnded: it ended meanwhile.
            TookTooLong: it runs and the answer stayed no.
        """
        try:
            async with asyncio.timeout(timeout_s):
                while not await _answers(ask):
                    if self.exit_code is not None:
                        raise ProcessEnded(f"{self.name} ended with {self.exit_code}: {self.tail()}")
                    await asyncio.sleep(every_s)
        except TimeoutError:
            raise TookTooLong(f"waited {timeout_s:g} s for {what}; {self.name} says: {self.tail()}") from None

    async def until_logged(self, text: str, *, timeout_s: float = HANG_S) -> str:
        """Wait for `text` in the log; answers the line with it."""

        async def logged() -> bool:
            return text in self.log()

        await self.until(f"“{text}”", logged, timeout_s=timeout_s)
        return next(line for line in self.log().splitlines() if text in line)

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the program alone, not to its children."""
        assert self._popen is not None
        self._popen.send_signal(number)

    async def ended(self, *, timeout_s: float = HANG_S) -> int:
        """Wait for its end; answers the exit code."""
        await until(f"{self.name} to end", lambda: self.exit_code is not None, timeout_s=timeout_s)
        assert self.exit_code is not None
        return self.exit_code

    async def kill(self) -> None:
        """End it and its children at once, as a power cut would."""
        await self._end(grace_s=0)

    async def stop(self) -> None:
        """Ask it to end, insist after ten seconds, and leave no child of it behind."""
        with anyio.CancelScope(shield=True):
            await self._end(grace_s=_GRACE_S)

    async def _end(self, *, grace_s: float) -> None:
        if self._popen is None:
            return
        if grace_s and self.exit_code is None:
            self._signal_group(signal.SIGTERM)
            with suppress(TookTooLong):
                await self.ended(timeout_s=grace_s)
        self._signal_group(signal.SIGKILL)
        await self.ended()
        _release(self._popen)
        if self._watchdog is not None:
            self._watchdog.kill()
            self._watchdog.wait()
            _release(self._watchdog)
        if self._log_file is not None:
            self._written = self.log()
            self._log_file.unlink()
            self._log_file = None
        RUNNING.discard(self)

    def _signal_group(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.pid, number)


async def _answers(ask: Callable[[], Awaitable[object]]) -> bool:
    try:
        return bool(await ask())
    except OSError:
        return False


def _release(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        with suppress(BrokenPipeError):
            process.stdin.close()
