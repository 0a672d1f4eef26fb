"""The films of our own: what they are called, what they look and sound like, and who walks through them."""

from datetime import date

from miauflix.demo.art import chart, north, patterns, town, water
from miauflix.demo.art.poster import Lettering
from miauflix.demo.saying import MADE_HERE
from miauflix.demo.scenes import coast, dish, garden, lake, roofs, sea, strings
from miauflix.demo.score import QUIET_ROOM, Score
from miauflix.demo.types import Artwork, Film, Scene, Short, Words
from miauflix.kit.playable import Movie

FIRST_ID = 900_000_001
_BILLING = "MADE ON THIS MACHINE  /  2 MIN"


def _card(lines: tuple[str, ...], kicker: str, colour: str, stands: str, shade: str | None = None) -> Lettering:
    return Lettering(lines, kicker, _BILLING, colour, "top" if stands == "top" else "bottom", shade)


ROOFS = Short(
    tmdb_id=FIRST_ID,
    released=date(2026, 3, 3),
    runtime_min=2,
    attribution=MADE_HERE,
    words={
        "en": Words(
            "Tuesday on the Roof",
            "She has somewhere to be. She is not late.",
            "Between dusk and dawn a cat called Tuesday crosses a whole town by its roofs, because the warmest "
            "windowsill is at the other end of it. Nobody chases her. Nothing falls down. She is asked no questions.",
            ("Animation", "Comedy", "Family"),
        ),
        "de": Words(
            "Dienstag auf dem Dach",
            "Sie hat etwas vor. Zu spät kommt sie nicht.",
            "Zwischen Abend und Morgen geht eine Katze namens Dienstag über alle Dächer einer Stadt, weil die wärmste "
            "Fensterbank am anderen Ende liegt. Niemand jagt sie. Nichts fällt herunter. Keiner stellt ihr Fragen.",
            ("Animation", "Komödie", "Familie"),
        ),
    },
    artwork=Artwork(
        "roofs", town.paint, _card(("Tuesday", "on the Roof"), "A SHORT FILM WITH A CAT", "#fff1d8", "top")
    ),
    film=Film(
        key="roofs",
        playable=Movie(FIRST_ID),
        release_name="Tuesday.on.the.Roof.2026.720p.WEB.H264-MIAU",
        released=date(2026, 3, 3),
        lines=("Tuesday", "on the Roof"),
        kicker="A SHORT FILM WITH A CAT",
        colour="#fff1d8",
        closing=("Tuesday on the Roof", "Drawn, scored and filmed by this machine.", "The cat was not hurried."),
        scene=Scene(roofs.draw, roofs.compose),
        score=Score(
            chords=(
                (57, 60, 64, 67), (50, 57, 60, 66), (55, 59, 62, 66), (48, 55, 59, 64),
                (54, 57, 60, 64), (47, 54, 57, 63), (52, 55, 59, 62), (52, 56, 59, 62),
            ),
            chord_s=3,
            beat_s=0.375,  # two to a step of the cat
            bells=(0, None, 2, None, 1, 3, None, 2, None, 4, None, 3, 1, None, 2, None),
            pad=0.16, bell=0.34, bass=0.3, ratio=2, bite=1.6, ring=5,
        ),
        preset="ultrafast",
        bits_s=3_100_000,
        grain=3,
    ),
)  # fmt: skip

