"""What the documents promise must exist: links, commands, targets of make, settings."""

import re
from pathlib import Path

import pytest
import typer.main

from miauflix.cli.app import app
from miauflix.infra.settings import Settings, names_of

ROOT = Path(__file__).parents[1]
DOCUMENTS = [path for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")] if "node_modules" not in path.parts]

pages = pytest.mark.parametrize("page", DOCUMENTS, ids=lambda page: str(page.relative_to(ROOT)))


@pages
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text()):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pages
def test_every_make_target_that_is_named_exists(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"(?:`|^    )make ([a-z-]+)", page.read_text(), re.MULTILINE))
    assert named <= targets


@pages
def test_every_command_that_is_named_exists(page: Path) -> None:
    group = typer.main.get_command(app)
    commands = set(getattr(group, "commands", {}))
    named = set(re.findall(r"(?:`|^    )(?:\.venv/bin/)?miauflix ([a-z-]+)", page.read_text(), re.MULTILINE))
    assert named <= commands, f"{page.name} names {named - commands}"


def test_the_configuration_guide_names_every_setting_and_no_other() -> None:
    known = {name for attribute, field in Settings.model_fields.items() for name in names_of(attribute, field)}
    guide = (ROOT / "docs" / "guides" / "configuration.md").read_text()
    named = {name.removesuffix("_FILE") for name in re.findall(r"`([A-Z][A-Z0-9_]{3,})`", guide)} - {"NAME"}
    assert named == known
