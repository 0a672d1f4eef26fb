"""A fresh machine is made ready, and one that cannot be is told what to do."""

import os
import shutil

import pytest

from tests.services import install
from tests.services.programs import DEBIAN_PACKAGES, NODE_FOLDER, find


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
