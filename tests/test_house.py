"""The house as it stands and the pages that describe it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = sorted(
    path.stem
    for path in (ROOT / "miauflix").iterdir()
    if (path.is_dir() and (path / "__init__.py").exists()) or (path.suffix == ".py" and not path.stem.startswith("_"))
)


def architecture() -> str:
    return (ROOT / "ARCHITECTURE.md").read_text()


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_on_disk_stands_in_the_room_map_and_in_the_arrows(room: str) -> None:
    page = architecture()
    arrows = page.split("```")[1]
    assert re.search(rf"^\| `{room}` \|", page, re.MULTILINE), f"{room} is missing from the table of rooms"
    assert re.search(rf"\b{room}\b", arrows), f"{room} is missing from the arrows"


def test_no_room_is_described_that_does_not_exist() -> None:
    described = set(re.findall(r"^\| `(\w+)` \|", architecture(), re.MULTILINE))
    assert described == set(ROOMS)


def test_the_arrows_of_the_page_are_the_layers_that_are_enforced() -> None:
    contract = (ROOT / ".importlinter").read_text().split("[importlinter:contract:house]")[1].split("\n[")[0]
    enforced = [line.strip() for line in contract.split("layers =")[1].strip().splitlines()]
    drawn = architecture().split("```")[1].strip().splitlines()

    def rooms(lines: list[str]) -> list[set[str]]:
        layers = [set(re.findall(r"\w+", line)) & set(ROOMS) for line in lines]
        return [layer for layer in layers if layer]

    assert rooms(drawn) == rooms(enforced)


@pytest.mark.parametrize("room", [room for room in ROOMS if (ROOT / "miauflix" / room).is_dir()])
def test_every_room_says_what_it_is_for(room: str) -> None:
    face = (ROOT / "miauflix" / room / "__init__.py").read_text()
    assert face.startswith('"""')


def test_the_example_environment_and_the_guide_are_what_the_settings_say() -> None:
    check = subprocess.run(
        [sys.executable, "tools/settings_docs.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert check.returncode == 0, check.stderr


def test_make_help_has_a_line_for_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text()
    public, _, _ = makefile.partition("# --- how the above is made")
    targets = set(re.findall(r"^\.PHONY: ([\w-]+)$", public, re.MULTILINE))
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert targets == set(re.findall(r"^  make ([\w-]+) +\S", shown, re.MULTILINE))


def test_no_lock_file_records_a_registry() -> None:
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in tracked.split("\0"):
        path = ROOT / name
        if path.name == "package-lock.json" or path.parent.name == "requirements":
            assert not re.search(r"https?://", path.read_text()), name
