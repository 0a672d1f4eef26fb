"""Just enough of MP4 (ISO/IEC 14496-12) to know that a file is whole and can be played while it arrives."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO


class NotWhole(Exception):
    """The file is no MP4, ends too early, or has its index behind the picture."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box by its type, and where it begins and ends in the file, header included."""

    kind: str
    start: int
    end: int


def boxes(file: BinaryIO, size_bytes: int) -> Iterator[Box]:
    """The boxes at the top of a file, in order.

    Raises:
        NotWhole: a box has no sensible size or reaches past the end.
    """
    at = 0
    while at < size_bytes:
        file.seek(at)
        header = file.read(16)
        length = int.from_bytes(header[:4], "big")
        if length == 1:  # the real size follows in 64 bits
            length = int.from_bytes(header[8:16], "big")
        elif length == 0:  # up to the end of the file
            length = size_bytes - at
        if len(header) < 8 or length < 8 or at + length > size_bytes:
            raise NotWhole(f"the box at byte {at} does not fit into {size_bytes} bytes")
        yield Box(header[4:8].decode("latin-1"), at, at + length)
        at += length


def check(path: Path) -> None:
    """See that `path` is a whole MP4 with its index (`moov`) before its data (`mdat`).

    Raises:
        NotWhole: it is not.
    """
    with path.open("rb") as file:
        found = list(boxes(file, path.stat().st_size))
    places = {box.kind: box.start for box in found}
    if "moov" not in places or "mdat" not in places:
        raise NotWhole(f"{path.name} has no index or no data")
    if places["moov"] > places["mdat"]:
        raise NotWhole(f"{path.name} has its index behind its data")