SEA = Short(
    tmdb_id=FIRST_ID + 1,
    released=date(2025, 10, 17),
    runtime_min=2,
    attribution=MADE_HERE,
    words={
        "en": Words(
            "Salt Keeps No Diary",
            "The tide takes it all down, and then it takes it all away.",
            "A paper boat, folded out of a letter that was never posted, waits on the evening sea. Around the middle "
            "of the night a second one comes, folded out of the answer.",
            ("Animation", "Romance"),
        ),
        "de": Words(
            "Salz führt kein Tagebuch",
            "Die Flut schreibt alles auf und nimmt es wieder mit.",
            "Ein Papierboot, gefaltet aus einem nie abgeschickten Brief, wartet auf dem abendlichen Meer. Mitten in "
            "der Nacht kommt ein zweites, gefaltet aus der Antwort.",
            ("Animation", "Liebesfilm"),
        ),
    },
    artwork=Artwork("sea", water.salt, _card(("Salt Keeps", "No Diary"), "A SHORT FILM WITH A BOAT", "#fff1dc", "top")),
    film=Film(
        key="sea",
        playable=Movie(FIRST_ID + 1),
        release_name="Salt.Keeps.No.Diary.2025.720p.WEB.H264-MIAU",
        released=date(2025, 10, 17),
        lines=("Salt Keeps", "No Diary"),
        kicker="A SHORT FILM WITH A BOAT",
        colour="#fff1dc",
        closing=("Salt Keeps No Diary", "Drawn, scored and filmed by this machine.", "Both letters arrived."),
        scene=Scene(sea.draw, sea.compose),
        score=Score(
            chords=((50, 57, 62, 66), (49, 57, 61, 64), (47, 54, 62, 66), (43, 55, 59, 66)),
            chord_s=6,
            beat_s=0.5,
            bells=(3, None, None, 4, None, None, 5, None, 4, None, None, None),
            pad=0.34, bell=0.2, bass=0.22, ratio=1, bite=0.8, ring=1.6, room=QUIET_ROOM,
        ),
    ),
)  # fmt: skip

LAKE = Short(
    tmdb_id=FIRST_ID + 2,
    released=date(2024, 12, 21),
    runtime_min=2,
    attribution=MADE_HERE,
    words={
        "en": Words(
            "Green, with Interruptions",
            "Bring a blanket. Bring two.",
            "Two people who have not spoken since March sit down on the same bench to see the northern lights. The "
            "lights come and go. So does the conversation. The cat in between stays.",
            ("Animation", "Drama"),
        ),
        "de": Words(
            "Grün, mit Unterbrechungen",
            "Nimm eine Decke mit. Nimm zwei.",
            "Zwei, die seit März nicht mehr miteinander geredet haben, setzen sich auf dieselbe Bank, um das Nordlicht "
            "zu sehen. Das Licht kommt und geht. Das Gespräch auch. Die Katze dazwischen bleibt.",
            ("Animation", "Drama"),
        ),
    },
    artwork=Artwork(
        "lake", north.paint, _card(("Green, with", "Interruptions"), "A SHORT FILM WITH A BENCH", "#eafff4", "top")
    ),
    film=Film(
        key="lake",
        playable=Movie(FIRST_ID + 2),
        release_name="Green.with.Interruptions.2024.720p.WEB.H264-MIAU",
        released=date(2024, 12, 21),
        lines=("Green, with", "Interruptions"),
        kicker="A SHORT FILM WITH A BENCH",
        colour="#eafff4",
        closing=("Green, with Interruptions", "Drawn, scored and filmed by this machine.", "They are talking again."),
        scene=Scene(lake.draw, lake.compose),
        score=Score(
            chords=((53, 60, 64, 67, 71), (55, 59, 62, 67, 69), (50, 57, 60, 64, 67), (52, 55, 59, 62, 66)),
            chord_s=8,
            beat_s=1,
            bells=(4, None, 2, None, None, 5, None, None, 3, None, None, None),
            pad=0.42, bell=0.14, bass=0.16, ratio=3.01, bite=0.7, ring=1.2, room=QUIET_ROOM,
        ),
    ),
)  # fmt: skip

