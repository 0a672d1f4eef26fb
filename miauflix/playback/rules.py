"""Decisions of playback that need nothing but their arguments."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from miauflix.kit.byte_ranges import Part, Unsatisfiable, Whole, parse_range

Decision = Literal["direct", "remux", "transcode", "unsupported"]

_TYPES = {
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".mov": "video/quicktime",
    ".webm": "video/webm",
    ".ogv": "video/ogg",
    ".mkv": "video/x-matroska",
    ".avi": "video/x-msvideo",
    ".ts": "video/mp2t",
    ".m2ts": "video/mp2t",
    ".mpg": "video/mpeg",
    ".mpeg": "video/mpeg",
    ".wmv": "video/x-ms-wmv",
    ".flv": "video/x-flv",
}
_BROWSER = {"video/mp4", "video/webm"}


def content_type(name: str) -> str:
    """The media type by the file's ending; `application/octet-stream` when it tells nothing."""
    return _TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")


def decide(name: str | None) -> tuple[Decision, str]:
    """How a browser that decodes H.264 and AAC gets this file, and why. `None`: the name is not known yet."""
    if name is None:
        return "direct", "The torrent's file list is still on its way; the file is played as it is"
    kind = content_type(name)
    suffix = PurePosixPath(name).suffix.lower()
    if kind in _BROWSER:
        return "direct", f"Browsers play {suffix} files as they are"
    if suffix in _TYPES:
        return "unsupported", f"Browsers cannot open {suffix} files; choose a source in MP4 or WebM"
    return "unsupported", f"{suffix or 'A file without ending'} is no video format this server knows"


@dataclass(frozen=True, slots=True)
class Conditions:
    """The request headers that decide between 200, 206, 304 and 416 (RFC 9110 §13, §14)."""

    range: str | None = None
    if_range: str | None = None
    if_none_match: str | None = None


@dataclass(frozen=True, slots=True)
class NotModified:
    """Answer 304."""


Answer = Whole | Part | Unsatisfiable | NotModified


def answer_to(conditions: Conditions, etag: str, size_bytes: int) -> Answer:
    """What to send for these headers; `etag` is the strong tag without quotes.

    If-None-Match is weighed first (§13.2.2). If-Range takes only our strong tag: a weak tag or a date never
    matches, so the whole file is sent.
    """
    if conditions.if_none_match is not None and _matches_any(conditions.if_none_match, etag):
        return NotModified()
    if conditions.if_range is not None and conditions.if_range.strip() != f'"{etag}"':
        return Whole()
    return parse_range(conditions.range, size_bytes)


def _matches_any(header: str, etag: str) -> bool:
    if header.strip() == "*":
        return True
    return any(tag.strip().removeprefix("W/") == f'"{etag}"' for tag in header.split(","))
