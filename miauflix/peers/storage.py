"""Where the pieces of a torrent lie on disk, and how they are read.

    <folder>/<key>/metainfo      the .torrent, sealed
    <folder>/<key>/state         what is held, sealed (see `resume`)
    <folder>/<key>/pieces/<n>    file n of the torrent, sparse, in the clear

Files are numbered, never named: a name from a stranger cannot choose a path, and who looks at the disk reads no
titles. Bytes are read from the page cache on the event loop, where they nearly always still are, and by a small
thread pool when the kernel says that it would have to wait for the disk.
"""

import asyncio
import os
import re
import shutil
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Final

from miauflix.infra import durable

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}", re.ASCII)
_STAT_BLOCK_BYTES: Final = 512  # POSIX: the unit of st_blocks, whatever the file system's own


class Shelf:
    """The folder of one torrent."""

    def __init__(self, folder: Path, key: str) -> None:
        if not _KEY.fullmatch(key):
            raise ValueError(f"{key[:80]!r} cannot name a folder; use letters, digits, dots and dashes")
        self.root = folder / key
        self.pieces = self.root / "pieces"
        self.metainfo = self.root / "metainfo"
        self.state = self.root / "state"

    def file(self, index: int) -> Path:
        return self.pieces / str(index)

    def disk_bytes(self) -> int:
        """What the torrent takes from the disk: blocks, not sizes, for its files are full of holes."""
        total = 0
        for folder in (self.root, self.pieces):
            with suppress(FileNotFoundError), os.scandir(folder) as entries:
                for entry in entries:
                    with suppress(FileNotFoundError):
                        total += entry.stat(follow_symlinks=False).st_blocks * _STAT_BLOCK_BYTES
        return total

    def last_used_at(self) -> float:
        """When its state was saved last, in seconds since 1970; 0 when it never was."""
        try:
            return self.state.stat().st_mtime
        except OSError:
            return 0.0

    def delete(self) -> None:
        with suppress(FileNotFoundError):
            shutil.rmtree(self.root)

    def sync(self) -> None:
        """Make what was written survive a loss of power."""
        for path in list(self.pieces.iterdir()) if self.pieces.is_dir() else []:
            with suppress(OSError):
                descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
                try:
                    os.fdatasync(descriptor)
                finally:
                    os.close(descriptor)
        for folder in (self.pieces, self.root):
            with suppress(OSError):
                durable.sync_folder(folder)

    @staticmethod
    def keys(folder: Path) -> list[str]:
        """Every torrent that has something on disk."""
        with suppress(FileNotFoundError):
            return sorted(path.name for path in folder.iterdir() if path.is_dir() and _KEY.fullmatch(path.name))
        return []


def write_atomically(path: Path, data: bytes, *, is_durable: bool = False) -> None:
    """Replace the file as a whole; a reader (or a crash) sees the old bytes or the new ones."""
    durable.make_folder(path.parent, 0o700)
    draft = path.with_name(path.name + ".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
    if is_durable:
        durable.move(draft, path)
    else:
        draft.replace(path)


def data_extents(path: Path) -> list[tuple[int, int]]:
    """The byte ranges of a sparse file that were ever written; empty where the file system cannot tell.

    A file system without holes calls the whole file data, the unwritten parts too. It gives itself away by a file
    that is all data and yet has fewer blocks than bytes.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return []
    try:
        status = os.fstat(descriptor)
        found = list(_extents(descriptor, status.st_size))
    except OSError:
        return []
    finally:
        os.close(descriptor)
    is_whole = found == [(0, status.st_size)]
    return [] if is_whole and status.st_blocks * _STAT_BLOCK_BYTES < status.st_size else found


def _extents(descriptor: int, size: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = 0
    while at < size:
        try:
            start = os.lseek(descriptor, at, os.SEEK_DATA)
        except OSError:  # ENXIO: only a hole is left
            break
        at = os.lseek(descriptor, start, os.SEEK_HOLE)
        found.append((start, at))
    return found


class Readers:
    """The threads that wait for slow disks, and the buffer of the reads that need not wait."""

    def __init__(self, chunk_bytes: int, threads: int = 4) -> None:
        self.chunk_bytes = chunk_bytes
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="peers-read")
        # One for all: it is filled and copied from in one step of the event loop. A fresh one each time cost 90 µs.
        self._scratch = bytearray(chunk_bytes)

    def cached(self, descriptor: int, size: int, offset: int) -> bytes:
        """What the page cache holds of it; nothing where the kernel would have to wait.

        Raises:
            OSError: this file system (tmpfs, some overlays) never says (EOPNOTSUPP).
        """
        view = memoryview(self._scratch)[:size]
        try:
            count = os.preadv(descriptor, [view], offset, os.RWF_NOWAIT)
        except BlockingIOError:
            return b""
        return bytes(view[:count])

    def submit(self, descriptor: int, size: int, offset: int) -> "Future[bytes]":
        return self._pool.submit(os.pread, descriptor, size, offset)

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


class PieceFile:
    """One file of a torrent, opened when first read.

    STATE  `_uses` counts the reads under way plus 1 while not closed; at 0 the descriptor goes. A read whose task was
    cancelled still counts until its thread is done: no thread ever reads from a number that was given away again.
    """

    def __init__(self, path: Path, readers: Readers) -> None:
        self._path = path
        self._readers = readers
        self._descriptor: int | None = None
        self._uses = 1
        self._is_closed = False
        self._can_ask_cache = True

    async def read(self, offset: int, size: int) -> bytes:
        """At most `size` bytes (and at most a chunk) from `offset`, at least one unless the file ends there.

        Raises:
            OSError: the file is gone or the disk is failing.
        """
        descriptor = self._open()
        size = min(size, self._readers.chunk_bytes)
        cached = self._cached(descriptor, size, offset)
        if cached:
            return cached
        self._uses += 1
        loop = asyncio.get_running_loop()
        try:
            job = self._readers.submit(descriptor, size, offset)
        except RuntimeError:  # the pool is shut down
            self._release()
            raise OSError("the engine is stopping") from None
        job.add_done_callback(lambda _: _call_soon(loop, self._release))
        return await asyncio.wrap_future(job, loop=loop)

    def close(self) -> None:
        if not self._is_closed:
            self._is_closed = True
            self._release()

    def _open(self) -> int:
        if self._is_closed:
            raise OSError("the file was closed")
        if self._descriptor is None:
            self._descriptor = os.open(self._path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
        return self._descriptor

    def _cached(self, descriptor: int, size: int, offset: int) -> bytes:
        if self._can_ask_cache:
            try:
                return self._readers.cached(descriptor, size, offset)
            except OSError:
                self._can_ask_cache = False
        return b""

    def _release(self) -> None:
        self._uses -= 1
        if self._uses == 0 and self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _call_soon(loop: asyncio.AbstractEventLoop, call: Callable[[], None]) -> None:
    with suppress(RuntimeError):  # the loop was closed while the thread read
        loop.call_soon_threadsafe(call)
