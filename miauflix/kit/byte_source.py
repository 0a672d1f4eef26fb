"""The seam between where bytes live and who serves them.

A file inside a torrent, an object in S3 and a local file all look like this, so one streaming path serves all.
"""

from collections.abc import AsyncGenerator
from typing import Protocol


class ByteSource(Protocol):
    """Random access to the bytes of one immutable file.

    Holding one costs little; *reading* is what claims resources. Each `read` is a reader of its own, with its own
    position and read-ahead. Leaving the generator (`aclose`, cancellation, an error) gives its claims back at once.
    """

    @property
    def size_bytes(self) -> int: ...

    @property
    def name(self) -> str:
        """The file's own name without folders; a hint for the content type, never a path to open."""
        ...

    @property
    def etag(self) -> str:
        """A strong validator without quotes: equal tags mean equal bytes (RFC 9110 §8.8.1)."""
        ...

    def read(self, start: int, end: int) -> AsyncGenerator[bytes]:
        """Bytes `start` (included) to `end` (excluded) in order, in chunks of the source's choice.

        Waits, without a limit of its own, for bytes that are not here yet: the deadline is the caller's.
        """
        ...

    async def aclose(self) -> None:
        """Let go of the source; readers still open end with `SourceClosed`."""
        ...


class SourceClosed(Exception):
    """The source went away under a reader: removed, evicted, or the engine stopped."""
