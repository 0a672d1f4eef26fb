"""`miauflix seed` against a stand-in TMDB that lets 40 requests a second through; 60 s, and 10 s again, are the limits.

Our own pace is 20 a second with a burst of 10, so most of the first run is waiting for it: that alone stands beside.
Each run is a process of its own, its start included.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from bench.limits import limit

_LIMIT_S, _AGAIN_LIMIT_S = 60, 10
_PACE, _BURST = 20, 10


@contextmanager
def stand_in() -> Generator[dict[str, str]]:
    """The settings that use a catalogue of 5,000 made-up titles."""
    command = [sys.executable, "-m", "tests.fakes.tmdb", "--titles", "5000", "--limit", "40"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    said: dict[str, str] = {}
    while "TMDB_IMAGE_URL" not in said:
        words = shlex.split(process.stdout.readline())
        if words[:1] == ["export"]:
            name, _, value = words[1].partition("=")
            said[name] = value
    try:
        yield said
    finally:
        process.terminate()
        process.wait()


def seed(environment: dict[str, str]) -> tuple[float, float, str]:
    """Seconds by the clock and of the processor, and what it said."""
    began, before = time.perf_counter(), os.times()
    command = [Path(sys.executable).with_name("miauflix"), "seed"]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    after = os.times()
    busy_s = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - began, busy_s, done.stdout.strip().splitlines()[-1]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, stand_in() as settings:
        environment = os.environ | settings | {"MIAUFLIX_DATA_DIR": folder}
        for name, limit_s in (("first", _LIMIT_S), ("again", _AGAIN_LIMIT_S)):
            took_s, busy_s, said = seed(environment)
            verdict = limit(f"seeding, {name}", took_s, limit_s, "s")
            print(f"{name}  {took_s:5.1f} s   {verdict}   {busy_s:4.1f} s of processor   {said}")
            if name == "first":
                titles = int(re.findall(r"with (\d+) titles", said)[0])
                print(f"the pace alone, one request a title: {(titles - _BURST) / _PACE:.1f} s")


if __name__ == "__main__":
    main()
