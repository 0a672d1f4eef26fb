"""What a server answered."""

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from miauflix.infra.outbound.errors import Unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class Conduct:
    """How far a request goes for its answer.

    `attempts` counts for GET and HEAD, while the server cannot be reached. A redirect that is not followed for being
    to another host is `Blocked`; with `follows="nowhere"` it is the answer. `longest_quiet` caps what the host's
    `Retry-After` can ask for. With `takes_any_status` 502, 503 and 504 are answers like any other.
    Requests of one `lane` share places, pace and quiet at a server, and take none of another lane's.
    """

    attempts: int = 3
    follows: Literal["anywhere", "same_host", "nowhere"] = "anywhere"
    longest_quiet: timedelta = timedelta(days=1)
    takes_any_status: bool = False
    lane: str = ""


@dataclass(frozen=True, slots=True)
class Streamed:
    """The head of an answer whose body is read as it comes; `headers` have lower-case names."""

    status: int
    url: str
    headers: Mapping[str, str]
    chunks: AsyncIterator[bytes]


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
