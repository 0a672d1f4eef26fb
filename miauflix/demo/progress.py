"""How far the demo world is, for the web and for whoever looks at the terminal."""

import logging
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

import structlog
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from miauflix.demo.types import Film

_log = structlog.get_logger(__name__)

Stage = Literal["waiting", "making", "ready", "failed"]


@dataclass(slots=True)
class FilmState:
    """One film; `percent` counts its making, 100 when it can be played."""

    film: Film
    stage: Stage = "waiting"
    percent: int = 0

    def making(self, share: float) -> None:
        self.stage, self.percent = "making", min(99, int(share * 100))

    def ready(self) -> None:
        self.stage, self.percent = "ready", 100

    def failed(self) -> None:
        self.stage, self.percent = "failed", 0


class Teller:
    """Tells the terminal about the films: a bar on a terminal, a line in the log for each film anywhere else."""

    def __init__(self, states: Sequence[FilmState], bar: Progress | None = None) -> None:
        self._states = states
        self._bar = bar
        self._task: TaskID | None = bar.add_task("demo films", total=len(states)) if bar else None

    def now(self, state: FilmState) -> None:
        """Something about `state` changed."""
        if self._bar is None or self._task is None:
            return
        done = sum(one.percent for one in self._states) / 100
        self._bar.update(self._task, completed=done, description=_name(state))

    def ended(self, state: FilmState, seconds: float) -> None:
        """The film is there, or will not be."""
        ready = sum(one.stage == "ready" for one in self._states)
        if self._bar is None and state.stage == "ready":
            _log.info(
                "demo.film_ready", film=_name(state), seconds=round(seconds, 1), ready=ready, of=len(self._states)
            )
        self.now(state)


def _name(state: FilmState) -> str:
    return " ".join(state.film.lines)


@contextmanager
def teller(states: Sequence[FilmState]) -> Generator[Teller]:
    """A teller for the time of the block. On a terminal, log lines scroll by above its bar."""
    if not sys.stderr.isatty() or all(state.stage == "ready" for state in states):
        yield Teller(states)
        return
    columns = (TextColumn("  Making {task.description}"), BarColumn(), TextColumn("{task.percentage:.0f} %"))
    console = Console(stderr=True)
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as bar, _above_the_bar():
        yield Teller(states, bar)


@contextmanager
def _above_the_bar() -> Generator[None]:
    """Log handlers keep the stream they were given; for this time they get the one that makes room for the bar."""
    handlers = [one for one in logging.getLogger().handlers if isinstance(one, logging.StreamHandler)]
    before = [handler.stream for handler in handlers]
    for handler in handlers:
        handler.setStream(sys.stderr)
    try:
        yield
    finally:
        for handler, stream in zip(handlers, before, strict=True):
            handler.setStream(stream)
