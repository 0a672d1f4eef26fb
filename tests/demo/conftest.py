"""Films of a few seconds, made once for all tests that only look at them."""

import asyncio
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from miauflix.demo.films import FILMS
from miauflix.demo.studio import Finished, Studio
from miauflix.demo.types import Film
from miauflix.transcoding import ffmpeg_path

Making = Callable[[Film], Finished]


def brief(film: Film, length_s: float = 3) -> Film:
    """The same film, over sooner."""
    return replace(film, length_s=length_s)


BRIEF_FILMS = [brief(film) for film in FILMS]


@dataclass(frozen=True)
class Probe:
    """What FFmpeg says of a file, and what it sees when it decodes all of it."""

    said: str

    def find(self, pattern: str) -> str:
        match = re.search(pattern, self.said)
        assert match, f"{pattern} is not in:\n{self.said}"
        return match[1]


@cache
def _ffmpeg() -> str:
    return str(asyncio.run(ffmpeg_path()))


def probe(path: Path, *arguments: str) -> Probe:
    """Run FFmpeg over the whole file, without an output unless `arguments` name one."""
    command = [_ffmpeg(), "-hide_banner", "-nostdin", "-i", str(path), *arguments, "-f", "null", "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    return Probe(done.stderr)


def decode(path: Path, chain: str) -> bytes:
    """The grey pixels of the frames that the filter `chain` lets through."""
    picture = ["-map", "0:v", "-vf", chain, "-fps_mode", "vfr", "-f", "rawvideo", "-pix_fmt", "gray", "-"]
    command = [_ffmpeg(), "-v", "error", "-nostdin", "-i", str(path), *picture]
    return subprocess.run(command, capture_output=True, check=True, timeout=120).stdout


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Making:
    """Make a film, at most once in the session."""
    studio = Studio(tmp_path_factory.mktemp("studio"), niceness=0)
    made: dict[str, Finished] = {}

    def make(film: Film) -> Finished:
        if film.key not in made:
            made[film.key] = asyncio.run(studio.make(film, lambda _: None))
        return made[film.key]

    return make
