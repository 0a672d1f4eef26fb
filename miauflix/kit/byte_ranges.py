"""RFC 9110 §14: what a `Range` header asks of a representation of known size.

The contract is stricter than the RFC where the RFC leaves a choice: a malformed `bytes` range is 416 and not
ignored, because a player that sends one has a bug worth seeing. A header without the unit `bytes` and a request
for several ranges are answered with the whole file.
"""

import re
from dataclasses import dataclass

_BYTES = re.compile(r"\s*bytes\s*=(.*)", re.IGNORECASE | re.DOTALL)
_RANGE = re.compile(r"[ \t]*([0-9]*)-([0-9]*)[ \t]*", re.ASCII)
_MAX_DIGITS = 19  # 2**63 has 19; a longer number is past the end of any file


@dataclass(frozen=True, slots=True)
class Whole:
    """Answer 200 with everything."""


@dataclass(frozen=True, slots=True)
class Part:
    """Answer 206 with `start` (included) to `end` (excluded)."""

    start: int
    end: int

    def content_range(self, size_bytes: int) -> str:
        return f"bytes {self.start}-{self.end - 1}/{size_bytes}"


@dataclass(frozen=True, slots=True)
class Unsatisfiable:
    """Answer 416 with `Content-Range: bytes */size`."""


def parse_range(header: str | None, size_bytes: int) -> Whole | Part | Unsatisfiable:
    """Decide what a `Range` header means for `size_bytes` bytes; `None` means the header was not sent."""
    if header is None:
        return Whole()
    match = _BYTES.fullmatch(header)
    if match is None:
        return Whole()
    ranges = match[1]
    if "," in ranges:
        return Whole()
    return _single(ranges, size_bytes)


def _single(text: str, size_bytes: int) -> Part | Unsatisfiable:
    match = _RANGE.fullmatch(text)
    if match is None:
        return Unsatisfiable()
    first, last = match[1], match[2]
    if len(first) > _MAX_DIGITS or size_bytes == 0 or not (first or last):
        return Unsatisfiable()
    if not first:
        length = size_bytes if len(last) > _MAX_DIGITS else min(int(last), size_bytes)
        return Part(size_bytes - length, size_bytes) if length else Unsatisfiable()
    start = int(first)
    end = size_bytes if not last or len(last) > _MAX_DIGITS else min(int(last) + 1, size_bytes)
    return Part(start, end) if start < end else Unsatisfiable()
