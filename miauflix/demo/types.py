"""What a film of the demo world is made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from miauflix.demo.art.ink import Canvas
from miauflix.demo.art.poster import Lettering
from miauflix.demo.reel import Reel
from miauflix.demo.score import Score
from miauflix.kit.playable import Episode, Movie

Language = Literal["en", "de"]
Paint = Callable[[Canvas], None]


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of a title in one language."""

    name: str
    tagline: str
    overview: str
    genres: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """A moving picture: `draw` paints its layers into a folder, `compose` moves them and answers the stream.

    A scene that draws its own sound brings `sound`, the chain that makes it for a length in seconds, and finds the
    stream as `reel.sound`.
    """

    draw: Callable[[Path], None]
    compose: Callable[[Reel], str]
    sound: Callable[[float], str] | None = None


@dataclass(frozen=True, slots=True)
class Film:
    """One file to be made. `key` names its folder; `lines` are the title as it is set on a card."""

    key: str
    playable: Movie | Episode
    release_name: str
    released: date
    lines: Sequence[str]
    kicker: str
    colour: str
    closing: Sequence[str]
    scene: Scene
    score: Score | None
    length_s: float = 122
    preset: Literal["ultrafast", "superfast"] = "superfast"
    grain: int = 5
    bits_s: int = 3_450_000  # of the picture alone


@dataclass(frozen=True, slots=True)
class Artwork:
    """The drawn pictures of a title, or the still of an episode (which has no `lettering`, so no poster)."""

    key: str
    paint: Paint
    lettering: Lettering | None


@dataclass(frozen=True, slots=True)
class Work:
    """A title of the demo world as the catalogue gets to know it, in every language."""

    tmdb_id: int
    words: dict[Language, Words]
    released: date
    runtime_min: int
    artwork: Artwork
    attribution: str


@dataclass(frozen=True, slots=True)
class Part:
    """An episode of a show."""

    film: Film
    words: dict[Language, Words]
    artwork: Artwork


@dataclass(frozen=True, slots=True)
class Show(Work):
    """A series; its one season is number 1."""

    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Short(Work):
    """A film of our own."""

    film: Film


@dataclass(frozen=True, slots=True)
class Guest(Work):
    """An open film of somebody else, played from its own swarm and web seed."""

    info_hash: str
    torrent_name: str
    file_index: int
    size_bytes: int
    torrent_url: str
    web_seed: str
    trackers: tuple[str, ...]
