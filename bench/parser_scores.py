"""How well release names are read: the share of expected fields that are right, on a corpus of names.

A corpus is a JSON document `{"cases": [{"id", "title", "expected": {...}}]}`. Its cases are split by a stable hash of
their id: seven tenths are there to work with, the rest is only ever scored, so that rules which merely fit show up as
a gap between the two figures.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FIELDS = (
    "name",
    "year",
    "seasons",
    "episodes",
    "absolute_episodes",
    "air_date",
    "resolution",
    "source",
    "codec",
    "group",
    "languages",
)
Reader = Callable[[str], Mapping[str, Any]]
"""From a release name to fields; what is not found is absent, None or empty."""


@dataclass(slots=True)
class Score:
    """Right and asked by field."""

    right: Counter[str] = field(default_factory=Counter[str])
    asked: Counter[str] = field(default_factory=Counter[str])
    mistakes: list[tuple[str, str, Any, Any, str]] = field(default_factory=list[tuple[str, str, Any, Any, str]])
    """id, field, expected, found, name."""

    def share(self, name: str | None = None) -> float:
        """Share right of one field, or of all."""
        asked = self.asked[name] if name else self.asked.total()
        right = self.right[name] if name else self.right.total()
        return right / asked if asked else 1.0


def is_work(case_id: str) -> bool:
    """Whether a case is in the part that rules may be made from."""
    return int(hashlib.sha256(case_id.encode()).hexdigest(), 16) % 10 < 7


def cases(corpus: Path) -> list[dict[str, Any]]:
    """The cases of a corpus file."""
    document: Any = json.loads(corpus.read_text(encoding="utf-8"))
    return document["cases"] if isinstance(document, dict) else document


def score(rows: list[dict[str, Any]], read: Reader) -> Score:
    """Reads each name and compares the fields that its row expects."""
    result = Score()
    for row in rows:
        found = read(row["title"])
        for name in FIELDS:
            if name not in row["expected"]:
                continue
            wanted, got = row["expected"][name], found.get(name)
            result.asked[name] += 1
            if is_right(name, wanted, got):
                result.right[name] += 1
            else:
                result.mistakes.append((row["id"], name, wanted, got, row["title"]))
    return result


def is_right(name: str, wanted: Any, got: Any) -> bool:
    """Names without case and punctuation, groups without case, languages and lists as sets, the rest as they are."""
    if name == "name":
        return _letters(wanted) == _letters(got)
    if name == "group":
        return (wanted or "").casefold() == (got or "").casefold()
    if name == "languages":
        spoken = set(got or ())
        return set(wanted["contains"]) <= spoken and wanted["count"] in {None, len(spoken)}
    if name in {"seasons", "episodes", "absolute_episodes"}:
        return _numbers(wanted) == _numbers(got)
    if name == "source" and isinstance(wanted, list):
        return got in wanted
    return (wanted or None) == (got or None)


def _letters(name: str | None) -> str:
    return "".join(char for char in (name or "").casefold() if char.isalnum())


def _numbers(value: Any) -> list[int]:
    return sorted(value) if isinstance(value, list | tuple) else [] if value is None else [value]
