"""Running FFmpeg: an argv list without a shell, protocols named one by one, progress as numbers."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import imageio_ffmpeg

from miauflix.transcoding.child import run_child

# Files and pipes only: no input, however crafted, may make FFmpeg open a connection.
_PROTOCOLS = "file,pipe"


@dataclass(frozen=True, slots=True)
class Input:
    """One `-i`: a path, or a filter graph when `options` say `-f lavfi`."""

    what: str | Path
    options: tuple[str, ...] = ()

    def arguments(self) -> tuple[str, ...]:
        return ("-protocol_whitelist", _PROTOCOLS, *self.options, "-i", str(self.what))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: seconds of media written, frames, and media seconds per second (0 when unknown)."""

    written_s: float = 0
    frames: int = 0
    speed: float = 0


async def ffmpeg_path() -> Path:
    """Where the binary is. It is started once to see that it runs, hence the thread.

    Raises:
        RuntimeError: imageio-ffmpeg has no binary for this platform and the system has none either.
    """
    return Path(await asyncio.to_thread(imageio_ffmpeg.get_ffmpeg_exe))


async def run_ffmpeg(
    inputs: Sequence[Input],
    arguments: Sequence[str],
    *,
    on_progress: Callable[[Progress], None] | None = None,
    niceness: int = 10,
    stall_s: float = 60,
    cwd: Path | None = None,
) -> None:
    """Run FFmpeg over `inputs`; `arguments` are everything after them, output path included.

    Outputs that exist are overwritten. Cancelling kills FFmpeg and leaves what it had written.

    Raises:
        ChildFailed: FFmpeg failed, with the tail of what it said, or wrote nothing for `stall_s` seconds.
    """
    command = [
        str(await ffmpeg_path()),
        *("-hide_banner", "-nostdin", "-y", "-loglevel", "warning"),
        *("-progress", "pipe:1", "-stats_period", "0.5", "-nostats"),
        *(argument for each in inputs for argument in each.arguments()),
        *arguments,
    ]
    reader = _ProgressReader(on_progress or (lambda _: None))
    await run_child(command, on_line=reader.line, niceness=niceness, stall_s=stall_s, cwd=cwd)


class _ProgressReader:
    """Turns `key=value` lines into one Progress for each block, which a `progress=` line ends."""

    def __init__(self, tell: Callable[[Progress], None]) -> None:
        self._tell = tell
        self._now = Progress()

    def line(self, line: str) -> None:
        key, _, value = line.partition("=")
        match key:
            case "out_time_us":
                self._now = replace(self._now, written_s=_number(value) / 1_000_000)
            case "frame":
                self._now = replace(self._now, frames=int(_number(value)))
            case "speed":
                self._now = replace(self._now, speed=_number(value.rstrip("x")))
            case "progress":
                self._tell(self._now)
            case _:
                pass


def _number(text: str) -> float:
    """FFmpeg writes N/A, or a negative time, until the first packet is out."""
    try:
        return max(0.0, float(text))
    except ValueError:
        return 0.0
