"""What is wrong with the house, gathered for the one banner that an admin sees.

A room that can tell hands in a reporter; nobody asks the rooms one by one.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import structlog

from miauflix.kit.sentences import Value

_log = structlog.get_logger(__name__)

_PATIENCE_S = 2.0

Severity = Literal["info", "warning", "error"]
_WORST_FIRST: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Trouble:
    """`code` is stable and machine-readable; `message` says what is wrong for people, `fix` what to do about it.

    `values` are what the message is made with, for a screen that has it in another language.
    """

    code: str
    severity: Severity
    message: str
    fix: str
    values: Mapping[str, Value] = field(default_factory=dict[str, Value])


Reporter = Callable[[], Awaitable[list[Trouble]]]


class Reports:
    """Asks every reporter and keeps none from being heard."""

    def __init__(self) -> None:
        self._reporters: dict[str, Reporter] = {}

    def add(self, name: str, reporter: Reporter) -> None:
        """`reporter` answers what is wrong in its room right now: quickly, and without asking the network."""
        if name in self._reporters:
            raise ValueError(f"{name} reports already")
        self._reporters[name] = reporter

    async def troubles(self) -> list[Trouble]:
        """Everything that is wrong, the worst first."""
        found = [one for name, reporter in self._reporters.items() for one in await self._ask(name, reporter)]
        return sorted(found, key=lambda one: _WORST_FIRST.index(one.severity))

    async def _ask(self, name: str, reporter: Reporter) -> list[Trouble]:
        try:
            async with asyncio.timeout(_PATIENCE_S):
                return await reporter()
        except Exception as error:  # noqa: BLE001  a broken reporter must not hide the others
            _log.exception("report.failed", reporter=name)
            message = f"Whether {name} is all right cannot be found out: {error or type(error).__name__}"
            return [Trouble("report_failed", "warning", message, "Look for report.failed in the log", {"room": name})]