GARDEN = Short(
    tmdb_id=FIRST_ID + 3,
    released=date(2025, 5, 23),
    runtime_min=2,
    attribution=MADE_HERE,
    words={
        "en": Words(
            "A Garden with Eight Doors",
            "Seven of them are mirrors.",
            "The old gardener swore there was only one flower in it. You may go in by any door and look for yourself; "
            "you will come out by the same one, and it will be evening.",
            ("Animation", "Fantasy"),
        ),
        "de": Words(
            "Ein Garten mit acht Türen",
            "Sieben davon sind Spiegel.",
            "Der alte Gärtner schwor, es gebe darin nur eine einzige Blume. Man darf durch jede Tür hinein und selbst "
            "nachsehen; heraus kommt man durch dieselbe, und dann ist es Abend.",
            ("Animation", "Fantasy"),
        ),
    },
    artwork=Artwork(
        "garden",
        patterns.garden,
        _card(("A Garden", "with Eight", "Doors"), "A SHORT FILM IN BLOOM", "#fff0d2", "bottom", "#041715"),
    ),
    film=Film(
        key="garden",
        playable=Movie(FIRST_ID + 3),
        release_name="A.Garden.with.Eight.Doors.2025.720p.WEB.H264-MIAU",
        released=date(2025, 5, 23),
        lines=("A Garden", "with Eight", "Doors"),
        kicker="A SHORT FILM IN BLOOM",
        colour="#fff0d2",
        closing=("A Garden with Eight Doors", "Drawn, scored and filmed by this machine.", "There was one flower."),
        scene=Scene(garden.draw, garden.compose),
        score=Score(
            chords=((50, 53, 57, 60), (48, 53, 55, 60), (46, 53, 58, 62), (45, 52, 57, 61)),
            chord_s=4,
            beat_s=0.25,
            bells=(0, 2, 3, 5, 2, 3, 5, 6, None, 5, 3, 2),
            pad=0.16, bell=0.26, bass=0.22, ratio=3.5, bite=1.1, ring=4.5,
        ),
    ),
)  # fmt: skip

DISH = Short(
    tmdb_id=FIRST_ID + 4,
    released=date(2026, 1, 16),
    runtime_min=2,
    attribution=MADE_HERE,
    words={
        "en": Words(
            "Exactly Three Neighbours",
            "Two will do. Four is a crowd.",
            "Everybody in the house lives by the same rules: alone you fade, in a crowd you fade, and where there are "
            "exactly three neighbours somebody new moves in. A true story, told three times with different tenants.",
            ("Documentary", "Science Fiction"),
        ),
        "de": Words(
            "Genau drei Nachbarn",
            "Zwei gehen noch. Vier sind zu viel.",
            "Alle im Haus leben nach denselben Regeln: Allein verblasst man, im Gedränge auch, und wo es genau drei "
            "Nachbarn gibt, zieht jemand Neues ein. Eine wahre Geschichte, dreimal erzählt, mit anderen Mietern.",
            ("Dokumentarfilm", "Science-Fiction"),
        ),
    },
    artwork=Artwork(
        "dish", patterns.colony, _card(("Exactly Three", "Neighbours"), "A SHORT FILM WITH RULES", "#fff3d6", "bottom")
    ),
    film=Film(
        key="dish",
        playable=Movie(FIRST_ID + 4),
        release_name="Exactly.Three.Neighbours.2026.720p.WEB.H264-MIAU",
        released=date(2026, 1, 16),
        lines=("Exactly Three", "Neighbours"),
        kicker="A SHORT FILM WITH RULES",
        colour="#fff3d6",
        closing=("Exactly Three Neighbours", "After the game of John Horton Conway.", "Nobody was evicted."),
        scene=Scene(dish.draw, dish.compose),
        score=Score(
            chords=((52, 59, 64, 66, 71), (52, 59, 62, 66, 69), (50, 57, 62, 66, 71), (50, 57, 61, 64, 69)),
            chord_s=6,
            beat_s=0.1875,
            bells=(0, 3, 2, 4, 3, 5, 2, 4, 3, 1, 4, 2),
            pad=0.14, bell=0.22, bass=0.24, ratio=4, bite=0.5, ring=7,
        ),
    ),
)  # fmt: skip

