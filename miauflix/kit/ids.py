"""Row ids: UUID version 7 (RFC 9562 §5.7), so that new rows land at the end of an index."""

import secrets
import threading
import time
from uuid import UUID

_COUNTER_BITS = 12
_RANDOM_BITS = 62


class _Ticks:
    """Unix milliseconds with a counter below them, never the same twice.

    Each millisecond's counter starts at random in its lower half (RFC 9562 §6.2, method 1); when it runs over, or the
    clock was set back, the ticks run ahead of the clock.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0

    def next(self) -> tuple[int, int]:
        milliseconds = time.time_ns() // 1_000_000
        with self._lock:
            if milliseconds > self._last >> _COUNTER_BITS:
                self._last = milliseconds << _COUNTER_BITS | secrets.randbits(_COUNTER_BITS - 1)
            else:
                self._last += 1
            return self._last >> _COUNTER_BITS, self._last & (1 << _COUNTER_BITS) - 1


_ticks = _Ticks()


def new_id() -> str:
    """A fresh UUIDv7 as 36 lower-case characters: 48 bits of Unix milliseconds, a counter of 12 bits, 62 random bits.

    The ids of one process sort in the order they were made: rows that one transaction writes within a millisecond
    are read back as they were written.
    """
    milliseconds, counter = _ticks.next()
    value = (milliseconds & (1 << 48) - 1) << 80 | 0x7 << 76 | counter << 64
    return str(UUID(int=value | 0b10 << 62 | secrets.randbits(_RANDOM_BITS)))
