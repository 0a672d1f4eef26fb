"""Why there is no answer. Messages name the server and never the rest of the address, which may hold a key."""

from datetime import datetime


class OutboundError(Exception):
    """There is no answer that could be used."""


class Blocked(OutboundError):
    """The address is not one this house asks: not HTTP, not on the public internet, or a redirect astray."""


class TooLarge(OutboundError):
    """The answer, unpacked, is longer than the caller takes."""


class TimedOut(OutboundError):
    """The server did not connect, answer or go on in time."""


class Unreachable(OutboundError):
    """No such host, no connection, a broken answer, or a gateway that says as much (502, 503, 504)."""


class Unreadable(OutboundError):
    """The answer is not in the form the caller expected."""


class RateLimited(OutboundError):
    """The host has had enough of us, or would have; the next request makes sense at `retry_at`.

    `is_ours`: it is we who say so, to keep to a pace; the host was not asked.
    """

    def __init__(self, message: str, retry_at: datetime, *, is_ours: bool = False) -> None:
        super().__init__(message)
        self.retry_at = retry_at
        self.is_ours = is_ours
