"""Reading what providers write. Nothing here raises: a value that cannot be read is one that nobody gave."""

import base64
import binascii
import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final, cast

from miauflix.peers import InvalidMetainfo, parse_magnet

Row = Mapping[str, Any]

_LONGEST_TEXT: Final = 512  # what the release parser reads of a name
_LARGEST: Final = 2**53
_LONGEST_LINK: Final = 8192
_UNITS: Final = {"": 1, "B": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40, "P": 1 << 50}
_SIZE = re.compile(r"([0-9]{1,15}(?:[.,][0-9]{1,15})*)\s*([KMGTP]?)i?B?(?:YTES?)?", re.IGNORECASE | re.ASCII)
_IMDB = re.compile(r"(?:tt)?([0-9]{5,10})(?![0-9])", re.ASCII | re.IGNORECASE)
_CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]+"
)
_EARLIEST: Final = datetime(1990, 1, 1, tzinfo=UTC).timestamp()
_LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC).timestamp()


def text(value: Any) -> str | None:
    """One line of at most 512 characters without control characters; a number is its digits."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return _CONTROL.sub(" ", str(value)[: 4 * _LONGEST_TEXT]).strip()[:_LONGEST_TEXT].strip() or None


def whole(value: Any) -> int | None:
    """A count: an integer that is not negative, or one in a string."""
    if isinstance(value, str):
        digits = value.strip().replace(",", "")
        return min(int(digits), _LARGEST) if digits.isascii() and digits.isdigit() and len(digits) <= 18 else None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return min(int(value), _LARGEST) if value >= 0 else None


def size(value: Any) -> int | None:
    """Bytes, of a number or of "1.45 GB"; units count by 1024, as the sites that write them do. 0 is unknown."""
    if not isinstance(value, str):
        return whole(value) or None
    match = _SIZE.fullmatch(value.strip())
    if match is None:
        return None
    number = _decimal(match[1], has_unit=bool(match[2]))
    bytes_ = None if number is None else round(number * _UNITS[match[2].upper()])
    return bytes_ if bytes_ and bytes_ <= _LARGEST else None


def _decimal(digits: str, *, has_unit: bool) -> float | None:
    """1.45, 1,45, 1,450.5 and 1,234,567: the last mark is the decimal one, unless three digits without unit follow."""
    parts = re.split(r"[.,]", digits)
    if len(parts) == 1 or (not has_unit and all(len(part) == 3 for part in parts[1:])):
        return float("".join(parts))
    return float("".join(parts[:-1]) + "." + parts[-1])


def info_hash(value: Any) -> str | None:
    """40 lower-case hexadecimal digits of a version 1 hash in hexadecimal or base32; zeros are none."""
    if not isinstance(value, str):
        return None
    word = value.strip().lower().removeprefix("urn:btih:")
    try:
        raw = (
            binascii.unhexlify(word) if len(word) == 40 else base64.b32decode(word.upper()) if len(word) == 32 else b""
        )
    except ValueError:
        return None
    return raw.hex() if any(raw) and len(raw) == 20 else None


def when(value: Any) -> datetime | None:
    """A moment between 1990 and 2100: Unix seconds, RFC 822 (2822) or ISO 8601; without a zone it is UTC."""
    number = whole(value)
    if number is None and isinstance(value, str):
        moment = _written(value.strip()[:64])
        number = None if moment is None else int(moment.timestamp())
    return datetime.fromtimestamp(number, UTC) if number is not None and _EARLIEST <= number < _LATEST else None


def _written(words: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(words)
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            continue
    return None


def imdb_id(value: Any) -> str | None:
    """`tt` and at least seven digits, of a number or of a text that has it somewhere."""
    match = _IMDB.search(value if isinstance(value, str) else str(whole(value) or "")) if value else None
    return f"tt{int(match[1]):07}" if match and int(match[1]) else None


def magnet(value: Any) -> tuple[str, str | None, tuple[str, ...]] | None:
    """A link that names a version 1 torrent, as (info hash, name, trackers)."""
    if not isinstance(value, str) or len(value) > 2 * _LONGEST_LINK:
        return None
    try:
        read = parse_magnet(value)
    except InvalidMetainfo:
        return None
    hash_ = info_hash(read.info_hash_v1.hex()) if read.info_hash_v1 else None
    return (hash_, text(read.name), tuple(url for tier in read.trackers for url in tier)) if hash_ else None


def link(value: Any, *, only_https: bool = False) -> str | None:
    """An address of the web."""
    if not isinstance(value, str) or len(value) > _LONGEST_LINK or _CONTROL.search(value.strip()):
        return None
    starts = ("https://",) if only_https else ("https://", "http://")
    return value.strip() if value.strip().lower().startswith(starts) else None


def rows(value: Any) -> list[Row]:
    """The objects of a list, at most a thousand of them; what else is in it is left out."""
    items = cast("list[Any]", value)[:1000] if isinstance(value, list) else []
    return [cast("Row", item) for item in items if isinstance(item, dict)]


def record(value: Any) -> Row:
    """An object, or an empty one."""
    return cast("Row", value) if isinstance(value, dict) else {}
