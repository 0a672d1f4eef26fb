"""How much streaming is let in: streams for each user, memory for the whole process."""

import os
from collections import Counter, defaultdict
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from miauflix.playback.errors import OutOfMemory, TooManyStreams

MAX_STREAMS = 10
_STATM = Path("/proc/self/statm")


class StreamLimits:
    """Counts open streams. A stream is a ticket with at least one open GET body, however many there are: a player
    that seeks has two for a moment. A Bearer request is a stream of its own.
    """

    def __init__(self, memory_limit_mb: int) -> None:
        self._open: dict[str, Counter[str]] = defaultdict(Counter)
        self._memory_limit = memory_limit_mb * 1024 * 1024

    @contextmanager
    def stream(self, user_id: str, stream: str) -> Generator[None]:
        """Hold one body of `stream` open for `user_id`.

        Raises:
            TooManyStreams: the user has ten others open.
            OutOfMemory: the process holds more memory than allowed and the user opens one more stream.
        """
        mine = self._open[user_id]
        if stream not in mine:
            self._admit(len(mine))
        mine[stream] += 1
        try:
            yield
        finally:
            mine[stream] -= 1
            if not mine[stream]:
                del mine[stream]
            if not mine:
                self._open.pop(user_id, None)

    def _admit(self, open_streams: int) -> None:
        if open_streams >= MAX_STREAMS:
            raise TooManyStreams(f"{MAX_STREAMS} streams are open for you; close one and try again", retry_after_s=5)
        if resident_bytes() > self._memory_limit:
            raise OutOfMemory("Streams that are open go on; try this one again in a moment", retry_after_s=10)


def resident_bytes() -> int:
    """Resident memory of this process; 0 where the system does not tell."""
    try:
        return int(_STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0
