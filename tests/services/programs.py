"""Where the programs of other people are, and what to do when they are not."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
NODE_FOLDER = Path(__file__).parent / "node"

# What a program is called, and the Debian package that brings it. Some systems know a program by another name.
DEBIAN_PACKAGES = {"chromium": "chromium", "opentracker": "opentracker", "transmission-daemon": "transmission-daemon"}
_OTHER_NAMES = {"chromium": ("chromium-browser", "google-chrome-stable", "google-chrome")}


class ProgramMissing(RuntimeError):
    """A program the tests need is not installed; the message says how to get it."""


def find(program: str) -> str | None:
    """The path of a program by its Debian name; the folders of administrators are searched as well."""
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/local/sbin", "/usr/sbin", "/sbin"])
    names = (program, *_OTHER_NAMES.get(program, ()))
    return next((found for name in names if (found := shutil.which(name, path=path))), None)


def path_of(program: str) -> str:
    """The same, of a program that has to be there.

    Raises:
        ProgramMissing: it is not.
    """
    found = find(program)
    if found is None:
        raise ProgramMissing(f"{program} is not installed; run `.venv/bin/python -m tests.services.install`")
    return found


@cache
def node_bin() -> Path:
    """The folder of a Node that is new enough, fetched from PyPI when the machine has none."""
    command = [sys.executable, ROOT / "tools" / "node_path.py"]
    return Path(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip())


def node_command(script: str) -> list[str | Path]:
    """The command that runs one of our scripts in tests/services/node.

    Raises:
        ProgramMissing: its libraries are not installed.
    """
    if not (NODE_FOLDER / "node_modules").is_dir():
        raise ProgramMissing("tests/services/node has no libraries; run `.venv/bin/python -m tests.services.install`")
    return [node_bin() / "node", "--import", "./no-webrtc.js", script]
