"""A folder of files that can be made again, kept under a quota: the least recently used go first.

Whatever is read is whole: a file is written beside its place, flushed to the disk and renamed into it, and readers get
bytes, not paths, so that nothing is removed between being found and being opened. All of it blocks; call it in a
thread. Which files were used last survives a restart through their modification times.
"""

import contextlib
import os
import secrets
import threading
import time
from collections import OrderedDict
from pathlib import Path

_DRAFT = ".part"
_DRAFT_LIFE_S = 3600  # another process on the same folder may still be writing a younger one
_TOUCH_AFTER_S = 3600  # how stale a file's modification time may be as a sign of use


class Shelf:
    """Files by name, as `ab/abcd-342.avif`; at most `quota_bytes` of them."""

    def __init__(self, folder: Path, quota_bytes: int) -> None:
        self._folder = folder
        self._quota = quota_bytes
        self._sizes: OrderedDict[str, int] | None = None  # the least recently used first; None: not looked yet
        self._total = 0
        self._lock = threading.Lock()

    @property
    def total_bytes(self) -> int:
        with self._lock:
            self._known()
            return self._total

    def get(self, name: str) -> bytes | None:
        """The whole file, or None if there is none."""
        path = self._folder / name
        try:
            with path.open("rb") as file:
                content = file.read()
                used_at = os.fstat(file.fileno()).st_mtime
        except OSError:
            self._recount(name)
            return None
        if time.time() - used_at > _TOUCH_AFTER_S:
            _touch(path)
        self._recount(name)
        return content

    def put(self, name: str, content: bytes) -> None:
        """Keep a file; others make room for it. One larger than the whole quota is not kept."""
        if len(content) > self._quota:
            return
        write_whole(self._folder / name, content)
        self._recount(name)
        with self._lock:
            while self._total > self._quota:
                self._remove(next(iter(self._known())))

    def drop(self, name: str) -> None:
        with self._lock:
            self._remove(name)

    def _remove(self, name: str) -> None:
        (self._folder / name).unlink(missing_ok=True)
        self._forget(name)

    def _forget(self, name: str) -> None:
        self._total -= self._known().pop(name, 0)

    def _recount(self, name: str) -> None:
        """Count a file just used as it is now: since it was read or written another thread may have changed it."""
        with self._lock:
            try:
                size = (self._folder / name).stat().st_size
            except OSError:
                self._forget(name)
                return
            sizes = self._known()
            self._total += size - sizes.get(name, 0)
            sizes[name] = size
            sizes.move_to_end(name)

    def _known(self) -> OrderedDict[str, int]:
        if self._sizes is None:
            found = sorted(self._look())
            self._sizes = OrderedDict((name, size) for _, name, size in found)
            self._total = sum(self._sizes.values())
        return self._sizes

    def _look(self) -> list[tuple[float, str, int]]:
        """(modified, name, size) of every file; what a killed process left half written is cleared away."""
        found: list[tuple[float, str, int]] = []
        for path in self._folder.glob("*/*"):
            try:
                status = path.stat()
            except OSError:
                continue  # another process was quicker
            if not path.name.endswith(_DRAFT):
                found.append((status.st_mtime, path.relative_to(self._folder).as_posix(), status.st_size))
            elif time.time() - status.st_mtime > _DRAFT_LIFE_S:
                path.unlink(missing_ok=True)
        return found


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a crash at any instant leaves the old one, the new one, or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}{_DRAFT}")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _touch(path: Path) -> None:
    with contextlib.suppress(OSError):  # gone, or not ours: it is only a hint
        os.utime(path)
