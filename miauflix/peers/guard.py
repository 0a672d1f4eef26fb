"""May anything leave this machine towards a swarm right now?

The engine asks before it starts, and follows every change. While the guard is closed no peer, tracker, web seed or
DHT node is spoken to, not even to say goodbye; nothing fails, everything waits.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Open:
    """Connections may leave."""


@dataclass(frozen=True, slots=True)
class Closed:
    """None may; `reason` is a sentence for people ("The VPN interface wg0 is down")."""

    reason: str


GuardState = Open | Closed


class Guard(Protocol):
    def state(self) -> GuardState: ...

    def changes(self) -> AsyncIterator[GuardState]:
        """First the state as it is now, then each new one; fast flips may be folded into the last."""
        ...


class AlwaysOpen:
    """No VPN was asked for."""

    def state(self) -> GuardState:
        return Open()

    async def changes(self) -> AsyncIterator[GuardState]:
        yield Open()
        await asyncio.get_running_loop().create_future()


class ManualGuard:
    """A guard that is told: by tests, by an operator's switch, by whoever watches the tunnel."""

    def __init__(self, state: GuardState | None = None) -> None:
        self._state: GuardState = state or Open()
        self._moved = asyncio.Event()

    def state(self) -> GuardState:
        return self._state

    def set(self, state: GuardState) -> None:
        self._state = state
        self._moved.set()
        self._moved = asyncio.Event()

    async def changes(self) -> AsyncIterator[GuardState]:
        while True:
            moved, state = self._moved, self._state
            yield state
            if self._state == state:
                await moved.wait()
