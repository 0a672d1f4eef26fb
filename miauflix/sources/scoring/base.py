"""The base rule: `(seeders − 10·sizeGB) × quality × age`, mended for negative scores.

A swarm that is too small for its film has negative points, and a factor below 1 would lift those towards zero: of two
starved releases the camera recording would win. So a factor divides what is negative (docs/decisions). Better quality,
a younger release, more seeders and fewer bytes then each raise the score on either side of zero.
"""

import re
from datetime import datetime
from functools import lru_cache
from typing import Final

from miauflix.sources.scoring.types import GB, Candidate

POINTS_PER_GB: Final = 10
UNKNOWN_QUALITY: Final = 0.5
UNKNOWN_AGE: Final = 0.5
LEAST_AGE: Final = 0.1
_YEAR_DAYS: Final = 365
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")

_QUALITY: Final = {
    0.1: "cam camrip hdcam",
    0.3: "ts hdts telesync tc telecine workprint screener scr dvdscr vhs",
    0.7: "dvd dvdrip hdrip",
    0.8: "web webdl webrip tv hdtv",
    1.0: "bluray bdrip brrip remux hddvd master",
}
QUALITY: Final = {word: factor for factor, words in _QUALITY.items() for word in words.split()}
"""Cam, telesync, web and Blu-ray as the rule has them; the others stand where they look alike."""

SERVER_POINTS: Final = 100
"""What a web server is worth: it gives as much as a large swarm, whatever the size of the film."""

_TYPICAL_GB: Final = {"2160p": 15.0, "1080p": 4.0, "720p": 2.0}
_TYPICAL_SD_GB: Final = 1.0
_TYPICAL_UNKNOWN_GB: Final = 3.0


def weigh(points: float, factor: float) -> float:
    """Points under a factor above 0: below 1 it lowers them and above 1 it raises them, whatever their sign."""
    return points * factor if points >= 0 else points / factor


@lru_cache(maxsize=1024)
def quality_factor(quality: str | None) -> float:
    return QUALITY.get(_NOT_LETTERS.sub("", (quality or "").lower()), UNKNOWN_QUALITY)


def age_factor(published_at: datetime | None, now: datetime) -> float:
    """1 for what is new (or dated in the future), a tenth for what is a year old."""
    if published_at is None:
        return UNKNOWN_AGE
    days = max(0.0, (now - published_at).total_seconds() / 86_400)
    return max(LEAST_AGE, 1 - days / _YEAR_DAYS)


def size_gb(candidate: Candidate) -> float:
    """Gigabytes; those of a typical film of its resolution when nobody knows."""
    if candidate.size_bytes is not None:
        return candidate.size_bytes / GB
    if candidate.resolution is None:
        return _TYPICAL_UNKNOWN_GB
    return _TYPICAL_GB.get(candidate.resolution.lower(), _TYPICAL_SD_GB)


def supply(candidate: Candidate, assumed_seeders: int) -> float:
    """Points before quality and age: above 0 when the swarm is large for its film."""
    if candidate.is_on_server:
        return SERVER_POINTS
    seeders = assumed_seeders if candidate.seeders is None else candidate.seeders
    return seeders - POINTS_PER_GB * size_gb(candidate)


def base_score(candidate: Candidate, now: datetime, assumed_seeders: int = 0) -> float:
    points = supply(candidate, assumed_seeders)
    return weigh(points, quality_factor(candidate.quality) * age_factor(candidate.published_at, now))
