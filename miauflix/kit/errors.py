"""The root of every error that a caller may see.

    Problem                  status, code
    ├── BadRequest           400
    ├── Unauthorised         401
    ├── Forbidden            403
    ├── NotFound             404
    ├── RequestTimedOut      408
    ├── Conflict             409
    ├── Gone                 410
    ├── Unprocessable        422
    ├── TooManyRequests      429
    └── Unavailable          503

A room subclasses these with a `code` of its own. `code` is stable and machine-readable; `detail` is for people,
names the fix, and is never parsed. `api` renders all of them once, as `application/problem+json` (RFC 9457).
"""

from collections.abc import Mapping
from typing import ClassVar


class Problem(Exception):
    """An expected refusal: it is answered, not logged as a fault."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal"
    title: ClassVar[str] = "Something went wrong here"

    def __init__(
        self,
        detail: str | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        extra: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.headers = dict(headers or {})
        self.extra = dict(extra or {})


class BadRequest(Problem):
    status = 400
    code = "bad_request"
    title = "The request cannot be understood"


class Unauthorised(Problem):
    status = 401
    code = "unauthorised"
    title = "Log in first"


class Forbidden(Problem):
    status = 403
    code = "forbidden"
    title = "Your role does not allow this"


class NotFound(Problem):
    status = 404
    code = "not_found"
    title = "There is nothing here"


class RequestTimedOut(Problem):
    status = 408
    code = "timed_out"
    title = "It took too long"


class Conflict(Problem):
    status = 409
    code = "conflict"
    title = "This does not fit the present state"


class Gone(Problem):
    status = 410
    code = "gone"
    title = "This is no longer here"


class Unprocessable(Problem):
    status = 422
    code = "invalid"
    title = "Some of the values are not valid"


class TooManyRequests(Problem):
    status = 429
    code = "too_many_requests"
    title = "Too many at once; wait a little"

    def __init__(
        self,
        detail: str | None = None,
        *,
        retry_after_s: float = 1,
        extra: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(detail, headers={"Retry-After": str(max(1, round(retry_after_s)))}, extra=extra)


class Unavailable(Problem):
    status = 503
    code = "unavailable"
    title = "Not possible right now; try again soon"

    def __init__(
        self,
        detail: str | None = None,
        *,
        retry_after_s: float = 5,
        extra: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(detail, headers={"Retry-After": str(max(1, round(retry_after_s)))}, extra=extra)
