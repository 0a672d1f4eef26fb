"""Asking other people's servers over HTTP without trusting them.

Every request has a deadline, a ceiling for its answer, a place in its host's queue, and goes to the public internet
only. Where the operator has named an address (a base URL in the settings) that may also be at home.
"""

from miauflix.infra.outbound.client import Outbound
from miauflix.infra.outbound.errors import (
    Blocked,
    OutboundError,
    RateLimited,
    TimedOut,
    TooLarge,
    Unreachable,
    Unreadable,
)
from miauflix.infra.outbound.queues import HostPolicy
from miauflix.infra.outbound.types import Answer, Conduct, Streamed

__all__ = [
    "Answer",
    "Blocked",
    "Conduct",
    "HostPolicy",
    "Outbound",
    "OutboundError",
    "RateLimited",
    "Streamed",
    "TimedOut",
    "TooLarge",
    "Unreachable",
    "Unreadable",
]
