"""Real films to watch in tests: H.264 and AAC in MP4 with its index in front, made once per machine.

    film = make_real_film()
    async with film.swarm(seeders=2) as swarm:  # as fast as twice the film plays
        ...

What is seen is a test picture with noise over it, since noise is what keeps the bitrate up.
"""

import fcntl
import hashlib
import json
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

import imageio_ffmpeg

from tests.services.programs import ROOT
from tests.services.swarm import LabTorrent, Swarm, make_torrent

_CACHE = ROOT / ".cache" / "films"
_VERSION = 1  # part of every recipe's hash: raise it when the command below changes


@dataclass(frozen=True)
class Recipe:
    """What to make: a minute at 3.3 Mbit/s unless said otherwise."""

    duration_s: int = 60
    width: int = 640
    height: int = 360
    frames_s: int = 24
    video_bits_s: int = 3_200_000
    audio_bits_s: int = 128_000
    seed: int = 1

    @property
    def name(self) -> str:
        """Different for every recipe."""
        text = json.dumps([_VERSION, asdict(self)])
        return f"film-{hashlib.sha256(text.encode()).hexdigest()[:12]}.mp4"


@dataclass(frozen=True)
class Film:
    """A playable file and how fast it plays."""

    path: Path
    recipe: Recipe

    @property
    def duration_s(self) -> int:
        return self.recipe.duration_s

    @property
    def bytes_s(self) -> int:
        """Average bytes for a second of film."""
        return self.path.stat().st_size // self.recipe.duration_s

    @cached_property
    def torrent(self) -> LabTorrent:
        """Pieces of 256 KiB, no tracker."""
        return make_torrent(self.path)

    def swarm(self, *, seeders: int = 1, speed: float = 2.0, delay_s: float = 0.0) -> Swarm:
        """Seeders who together give `speed` times what watching takes."""
        return Swarm(self.torrent, seeders=seeders, rate_bytes_s=round(self.bytes_s * speed / seeders), delay_s=delay_s)


def make_real_film(recipe: Recipe | None = None) -> Film:
    """The film of a recipe, from the cache or made now, which takes a few seconds.

    Raises:
        subprocess.CalledProcessError: FFmpeg failed; what it said is on standard error.
    """
    recipe = recipe or Recipe()
    film = Film(_CACHE / recipe.name, recipe)
    _CACHE.mkdir(parents=True, exist_ok=True)
    with _one_at_a_time():
        if not film.path.exists():
            unfinished = film.path.with_suffix(".part.mp4")
            subprocess.run(_command(recipe, unfinished), check=True, stdin=subprocess.DEVNULL)
            unfinished.rename(film.path)
    return film


def _command(recipe: Recipe, target: Path) -> list[str]:
    size = f"size={recipe.width}x{recipe.height}:rate={recipe.frames_s}"
    picture = f"testsrc2={size},noise=all_seed={recipe.seed}:all_strength=40:all_flags=t"
    rate = str(recipe.video_bits_s)
    video = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", str(2 * recipe.frames_s)]
    # Constant bitrate: a film that is cheap in places would make "twice the bitrate" mean something else there.
    constant = ["-b:v", rate, "-minrate", rate, "-maxrate", rate, "-bufsize", rate, "-x264-params", "nal-hrd=cbr"]
    audio = ["-c:a", "aac", "-b:a", str(recipe.audio_bits_s), "-ac", "2"]
    return [
        *(imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-loglevel", "error", "-y"),
        *("-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", "sine=frequency=330:sample_rate=48000"),
        *("-t", str(recipe.duration_s), *video, *constant, *audio, "-movflags", "+faststart", str(target)),
    ]


@contextmanager
def _one_at_a_time() -> Generator[None]:
    """Test processes side by side wait for the one that makes the film."""
    with (_CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
