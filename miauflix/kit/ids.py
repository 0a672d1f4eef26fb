"""Row ids: UUID version 7 (RFC 9562 §5.7), so that new rows land at the end of an index."""

import secrets
import time
from uuid import UUID


def new_id() -> str:
    """A fresh UUIDv7 as 36 lower-case characters: 48 bits of Unix milliseconds, 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80 | 0x7 << 76
    value |= secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    return str(UUID(int=value))
