"""Work that runs beside the server for as long as it lives.

A piece of it that fails is logged, told to the admin, and the rest goes on: films still play.
"""

import asyncio
from collections.abc import AsyncGenerator, Coroutine, Mapping
from contextlib import asynccontextmanager

import structlog

from miauflix.infra.reports import Trouble

_log = structlog.get_logger(__name__)


class Background:
    """Runs pieces of work by name; `troubles` is their reporter for `Reports`."""

    def __init__(self, *, wind_down_s: float) -> None:
        self._wind_down_s = wind_down_s
        self._failed: list[str] = []

    @asynccontextmanager
    async def running(self, work: Mapping[str, Coroutine[object, object, None]]) -> AsyncGenerator[None]:
        """Run `work` for the time of the block. At its end, of which the work has been told before, what is not done
        within `wind_down_s` seconds is cancelled.
        """
        tasks = [asyncio.create_task(self._run(name, one), name=name) for name, one in work.items()]
        try:
            yield
        finally:
            _, late = await asyncio.wait(tasks, timeout=self._wind_down_s)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def troubles(self) -> list[Trouble]:
        return [
            Trouble(
                "background_failed",
                "error",
                f"What runs in the background has stopped: {name}",
                "Look for background.failed in the log, then restart the server",
                {"name": name},
            )
            for name in self._failed
        ]

    async def _run(self, name: str, work: Coroutine[object, object, None]) -> None:
        try:
            await work
        except Exception:  # noqa: BLE001  whatever it was, it must not take the films down with it
            _log.exception("background.failed", work=name)
            self._failed.append(name)
