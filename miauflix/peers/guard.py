"""May anything leave this machine towards a swarm right now?

The engine asks before it starts, and follows every change. While the guard is closed no peer, tracker, web seed or
DHT node is spoken to, not even to say goodbye; nothing fails, everything waits. A guard that cannot be asked counts as
closed.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol

from miauflix.kit.sentences import Sentence

_log = logging.getLogger(__name__)
_ASK_AGAIN_S = 1.0


@dataclass(frozen=True, slots=True)
class Open:
    """Connections may leave."""


@dataclass(frozen=True, slots=True)
class Closed:
    """None may; `reason` is a sentence for people ("The VPN interface wg0 is down"), best one that was `Said`."""

    reason: str


GuardState = Open | Closed


class Guard(Protocol):
    def state(self) -> GuardState: ...

    def changes(self) -> AsyncIterator[GuardState]:
        """First the state as it is now, then each new one; fast flips may be folded into the last."""
        ...


_IN_DOUBT = Closed(Sentence("vpn_in_doubt", "Whether the VPN is up cannot be found out")())


class FailsClosed:
    """Another guard's word, and closed for as long as that cannot be had; whoever follows it is never left alone."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._is_in_doubt = False

    def state(self) -> GuardState:
        if self._is_in_doubt:
            return _IN_DOUBT
        try:
            return self._guard.state()
        except Exception:  # noqa: BLE001  whatever it was: a guard that cannot be asked is closed
            _log.exception("peers: the guard could not be asked")
            return _IN_DOUBT

    async def changes(self) -> AsyncIterator[GuardState]:
        """As the guard's own; when those break off, closed, and a moment later they are followed anew."""
        while True:
            try:
                async for state in self._guard.changes():
                    self._is_in_doubt = False
                    yield state
                _log.error("peers: the guard has stopped telling")
            except Exception:  # noqa: BLE001  the same
                _log.exception("peers: following the guard failed")
            self._is_in_doubt = True
            yield _IN_DOUBT
            await asyncio.sleep(_ASK_AGAIN_S)


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