STRINGS = Short(
    tmdb_id=FIRST_ID + 5,
    released=date(2025, 2, 14),
    runtime_min=2,
    attribution=MADE_HERE,
    words={
        "en": Words(
            "A Fifth Apart",
            "Two notes meet. One of them is a little sharp.",
            "A love story in twelve intervals. What you see is what you hear: one string moves the light from side to "
            "side, the other up and down, and as long as they are not quite in tune, it dances.",
            ("Music", "Romance"),
        ),
        "de": Words(
            "Eine Quinte auseinander",
            "Zwei Töne treffen sich. Einer ist ein wenig zu hoch.",
            "Eine Liebesgeschichte in zwölf Intervallen. Was man sieht, ist das, was man hört: Eine Saite bewegt das "
            "Licht hin und her, die andere auf und ab, und solange sie nicht ganz stimmen, tanzt es.",
            ("Musik", "Liebesfilm"),
        ),
    },
    artwork=Artwork(
        "strings", patterns.fifth, _card(("A Fifth", "Apart"), "A SHORT FILM FOR TWO STRINGS", "#f7ecff", "bottom")
    ),
    film=Film(
        key="strings",
        playable=Movie(FIRST_ID + 5),
        release_name="A.Fifth.Apart.2025.720p.WEB.H264-MIAU",
        released=date(2025, 2, 14),
        lines=("A Fifth", "Apart"),
        kicker="A SHORT FILM FOR TWO STRINGS",
        colour="#f7ecff",
        closing=("A Fifth Apart", "The picture is the sound, drawn by this machine.", "They never did agree."),
        scene=Scene(strings.draw, strings.compose, strings.sound),
        score=None,
    ),
)

COAST = Short(
    tmdb_id=FIRST_ID + 6,
    released=date(2024, 6, 7),
    runtime_min=2,
    attribution=MADE_HERE,
    words={
        "en": Words(
            "The Coast Is Longer Than You Think",
            "Bring a shorter ruler.",
            "A survey ship measures the coast of a small island and reports its length. Then somebody asks how closely "
            "they looked. Two minutes under way to the same place, and in the end it is a million times nearer.",
            ("Adventure", "Documentary"),
        ),
        "de": Words(
            "Die Küste ist länger, als man denkt",
            "Nimm ein kürzeres Lineal.",
            "Ein Vermessungsschiff misst die Küste einer kleinen Insel und meldet ihre Länge. Dann fragt jemand, wie "
            "genau hingesehen wurde. Zwei Minuten unterwegs zum selben Ort, und am Ende ist er eine Million Mal näher.",
            ("Abenteuer", "Dokumentarfilm"),
        ),
    },
    artwork=Artwork(
        "coast",
        chart.paint,
        _card(
            ("The Coast Is", "Longer Than", "You Think"), "A SHORT FILM WITHOUT AN END", "#fff6de", "bottom", "#14465c"
        ),
    ),
    film=Film(
        key="coast",
        playable=Movie(FIRST_ID + 6),
        release_name="The.Coast.Is.Longer.Than.You.Think.2024.720p.WEB.H264-MIAU",
        released=date(2024, 6, 7),
        lines=("The Coast Is", "Longer Than", "You Think"),
        kicker="A SHORT FILM WITHOUT AN END",
        colour="#fff6de",
        closing=("The Coast Is Longer Than You Think", "Surveyed after Benoit Mandelbrot.", "Length: to be continued."),
        scene=Scene(coast.draw, coast.compose),
        score=Score(
            chords=((50, 57, 62, 65), (48, 55, 60, 64), (46, 53, 58, 62), (45, 52, 57, 61)) * 2,
            chord_s=3.6,
            beat_s=0.3,
            bells=(0, None, 2, 3, None, 2, 4, None, 3, 2, None, 1),
            pad=0.26, bell=0.24, bass=0.3, ratio=1, bite=1.4, ring=4, octave=0,
        ),
        grain=3,
        bits_s=4_800_000,  # every frame is new, and all of it is edges
    ),
)  # fmt: skip

SHORTS: tuple[Short, ...] = (ROOFS, SEA, LAKE, GARDEN, DISH, STRINGS, COAST)
