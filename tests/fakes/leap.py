"""Time that passes at once: no test waits for a limit, and no slow machine runs into one too early."""

import asyncio


def leap(seconds: float) -> None:
    """It is later, for all that the running event loop has timed."""
    loop = asyncio.get_running_loop()
    now = loop.time
    loop.time = lambda: now() + seconds
