"""What a torrent knows of a disk that refuses to write, and whether to ask it again."""

import errno
import math
from dataclasses import dataclass

_ATTEMPTS = 3
_BETWEEN_ATTEMPTS_S = 0.5


@dataclass(slots=True)
class DiskTrouble:
    """Three refusals in a row, with nothing written between them, are the end of hope. Times are the event loop's."""

    reason: str | None = None
    """In the system's words; none while the disk takes what comes."""
    is_full: bool = False
    _since: float = -math.inf
    _attempts: int = 0

    def refused(self, reason: str, code: int, now: float) -> None:
        """The disk refused, with this errno."""
        self.reason, self._since = reason, now
        self.is_full = code in (errno.ENOSPC, errno.EDQUOT)
        self._attempts += 1

    def try_again(self) -> None:
        self.reason, self.is_full = None, False

    def wrote(self) -> None:
        self._attempts = 0

    def may_be_tried(self, now: float) -> bool:
        """Whether to try although no room was made."""
        return now - self._since >= _BETWEEN_ATTEMPTS_S and not self.is_hopeless

    @property
    def is_hopeless(self) -> bool:
        return self._attempts >= _ATTEMPTS
