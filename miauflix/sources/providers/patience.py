"""How long a provider is waited for: a share for each answer, so that silence leaves time to try again.

A provider that answers slowly, and has much to say, goes on past its share for as long as answers keep coming. What a
request waits for ends a little before the share does: whoever asks can then still say what came until now.
"""

import asyncio
import math
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

_FOR_LAST_WORDS: Final = 0.05  # of the share


@dataclass
class _Patience:
    share_s: float
    until: float
    timer: asyncio.Timeout


_HERE: Final[ContextVar[_Patience | None]] = ContextVar("patience", default=None)


@asynccontextmanager
async def patience(share_s: float, until: float) -> AsyncGenerator[None]:
    """What is asked in the block gets `share_s` seconds for each answer, and none after `until` (event loop's time).

    Raises:
        TimeoutError: no answer came in that time, and nobody in the block minded.
    """
    now = asyncio.get_running_loop().time()
    async with asyncio.timeout_at(min(now + share_s, until)) as timer:
        token = _HERE.set(_Patience(share_s, until, timer))
        try:
            yield
        finally:
            _HERE.reset(token)


def left_s() -> float:
    """For how long the next answer is waited for, in seconds; without end where nobody limits it."""
    here = _HERE.get()
    if here is None:
        return math.inf
    ends_at = here.timer.when() or here.until
    return ends_at - asyncio.get_running_loop().time() - here.share_s * _FOR_LAST_WORDS


def answered() -> None:
    """An answer is there: the next one gets a share of its own."""
    here = _HERE.get()
    if here is not None and not here.timer.expired():
        here.timer.reschedule(min(asyncio.get_running_loop().time() + here.share_s, here.until))
