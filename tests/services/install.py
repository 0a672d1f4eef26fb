"""Make this machine ready for the tests: `python -m tests.services.install`, which `make test` calls.

Installs only what is missing: Debian packages when this may be done, and the npm libraries of tests/services/node.
Where packages cannot be installed from here, it says what to install and ends with 1.
"""

import hashlib
import os
import shutil
import subprocess
import sys

from tests.services.programs import DEBIAN_PACKAGES, NODE_FOLDER, find, node_bin


def main() -> int:
    return install_packages([program for program in DEBIAN_PACKAGES if find(program) is None]) or install_npm()


def install_packages(missing: list[str]) -> int:
    """Bring `missing` programs with apt-get; answers the exit status."""
    packages = [DEBIAN_PACKAGES[program] for program in missing]
    if not packages:
        return 0
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        _say(f"The tests need {', '.join(missing)}. Install with:")
        _say(f"    sudo apt-get update && sudo apt-get install --no-install-recommends {' '.join(packages)}")
        _say("or, on a system without apt, by its own means, so that these programs are on PATH.")
        return 1
    _say(f"Installing {', '.join(packages)} …")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
    command = ["apt-get", "install", "-qq", "--yes", "--no-install-recommends", *packages]
    return subprocess.run(command, check=False, env=quiet, stdout=subprocess.DEVNULL).returncode


def install_npm() -> int:
    """Bring the libraries that the lock file names, unless they are there; answers the exit status."""
    lock = hashlib.sha256((NODE_FOLDER / "package-lock.json").read_bytes()).hexdigest()
    installed = NODE_FOLDER / "node_modules" / ".lock-sha256"
    if installed.is_file() and installed.read_text() == lock:
        return 0
    _say("Installing the npm libraries of tests/services/node …")
    # WebTorrent asks for Node 22 and runs on 20.19, which is why only errors are shown.
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    path = os.pathsep.join([str(node_bin()), os.environ.get("PATH", os.defpath)])
    done = subprocess.run(command, cwd=NODE_FOLDER, check=False, env={**os.environ, "PATH": path})
    if done.returncode == 0:
        installed.write_text(lock)
    return done.returncode


def _say(line: str) -> None:
    print(line, file=sys.stderr)  # noqa: T201  it is run from a terminal


if __name__ == "__main__":
    sys.exit(main())
