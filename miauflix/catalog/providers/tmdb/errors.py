"""Why TMDB has no answer for us. `kind` names the trouble for the admin's banner; messages never hold the token."""

from datetime import datetime
from typing import Literal

from miauflix.kit.errors import Unavailable

Trouble = Literal["refused", "limited", "unreachable", "broken"]


class TmdbError(Unavailable):
    """There is no answer now and none is stored; asking again makes sense at `retry_at`, or at once
    where a stumble `may_pass`.
    """

    code = "tmdb_unavailable"
    title = "TMDB has no answer right now"

    def __init__(self, kind: Trouble, detail: str, *, retry_at: datetime | None = None, may_pass: bool = False) -> None:
        super().__init__(detail, retry_after_s=30)
        self.may_pass = may_pass
        self.kind: Trouble = kind
        self.retry_at = retry_at


class TmdbHasNone(Exception):
    """TMDB answered that there is no such thing (404), or that there cannot be (400, 422)."""

    def __init__(self, detail: str, status: int) -> None:
        super().__init__(detail)
        self.detail = detail
        self.status = status
