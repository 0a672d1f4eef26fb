"""A small series: one lighthouse, and the weather it stands in."""

from datetime import date
from functools import partial

from miauflix.demo.art import water
from miauflix.demo.art.poster import Lettering
from miauflix.demo.saying import MADE_HERE
from miauflix.demo.scenes import lighthouse
from miauflix.demo.score import QUIET_ROOM, Score
from miauflix.demo.types import Artwork, Film, Part, Scene, Show, Words
from miauflix.kit.playable import Episode

SHOW_ID = 900_000_008

_FOG = Film(
    key="fog",
    playable=Episode(SHOW_ID, 1, 1),
    release_name="Lighthouse.Weather.S01E01.Fog.720p.WEB.H264-MIAU",
    released=date(2025, 11, 2),
    lines=("Fog",),
    kicker="LIGHTHOUSE WEATHER  1",
    colour="#f6f3e4",
    closing=("Lighthouse Weather: Fog", "Drawn, scored and filmed by this machine.", "The ship sends its regards."),
    scene=Scene(partial(lighthouse.draw, weather="fog"), partial(lighthouse.compose, weather="fog")),
    score=Score(
        chords=((45, 52, 57, 60, 64), (43, 50, 55, 59, 62), (41, 48, 53, 57, 64), (40, 47, 52, 55, 62)),
        chord_s=8,
        beat_s=1,
        bells=(3, None, None, None, 4, None, None, 2, None, None, None, None),
        pad=0.4, bell=0.13, bass=0.34, ratio=2, bite=0.5, ring=1.1, octave=1, room=QUIET_ROOM,
    ),
)  # fmt: skip

_SNOW = Film(
    key="snow",
    playable=Episode(SHOW_ID, 1, 2),
    release_name="Lighthouse.Weather.S01E02.Snow.720p.WEB.H264-MIAU",
    released=date(2025, 11, 9),
    lines=("Snow",),
    kicker="LIGHTHOUSE WEATHER  2",
    colour="#f2f3ff",
    closing=("Lighthouse Weather: Snow", "Drawn, scored and filmed by this machine.", "Flakes: many."),
    scene=Scene(partial(lighthouse.draw, weather="snow"), partial(lighthouse.compose, weather="snow")),
    score=Score(
        chords=((57, 61, 64, 69), (54, 57, 61, 66), (50, 57, 62, 66), (52, 56, 59, 64)),
        chord_s=4.8,
        beat_s=0.4,
        bells=(4, 6, 5, None, 3, 5, 4, None, 2, 4, 3, None),
        pad=0.2, bell=0.22, bass=0.14, ratio=4, bite=0.35, ring=3.2, octave=1, room=QUIET_ROOM,
    ),
)  # fmt: skip

LIGHTHOUSE = Show(
    tmdb_id=SHOW_ID,
    released=date(2025, 11, 2),
    runtime_min=2,
    attribution=MADE_HERE,
    words={
        "en": Words(
            "Lighthouse Weather",
            "Today: some.",
            "The keeper writes down the weather every evening. There is always some. A series for people who like to "
            "look out of the window.",
            ("Animation", "Drama"),
        ),
        "de": Words(
            "Leuchtturmwetter",
            "Heute: welches.",
            "Die Wärterin schreibt jeden Abend das Wetter auf. Welches ist immer. Eine Serie für Leute, die gern aus "
            "dem Fenster sehen.",
            ("Animation", "Drama"),
        ),
    },
    artwork=Artwork(
        "lighthouse", water.fog, Lettering(
            ("Lighthouse", "Weather"), "A SMALL SERIES", "MADE ON THIS MACHINE  /  2 EPISODES", "#f6f3e4", stands="top"
        )
    ),
    parts=(
        Part(
            _FOG,
            {
                "en": Words(
                    "Fog",
                    "",
                    "Visibility: as far as the lamp. A ship goes by and is, by the sound of it, in good spirits.",
                ),
                "de": Words(
                    "Nebel",
                    "",
                    "Sicht: bis zur Lampe. Ein Schiff fährt vorbei und ist, dem Klang nach, guter Dinge.",
                ),
            },
            Artwork("fog", water.fog, None),
        ),
        Part(
            _SNOW,
            {
                "en": Words(
                    "Snow",
                    "",
                    "It begins with one flake, which is noted. After that the keeper stops counting.",
                ),
                "de": Words(
                    "Schnee",
                    "",
                    "Es beginnt mit einer Flocke, die vermerkt wird. Danach hört die Wärterin auf zu zählen.",
                ),
            },
            Artwork("snow", water.snow, None),
        ),
    ),
)  # fmt: skip
