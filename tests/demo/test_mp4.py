import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from miauflix.demo import mp4


def box(kind: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def large_box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4sQ", 1, kind, 16 + len(content)) + content


@pytest.fixture
def write(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(content: bytes) -> Path:
        path = tmp_path / "film.mp4"
        path.write_bytes(content)
        return path

    return write


FTYP, MOOV, MDAT = box(b"ftyp", b"isom"), box(b"moov", b"i" * 20), box(b"mdat", b"d" * 50)


@pytest.mark.parametrize(
    "content",
    [
        FTYP + MOOV + MDAT,
        FTYP + MOOV + large_box(b"mdat", b"d" * 50),
        FTYP + MOOV + box(b"free") + struct.pack(">I4s", 0, b"mdat") + b"to the end",
    ],
)
def test_a_whole_film_passes(content: bytes, write: Callable[[bytes], Path]) -> None:
    mp4.check(write(content))


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "no index"),
        (FTYP + MOOV, "no data"),
        (FTYP + MDAT + MOOV, "behind"),
        ((FTYP + MOOV + MDAT)[:-1], "does not fit"),
        (FTYP + MOOV + MDAT + b"\0\0\0", "does not fit"),
        (FTYP + struct.pack(">I4s", 4, b"moov"), "does not fit"),
    ],
)
def test_what_is_not_whole_is_named(content: bytes, complaint: str, write: Callable[[bytes], Path]) -> None:
    with pytest.raises(mp4.NotWhole, match=complaint):
        mp4.check(write(content))
