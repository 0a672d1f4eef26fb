"""What the server says by code, every screen can say: English decides here, `npm run check` holds the others to it."""

import json
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any, get_args

import miauflix
from miauflix.accounts.types import Action
from miauflix.kit.errors import Problem
from miauflix.kit.sentences import Sentence
from miauflix.sources.providers.registry import KINDS

ENGLISH = Path(__file__).parents[1] / "web" / "src" / "i18n" / "en"

for module in walk_packages(miauflix.__path__, "miauflix."):
    if not module.name.endswith("__main__"):
        import_module(module.name)


def texts(name: str) -> dict[str, Any]:
    return json.loads((ENGLISH / f"{name}.json").read_text())


def problems(kind: type[Problem]) -> Iterator[type[Problem]]:
    for one in kind.__subclasses__():
        yield one
        yield from problems(one)


def test_every_sentence_has_words_with_its_values_in_them() -> None:
    ours = {code: one.names for code, one in Sentence.known.items() if not code.startswith("test_")}
    screens = {code: set(re.findall(r"\{\{\s*(\w+)", words)) for code, words in texts("said").items()}
    assert screens == ours


def test_every_refusal_has_a_title_and_a_fix() -> None:
    codes = {one.code for one in problems(Problem) if one.__module__.startswith("miauflix.")}
    assert len(codes) > 50
    assert codes - texts("trouble").keys() == set()


def test_every_line_of_the_audit_log_has_words() -> None:
    assert texts("audit")["actions"].keys() == set(get_args(Action))


def test_every_kind_of_provider_has_a_name() -> None:
    assert {one.name for one in KINDS} - texts("providers")["kinds"].keys() == set()
