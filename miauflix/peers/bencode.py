"""A strict reader of bencoding (BEP 3) for bytes from strangers.

Strict about structure: no leading zeros, no `-0`, no duplicate keys, nothing after the value but white space.
Liberal about one thing, the order of keys: torrents in the wild break it, libtorrent accepts them, and a hash is
taken over the bytes as they stand. Size, depth, number of values and integers are bounded before anything is built.
"""

from typing import Final

from miauflix.kit.sentences import Sentence
from miauflix.peers.errors import InvalidMetainfo

_NO_DICTIONARY: Final = Sentence("torrent_no_dictionary", "A torrent file is a dictionary; this is not")

Bencoded = int | bytes | list["Bencoded"] | dict[bytes, "Bencoded"]

MAX_DEPTH: Final = 64  # a v2 file tree nests one level per folder; real ones stay under 20
MAX_VALUES: Final = 1_000_000  # 50,000 files of a v1 torrent need about 350,000
_MAX_INT_DIGITS: Final = 19  # 2**63 has 19 digits; no size, count or date is larger
_MAX_LENGTH_DIGITS: Final = 9


def decode(data: bytes) -> Bencoded:
    """Decode one value.

    Raises:
        InvalidMetainfo: the bytes are not the bencoding of exactly one value, or exceed a limit.
    """
    return _Reader(data).whole()[0]


def decode_with_spans(data: bytes) -> tuple[dict[bytes, Bencoded], dict[bytes, tuple[int, int]]]:
    """Decode a dictionary, and tell where the value of each of its keys begins and ends in `data`.

    Raises:
        InvalidMetainfo: as `decode`, or the value is not a dictionary.
    """
    value, spans = _Reader(data).whole()
    if not isinstance(value, dict):
        raise InvalidMetainfo(_NO_DICTIONARY())
    return value, spans


class _Reader:
    """One pass over the bytes; `_at` is the next unread one."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0
        self._values = 0
        self._spans: dict[bytes, tuple[int, int]] = {}

    def whole(self) -> tuple[Bencoded, dict[bytes, tuple[int, int]]]:
        value = self._value(0)
        if self._data[self._at :].strip():
            raise self._wrong("there are bytes after the end")
        return value, self._spans

    def _value(self, depth: int) -> Bencoded:
        self._values += 1
        if depth > MAX_DEPTH or self._values > MAX_VALUES:
            raise self._wrong("it is nested too deeply or holds too many values")
        match self._data[self._at : self._at + 1]:
            case b"i":
                self._at += 1
                return self._integer(b"e", _MAX_INT_DIGITS)
            case b"l":
                self._at += 1
                return self._list(depth)
            case b"d":
                self._at += 1
                return self._dictionary(depth)
            case _:
                return self._string()

    def _integer(self, end: bytes, max_digits: int) -> int:
        stop = self._data.find(end, self._at, self._at + max_digits + 2)
        if stop < 0:
            raise self._wrong("a number does not end")
        text = self._data[self._at : stop]
        digits = text.removeprefix(b"-")
        if len(digits) > max_digits or not digits.isdigit() or (digits[:1] == b"0" and text != b"0"):
            raise self._wrong("a number is not written as it must be")
        self._at = stop + 1
        return int(text)

    def _string(self) -> bytes:
        length = self._integer(b":", _MAX_LENGTH_DIGITS)
        start, stop = self._at, self._at + length
        if length < 0 or stop > len(self._data):
            raise self._wrong("a string is longer than the file")
        self._at = stop
        return self._data[start:stop]

    def _list(self, depth: int) -> list[Bencoded]:
        items: list[Bencoded] = []
        while not self._ends():
            items.append(self._value(depth + 1))
        return items

    def _dictionary(self, depth: int) -> dict[bytes, Bencoded]:
        found: dict[bytes, Bencoded] = {}
        while not self._ends():
            key = self._string()
            if key in found:
                raise self._wrong("a key stands twice in one dictionary")
            start = self._at
            found[key] = self._value(depth + 1)
            if depth == 0:
                self._spans[key] = (start, self._at)
        return found

    def _ends(self) -> bool:
        """Step over an `e`; the end of the data is left for the next value to trip over."""
        if self._data[self._at : self._at + 1] != b"e":
            return False
        self._at += 1
        return True

    def _wrong(self, what: str) -> InvalidMetainfo:
        return InvalidMetainfo(f"Not a bencoded file: {what} (at byte {self._at})")
