"""What happens right now, told to whoever listens: in this process, kept nowhere, lost when nobody listens.

What must not be lost is a job (`infra.jobs`); an event only says "look again". Between several processes they would
travel by PostgreSQL's LISTEN/NOTIFY; today a listener hears of what its own process does.
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count

_MOST_WAITING = 256
_MOST_LISTENERS = 20

Json = str | int | float | bool | None | list[str]


@dataclass(frozen=True, slots=True)
class Event:
    """`number` grows with every event of this process. `lost` is the topic after which a listener has missed some."""

    number: int
    topic: str
    data: Mapping[str, Json]


class TooManyListeners(Exception):
    """One person has more open than any number of tabs explains."""


@dataclass(eq=False)
class Listener:
    """One open ear. It holds so many events at most; when nobody takes them the oldest go, and that is said."""

    whose: str
    topics: frozenset[str]
    _waiting: deque[Event] = field(default_factory=lambda: deque[Event](maxlen=_MOST_WAITING))
    _has_lost: bool = False
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    is_closed: bool = False

    def hear(self, event: Event) -> None:
        self._has_lost = self._has_lost or len(self._waiting) == _MOST_WAITING
        self._waiting.append(event)
        self._news.set()

    def close(self) -> None:
        self.is_closed = True
        self._news.set()

    async def next(self, *, within_s: float) -> Event | None:
        """The next event; None when there was none for so long, or when the listener was closed."""
        if not self._waiting and not self.is_closed:
            self._news.clear()
            try:
                async with asyncio.timeout(within_s):
                    await self._news.wait()
            except TimeoutError:
                return None
        if self._has_lost and self._waiting:
            self._has_lost = False
            return Event(self._waiting[0].number - 1, "lost", {})
        return self._waiting.popleft() if self._waiting else None


class Events:
    """Where rooms tell, and doors listen."""

    def __init__(self) -> None:
        self._listeners: set[Listener] = set()
        self._numbers = count(1)
        self._is_closed = False

    def tell(self, topic: str, data: Mapping[str, Json], *, to: Collection[str] | None = None) -> None:
        """Tell everybody who listens to `topic`, or only these people. Never waits."""
        event = Event(next(self._numbers), topic, data)
        for listener in self._listeners:
            if (not listener.topics or topic in listener.topics) and (to is None or listener.whose in to):
                listener.hear(event)

    @asynccontextmanager
    async def listening(self, whose: str, topics: Collection[str] = ()) -> AsyncGenerator[Listener]:
        """An ear for these topics, or for all, until the block ends.

        Raises:
            TooManyListeners: this person has 20 open.
        """
        if not self.has_room_for(whose):
            raise TooManyListeners
        listener = Listener(whose, frozenset(topics))
        if self._is_closed:
            listener.close()
        self._listeners.add(listener)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)

    def has_room_for(self, whose: str) -> bool:
        """Whether this person may open one more."""
        return sum(one.whose == whose for one in self._listeners) < _MOST_LISTENERS

    def close(self) -> None:
        """End every listener: the server stops."""
        self._is_closed = True
        for listener in self._listeners:
            listener.close()
