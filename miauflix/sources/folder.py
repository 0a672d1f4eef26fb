"""A folder of .torrent files: each one put there becomes a title."""

import asyncio
from contextlib import suppress
from pathlib import Path

import structlog

from miauflix.kit.errors import Problem
from miauflix.sources.adding import TitleAdder
from miauflix.sources.service import Locator

_log = structlog.get_logger(__name__)

_LOOK_EVERY_S = 5  # a listing of a thousand names takes under a millisecond
_MAX_BYTES = 16 * 1024 * 1024

_Stamp = tuple[int, int]


class TorrentFolder:
    """Watches one folder. A file is read when it is new or changed; one that is no torrent is named once in the log."""

    def __init__(self, folder: Path, adder: TitleAdder) -> None:
        self._folder = folder
        self._adder = adder
        self._seen: dict[Path, _Stamp] = {}

    async def watch(self, stopping: asyncio.Event) -> None:
        """Look every few seconds, until told to stop."""
        while not stopping.is_set():
            try:
                await self.look()
            except Exception:  # noqa: BLE001  a database that is away for a moment must not end the watch
                _log.exception("folder.failed")
            with suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), _LOOK_EVERY_S)

    async def look(self) -> int:
        """Take in what is new and tell how many titles that was."""
        taken = 0
        for path, stamp in sorted((await asyncio.to_thread(_stamps, self._folder)).items()):
            if self._seen.get(path) != stamp:
                taken += await self._take(path, stamp)
                self._seen[path] = stamp
        return taken

    async def _take(self, path: Path, stamp: _Stamp) -> int:
        if stamp[1] > _MAX_BYTES:
            _log.warning("folder.refused", file=path.name, reason="larger than 16 MiB")
            return 0
        try:
            locator = Locator.from_metainfo(await asyncio.to_thread(path.read_bytes))
        except (Problem, OSError) as error:
            _log.warning("folder.refused", file=path.name, reason=str(error))
            return 0
        if await self._adder.was_removed(locator):
            return 0  # the file is the operator's and stays
        playable = await self._adder.add(locator, provider="folder")
        _log.info("folder.added", ref=str(playable))  # the file's name is most often the release's
        return 1


def _stamps(folder: Path) -> dict[Path, _Stamp]:
    """Modification time in ns and size of each .torrent file; nothing when there is no such folder."""
    if not folder.is_dir():
        return {}
    files = [path for path in folder.iterdir() if path.suffix.lower() == ".torrent" and path.is_file()]
    return {path: (status.st_mtime_ns, status.st_size) for path in files for status in [path.stat()]}
