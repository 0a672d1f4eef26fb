"""How a worker hears that there is something to do. It is a courtesy: a call that is lost costs one sweep."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol


class WakeUp(Protocol):
    """A bell that many may ring and many may hear."""

    async def ring(self) -> None:
        """Tell every worker, wherever it runs, to look for jobs."""
        ...

    def listening(self) -> AbstractAsyncContextManager[asyncio.Event]:
        """An event of the listener's own, set at every ring; the listener clears it before it looks."""
        ...


class LocalWakeUp:
    """The bell of a process that enqueues and works itself."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Event] = set()

    async def ring(self) -> None:
        for listener in self._listeners:
            listener.set()

    @asynccontextmanager
    async def listening(self) -> AsyncGenerator[asyncio.Event]:
        event = asyncio.Event()
        self._listeners.add(event)
        try:
            yield event
        finally:
            self._listeners.discard(event)
