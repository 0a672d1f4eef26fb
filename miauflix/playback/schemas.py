"""Playback on the wire."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from miauflix.playback.rules import Decision


class PlaybackRequest(BaseModel):
    """`title` is what to play, as one string: movie:603, episode:1399:1:2 or media:<id>."""

    title: str = Field(max_length=80)
    source_id: str | None = Field(default=None, max_length=36, description="Left out, the best known source plays")
    device: dict[str, object] | None = Field(
        default=None, description="What the player decodes; left out, a browser with H.264 and AAC is assumed"
    )


class PlaybackStarted(BaseModel):
    ticket: str
    url: str = Field(description="GET it with or without Range; it needs no header")
    decision: Decision
    reason: str
    expires_at: datetime
    ref: str
    source_id: str
    name: str
    size_bytes: int | None
    content_type: str
    resume_at_s: float = 0
    duration_s: float | None = None
    next: str | None = Field(default=None, description="The episode that follows, if there is one")


class StreamStatus(BaseModel):
    """What is being waited for, in the order in which a start goes through it."""

    stage: Literal["paused", "metadata", "finding_peers", "connecting", "buffering", "ready"]
    peers_known: int = 0
    peers_connected: int = 0
    download_rate_bytes_s: int = 0
    buffered_percent: int = 0
    fetched: list[tuple[int, int]] = Field(default=[], description="Byte ranges of the file that are here")
    size_bytes: int | None = None
    reason: str | None = None
