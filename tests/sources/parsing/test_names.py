"""Our own names, each with all that it says. The corpora that rules are scored on live outside the repository."""

import json
from pathlib import Path
from typing import Any

import pytest

from miauflix.sources.parsing import parse

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "names.json").read_text(encoding="utf-8"))["cases"]


def test_there_are_enough_names_and_none_twice() -> None:
    assert len({case["title"] for case in CASES}) == len(CASES) >= 300
    assert len({case["id"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_name_says_what_is_expected_and_nothing_else(case: dict[str, Any]) -> None:
    found = {field: value for field, value in parse(case["title"]).as_dict().items() if value not in (None, [], False)}
    languages = found.pop("languages", None)
    if languages:
        found["languages"] = {"contains": sorted(languages), "count": len(languages)}
    assert found == case["expected"], case["title"]
