"""Who handles what: kinds of jobs to handlers, events to kinds."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from miauflix.infra.jobs.context import JobContext
from miauflix.infra.jobs.types import Args

Handler = Callable[[JobContext, Args], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of job is done; a run that takes longer than `timeout_s` has failed."""

    handler: Handler
    timeout_s: float


class Registry:
    """Filled once, before the first job is enqueued, by every process alike."""

    def __init__(self) -> None:
        self._kinds: dict[str, Kind] = {}
        self._subscribers: defaultdict[str, list[str]] = defaultdict(list)

    def handle(self, kind: str, handler: Handler, *, timeout_s: float = 900) -> None:
        """Jobs of this kind are done by `handler`."""
        if kind in self._kinds:
            raise ValueError(f"{kind} has a handler already")
        self._kinds[kind] = Kind(handler, timeout_s)

    def subscribe(self, event: str, kind: str, handler: Handler, *, timeout_s: float = 900) -> None:
        """Every `event` makes a job of this kind, with the event's payload as its arguments."""
        self.handle(kind, handler, timeout_s=timeout_s)
        self._subscribers[event].append(kind)

    @property
    def kinds(self) -> Mapping[str, Kind]:
        return self._kinds

    def subscribers(self, event: str) -> tuple[str, ...]:
        """The kinds of job that `event` makes."""
        return tuple(self._subscribers.get(event, ()))
