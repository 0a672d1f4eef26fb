"""What a server answered."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from miauflix.infra.outbound.errors import Unreadable


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer: `url` is where it came from after redirects, `headers` have lower-case names."""

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300

    def json(self) -> Any:
        """The body read as JSON.

        Raises:
            Unreadable: it is none.
        """
        try:
            return json.loads(self.body)
        except ValueError as error:
            raise Unreadable(f"A body of {len(self.body)} bytes is not JSON") from error
