"""The house as it stands and the pages that describe it."""

import re
import subprocess
import sys
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from configparser import ConfigParser
from copy import deepcopy
from pathlib import Path

import grimp
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


def contract(name: str, option: str) -> list[str]:
    """The lines of an option of a contract of import-linter."""
    rules = ConfigParser()
    rules.read(ROOT / ".importlinter")
    return rules[f"importlinter:contract:{name}"][option].split("\n")[1:]


def drawn() -> list[set[str]]:
    """The lines of the arrows, from the top."""
    return [set(re.findall(r"\w+", line)) for line in architecture().split("```")[1].strip().splitlines()]


def test_the_arrows_of_the_page_are_the_layers_that_are_enforced() -> None:
    layers = [set(re.findall(r"\w+", line)) & set(ROOMS) for line in contract("house", "layers")]
    assert drawn() == [layer for layer in layers if layer]


def test_the_arrows_inside_infra_are_the_layers_that_are_enforced() -> None:
    line = re.search(r"^Inside `infra`: (.+?)\.\n", architecture(), re.MULTILINE | re.DOTALL)
    assert line, "the page has lost its line about infra"
    layers = [set(re.findall(r"\w+", layer)) for layer in line[1].split("→")]
    assert layers == [set(re.findall(r"\w+", layer)) for layer in contract("infra", "layers")]


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """Who imports whom, drawn from the code; imports for the type checker count like any other."""
    return grimp.build_graph("miauflix", cache_dir=None)


def test_the_graph_of_the_code_is_the_one_the_page_draws(graph: grimp.ImportGraph) -> None:
    level = {room: number for number, line in enumerate(drawn()) for room in line}
    graph = deepcopy(graph)
    for room in ROOMS:
        if (ROOT / "miauflix" / room).is_dir():
            graph.squash_module(f"miauflix.{room}")
    arrows = {
        (room, other.removeprefix("miauflix."))
        for room in ROOMS
        for other in graph.find_modules_directly_imported_by(f"miauflix.{room}")
        if other not in {"miauflix", f"miauflix.{room}"}
    }
    assert len(arrows) > len(ROOMS)
    assert [f"{room} → {other}" for room, other in sorted(arrows) if level[room] >= level[other]] == []


def test_no_module_imports_itself_by_way_of_others(graph: grimp.ImportGraph) -> None:
    assert circles({name: graph.find_modules_directly_imported_by(name) for name in graph.modules}) == []


def test_circles_are_found() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a", "d"}, "e": set()}) == [["b", "c"], ["d"]]


def circles(imports: Mapping[str, AbstractSet[str]]) -> list[list[str]]:
    """Modules that reach each other: those that go on being imported, and importing, when all others are left out."""
    left = {name: {one for one in found if one in imports} for name, found in imports.items()}
    while leaves := {name for name, found in left.items() if not found}:
        left = {name: found - leaves for name, found in left.items() if name not in leaves}
    while tops := left.keys() - set().union(*left.values()):
        left = {name: found - tops for name, found in left.items() if name not in tops}
    return sorted(map(sorted, _parts(left)))


def _parts(left: Mapping[str, AbstractSet[str]]) -> set[frozenset[str]]:
    def reached(start: str) -> set[str]:
        seen, ahead = set[str](), [*left[start]]
        while ahead:
            if (name := ahead.pop()) not in seen:
                seen.add(name)
                ahead += left[name]
        return seen

    reach = {name: reached(name) for name in left}
    return {frozenset(other for other in reach[name] if name in reach[other]) for name in left if name in reach[name]}


def test_no_room_is_left_out_of_a_contract() -> None:
    assert sorted(contract("libtorrent", "source_modules")) == [f"miauflix.{r}" for r in ROOMS if r != "peers"]
    layers = set(re.findall(r"\w+", " ".join(contract("inside-a-room", "layers")))) - {"types", "errors"}
    rooms = [room for room in ROOMS if room not in {"infra", "kit", "api", "cli"}]
    layered = [r for r in rooms if any(path.stem in layers for path in (ROOT / "miauflix" / r).glob("*"))]
    assert set(contract("inside-a-room", "containers")) >= {f"miauflix.{room}" for room in layered}


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


def test_migrations_are_one_line_numbered_as_they_follow() -> None:
    """Two that were drafted side by side take the same number; git sees no conflict, and no house starts any more."""
    files = sorted((ROOT / "migrations" / "versions").glob("[0-9]*.py"))
    said = [re.findall(r'^(?:down_)?revision = (?:"(\d+)"|None)$', file.read_text(), re.MULTILINE) for file in files]
    numbers = [file.name.partition("_")[0] for file in files]
    assert said == [list(pair) for pair in zip(numbers, ["", *numbers], strict=False)]
