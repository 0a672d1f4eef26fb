"""The background work of the engine: every task has this one parent, and none outlives it."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

_log = logging.getLogger(__name__)
_AGAIN_AFTER_S = 1.0


class Tasks:
    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        return len(self._running)

    def spawn(self, work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
        """Run it; an error is logged under `name`, for nobody awaits it."""
        task = asyncio.get_running_loop().create_task(work, name=f"peers: {name}")
        self._running.add(task)
        task.add_done_callback(self._done)
        return task

    def keep(self, work: Callable[[], Coroutine[Any, Any, None]], name: str) -> asyncio.Task[None]:
        """Run what the engine cannot do without: an error is logged, and a moment later it begins anew."""
        return self.spawn(_kept(work, name), name)

    async def cancel(self) -> None:
        """End all that runs, and wait for it."""
        running = [task for task in self._running if task is not asyncio.current_task()]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("%s failed", task.get_name(), exc_info=error)


async def _kept(work: Callable[[], Coroutine[Any, Any, None]], name: str) -> None:
    while True:
        try:
            await work()
        except Exception:  # noqa: BLE001  without it the engine would go on lamed, and nobody would know
            _log.exception("peers: %s failed, and begins anew", name)
        else:
            return
        await asyncio.sleep(_AGAIN_AFTER_S)
