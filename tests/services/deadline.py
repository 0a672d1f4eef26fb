"""Waiting for a condition, with a deadline: the only kind of waiting tests do."""

import time
from collections.abc import Awaitable, Callable

import anyio

HANG_S = 60.0
"""How long a step may take before it counts as hung. It guards against hanging; it measures nothing."""


class TookTooLong(AssertionError):
    """The condition did not come true; the message says which."""


async def until(
    what: str, condition: Callable[[], object], *, timeout_s: float = HANG_S, every_s: float = 0.01
) -> None:
    """Return once `condition()` is true.

    Raises:
        TookTooLong: it stayed false for `timeout_s`; `what` completes the sentence "waited … for".
    """
    end = time.monotonic() + timeout_s
    while not condition():
        if time.monotonic() > end:
            raise TookTooLong(f"waited {timeout_s:g} s for {what}")
        await anyio.sleep(every_s)


async def until_answered(
    what: str, ask: Callable[[], Awaitable[object]], *, timeout_s: float = HANG_S, every_s: float = 0.02
) -> None:
    """The same for a question that is asked over the network; an `OSError` counts as "not yet"."""
    end = time.monotonic() + timeout_s
    while True:
        try:
            if await ask():
                return
        except OSError as error:
            last: object = error
        else:
            last = "answered no"
        if time.monotonic() > end:
            raise TookTooLong(f"waited {timeout_s:g} s for {what}: {last}")
        await anyio.sleep(every_s)
