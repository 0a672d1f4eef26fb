"""What a word of the tables means, and how far it is to be trusted."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

CERTAIN: Final = 3
"""Means this wherever it stands, and ends the title."""
TAIL: Final = 2
"""Means this behind the title; in front it may be a word of the title."""
SHOUTED: Final = 1
"""As TAIL, and only in capitals."""
NEAR_WEB: Final = 0
"""As SHOUTED, and only beside a word for a web source: names of channels that are also words."""

Words = Mapping[str, Mapping[str, Any]]
"""`"one | other spelling": {field: value}`; a space in a spelling stands for any one separator or none."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """The facts a word stands for. `kind` is the table it comes from."""

    kind: str
    trust: int
    facts: tuple[tuple[str, Any], ...]
    span: int = 1
    """How many tokens the words take."""

    def certain(self) -> "Meaning":
        """The same, no longer in doubt."""
        return self if self.trust == CERTAIN else replace(self, trust=CERTAIN)
