"""A fresh machine is made ready, and one that cannot be is told what to do."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.services import install
from tests.services.programs import DEBIAN_PACKAGES, NODE_FOLDER, ROOT, find


def test_everything_is_here_after_make_test() -> None:
    assert [program for program in DEBIAN_PACKAGES if find(program) is None] == []
    assert install.main() == 0


@pytest.mark.parametrize("obstacle", ["not root", "no apt"])
def test_a_machine_where_nothing_may_be_installed_is_told_what_to_install(
    obstacle: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nothing_found(program: str) -> str | None:
        return None if obstacle == "no apt" else f"/usr/bin/{program}"

    monkeypatch.setattr(os, "geteuid", lambda: 1000 if obstacle == "not root" else 0)
    monkeypatch.setattr(shutil, "which", nothing_found)
    assert install.install_packages(["chromium", "transmission-daemon"]) == 1
    said = capsys.readouterr().err
    assert "apt-get install --no-install-recommends chromium transmission-daemon\n" in said


def test_the_npm_lock_names_no_registry() -> None:
    lock = (NODE_FOLDER / "package-lock.json").read_text()
    assert "resolved" not in lock
    assert "registry" not in lock


def test_node_and_npm_from_pypi_run_on_a_machine_without_node(tmp_path: Path) -> None:
    """The wheel is here in any case: a tool of `make check` brings it."""
    script = f"import sys; sys.path.insert(0, {str(ROOT / 'tools')!r}); import node_path; print(node_path.from_pypi())"
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    programs = Path(said.stdout.strip())
    nothing_else = {"PATH": f"{programs}:/bin", "HOME": str(tmp_path)}
    for program in ("node", "npm", "npx"):
        command = [programs / program, "--version"]
        version = subprocess.run(command, capture_output=True, text=True, check=True, env=nothing_else).stdout
        assert re.match(r"v?\d+\.\d+", version), program
