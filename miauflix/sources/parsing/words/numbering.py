"""Words around season and episode numbers, in the languages of release names."""

from miauflix.sources.parsing.words import listed

SEASON = listed(
    "season seasons saison saisons staffel staffeln temporada temporadas temp tem stagione stagioni seizoen"
    " seizoenen sezon sezona sezonul sez sezóna série serie series säsong sasong sæson saeson sesong kausi"
    " évad evad sn сезон сезона сезоны シーズン sezonas sezonu 시즌 sea seas"
)
PLURAL_SEASONS = listed("seasons saisons staffeln temporadas stagioni seizoenen сезоны")
UNSURE_SEASONS = listed("series serie série sea seas tem temp sn")
"""A season only when a number follows at once."""

EPISODE = listed(
    "episode episodes episodio episodios episódio episódios épisode épisodes ep eps epi epis epizod epizodes"
    " folge folgen capitulo capítulo capitulos capítulos cap caps capitolo puntata puntate aflevering afl"
    " avsnitt afsnit jakso rész episodul epizoda díl dil odcinek odc серия серии серий сер эпизод эпизоды"
    " выпуск серія серії seriya serya serija seria ser bölüm bolum 에피소드 tập tap"
)
UNSURE_EPISODES = listed("ser caps cap tap epi dil rész")

COUNTED_IN_HUNDREDS = frozenset({"cap", "capitulo", "capítulo"})
RUSSIAN_EPISODES = frozenset({"серии", "серий", "серії"})
NEVER_AFTER_NUMBERS = frozenset({"ep", "cap", "chapter", "caps"})
"""5 ep is no fifth episode."""
ORDINAL_ENDINGS = frozenset({"й", "я", "го", "ая", "th", "a", "ª", "st", "nd", "rd"})
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}

OF = listed("of de di von van din из iz sur av af ze z od из")
TO = listed("to a al ao bis à thru through tot till po по до até")
AND = listed("and e y und et en og och и i")
FILM_SERIES = listed("collection trilogy tetralogy quadrilogy quadrology pentalogy duology anthology movies films saga")
ALL = frozenset({"all", "full", "complete", "the"})
PART = listed("part pt parte partie teil deel часть parts")
VOLUME = listed("vol volume vols volumes")

SMALL_NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
ROMAN = {
    roman: number
    for number, roman in enumerate(
        ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi"), start=1
    )
}
CHINESE_DIGITS = {digit: number for number, digit in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
