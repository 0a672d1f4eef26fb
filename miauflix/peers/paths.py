"""What a file inside a torrent may be called.

Dangerous is refused: a name that could leave its folder says what its maker is after. Awkward is mended: a name that
some file system cannot hold is common and innocent. (The engine itself writes files by number and never by name, see
`storage`; these names are shown to people and guide the choice of the file to play.)
"""

import re
import unicodedata
from typing import Final

from miauflix.peers.errors import InvalidMetainfo

MAX_PART_BYTES: Final = 255  # NAME_MAX of every file system in use
MAX_PARTS: Final = 32
_DRIVE = re.compile(r"[A-Za-z]:")
# The second half turns text round (bidirectional overrides): with it `gpj.exe` reads as `exe.jpg`.
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]|[\u202a-\u202e\u2066-\u2069]')
# Names that Windows keeps for devices, with any extension ("Naming Files, Paths, and Namespaces", Microsoft).
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)


def safe_path(raw_parts: list[bytes]) -> tuple[str, ...]:
    """The parts of a path below the torrent's folder, as UTF-8 text that every file system can hold.

    Raises:
        InvalidMetainfo: a part is empty, `.` or `..`, holds NUL or a separator that climbs, or there are too many.
    """
    if not raw_parts or len(raw_parts) > MAX_PARTS:
        raise InvalidMetainfo(f"A file's path has {len(raw_parts)} parts; 1 to {MAX_PARTS} are allowed")
    return tuple(safe_part(part) for part in raw_parts)


def safe_part(raw: bytes) -> str:
    """One folder or file name.

    Raises:
        InvalidMetainfo: the name could lead out of its folder.
    """
    # Bytes that are not UTF-8 become U+FFFD: the name is for reading, so a wrong letter is better than no film.
    text = unicodedata.normalize("NFC", raw.decode("utf-8", errors="replace"))
    if text.strip() in {"", ".", ".."} or "\0" in text:
        raise InvalidMetainfo(f"A file's path holds the name {text!r}, which no honest torrent has")
    if any(piece.strip() in {".", ".."} for piece in re.split(r"[/\\]", text)) or text[0] in "/\\" or _is_drive(text):
        raise InvalidMetainfo(f"A file's path holds {text[:80]!r}, which leads out of the torrent's folder")
    return _fit(_mend(text))


def _is_drive(text: str) -> bool:
    return bool(_DRIVE.fullmatch(text) or re.match(r"[A-Za-z]:[/\\]", text))


def _mend(text: str) -> str:
    mended = _UNSAFE.sub("_", text).rstrip(" .") or "_"
    return f"_{mended}" if _RESERVED.fullmatch(mended) else mended


def _fit(text: str) -> str:
    """Shorten to `MAX_PART_BYTES` of UTF-8 and keep the extension, which says what the file is."""
    if len(text.encode()) <= MAX_PART_BYTES:
        return text
    stem, dot, extension = text.rpartition(".")
    if not dot or len(extension.encode()) > 16:
        stem, dot, extension = text, "", ""
    room = MAX_PART_BYTES - len((dot + extension).encode())
    return stem.encode()[:room].decode("utf-8", errors="ignore").rstrip(" .") + dot + extension
