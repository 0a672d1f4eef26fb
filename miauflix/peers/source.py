"""A file inside a torrent, as the rest of the house sees it: a `kit.ByteSource`."""

import hashlib
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager

from miauflix.kit.byte_source import SourceClosed
from miauflix.peers.live import LiveTorrent
from miauflix.peers.metainfo import FileEntry
from miauflix.peers.reader import Reader

_ETAG_CHARS = 32


class TorrentFile:
    """Bytes of one file; holding it costs nothing, each `read` is a reader of its own.

    `using` attaches the torrent for the time of a reading, from the byte it is given on: it may have been let go since
    the file was opened.
    """

    def __init__(
        self,
        key: str,
        entry: FileEntry,
        using: Callable[[int], AbstractAsyncContextManager[LiveTorrent]],
        duration_s: float | None,
    ) -> None:
        self._key = key
        self._entry = entry
        self._using = using
        self._readers: set[Reader] = set()
        self._is_closed = False
        self._bitrate: float | None = None
        self.expect_duration(duration_s)

    @property
    def size_bytes(self) -> int:
        return self._entry.size_bytes

    @property
    def name(self) -> str:
        return self._entry.name

    @property
    def index(self) -> int:
        """The file's number in the torrent."""
        return self._entry.index

    @property
    def etag(self) -> str:
        """Made of the source's id, the file's number and its size: it says nothing about the info hash."""
        text = f"miauflix etag 1\0{self._key}\0{self._entry.index}\0{self._entry.size_bytes}"
        return hashlib.sha256(text.encode()).hexdigest()[:_ETAG_CHARS]

    def expect_duration(self, duration_s: float | None) -> None:
        """How long the film plays, once it is known: read-ahead is counted in seconds of film."""
        if duration_s is not None and duration_s > 0:
            self._bitrate = self._entry.size_bytes / duration_s

    async def read(self, start: int, end: int) -> AsyncGenerator[bytes]:
        """Verified bytes `start` to `end` (excluded) in order, in chunks of up to `EngineConfig.chunk_bytes`.

        Raises:
            ValueError: the range does not lie in the file.
            SourceClosed: the torrent was removed, the source closed, or the engine stopped.
            StorageFull: there is no room for what comes next.
        """
        if not 0 <= start <= end <= self.size_bytes:
            raise ValueError(f"{start} to {end} is not a range of a file of {self.size_bytes} bytes")
        if self._is_closed:
            raise SourceClosed("the source was closed")
        if start == end:
            return
        async with self._using(start) as live:
            reader = live.open_reader(self._entry, start, end, self._bitrate)
            self._readers.add(reader)
            try:
                while chunk := await reader.next_chunk():
                    live.reader_moved(reader)
                    yield chunk
            except OSError as error:
                if reader.ended is not None:
                    raise reader.ended from error
                live.pieces_lost()
                raise SourceClosed(f"downloaded pieces cannot be read: {error}") from error
            finally:
                self._readers.discard(reader)
                live.close_reader(reader)

    async def aclose(self) -> None:
        self._is_closed = True
        for reader in list(self._readers):
            reader.end_with(SourceClosed("the source was closed"))
