"""Writes down what a torrent holds, soon after it changed and never twice at once.

STATE  clean → dirty (a timer runs) → saving → clean. A change while saving starts the timer anew.
INVARIANT  Saving begins at most `save_after_s` after the first unsaved change, and takes milliseconds: libtorrent
answers with an alert, a thread seals and renames. So a crash loses the pieces of two seconds at most, and `resume`
finds even those again by looking at the disk.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

import libtorrent as lt

from miauflix.peers.context import Context
from miauflix.peers.storage import Shelf

_log = logging.getLogger(__name__)
_ABANDON_WITHIN_S = 2.0


class Saver:
    """`measured` is told what the torrent takes from the disk, each time after saving."""

    def __init__(self, context: Context, shelf: Shelf, key: str, measured: Callable[[int], None]) -> None:
        self._context = context
        self._shelf = shelf
        self._key = key
        self._measured = measured
        self._loop = asyncio.get_running_loop()
        self._handle: lt.torrent_handle | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._saving: asyncio.Task[None] | None = None
        self._answer: asyncio.Future[bytes | None] | None = None

    def attach(self, handle: lt.torrent_handle) -> None:
        self._handle = handle

    def mark_dirty(self) -> None:
        if self._timer is None and self._handle is not None:
            self._timer = self._loop.call_later(self._context.config.save_after_s, self._save_soon)

    def answer(self, resume_data: bytes | None) -> None:
        """libtorrent's answer; `None` says that it had nothing to give."""
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(resume_data)

    async def finish(self, within_s: float) -> None:
        """Save one last time, with the pieces synced to the disk; gives up after `within_s`, or when it cannot be."""
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(within_s):
                    if self._saving is not None and not self._saving.done():
                        await asyncio.wait([self._saving])
                    await self._save(is_final=True)
        except (OSError, RuntimeError) as error:  # the disk refuses, or libtorrent has dropped the torrent
            _log.warning("peers: the last state of %s could not be saved: %s", self._key, error)

    async def abandon(self) -> None:
        """Save nothing any more; a write under way ends first, for the folder is about to be deleted."""
        self.detach()
        self.answer(None)
        if self._saving is not None:
            await asyncio.wait([self._saving], timeout=_ABANDON_WITHIN_S)

    def detach(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._handle = None

    def _save_soon(self) -> None:
        self._timer = None
        if self._saving is not None and not self._saving.done():
            self.mark_dirty()
        else:
            self._saving = self._context.tasks.spawn(self._save(), f"save the state of {self._key}")

    async def _save(self, *, is_final: bool = False) -> None:
        if self._handle is None:
            return
        self._answer = self._loop.create_future()
        self._handle.save_resume_data()
        data = await self._answer
        if data is not None:
            self._measured(await asyncio.to_thread(self._write, data, is_final=is_final))

    def _write(self, data: bytes, *, is_final: bool) -> int:
        if is_final:
            self._shelf.sync()
        self._context.vault.save_state(self._shelf, self._key, data, is_synced=is_final)
        return self._shelf.disk_bytes()
