"""The four open films of the Blender Foundation: real torrents, played from their own swarms and web seed.

Hashes, file indices and sizes were computed from the .torrent files that webtorrent.io publishes. Their texts here
are our own, and so are the pictures.
"""

from datetime import date
from urllib.parse import quote

from miauflix.demo.art import guests
from miauflix.demo.art.poster import Lettering
from miauflix.demo.types import Artwork, Guest, Words

_PUBLISHER = "https://webtorrent.io/torrents/"
_TRACKERS = ("udp://tracker.opentrackr.org:1337", "udp://explodie.org:6969")


def _poster(lines: tuple[str, ...], year: int, licence: str, colour: str, foot: str | None = None) -> Lettering:
    return Lettering(
        lines, f"BLENDER FOUNDATION {year}", f"OPEN FILM  /  {licence}", colour, stands="top", foot=foot
    )  # fmt: skip


BUNNY = Guest(
    tmdb_id=10378,
    released=date(2008, 4, 10),
    runtime_min=10,
    attribution="(c) copyright Blender Foundation | www.bigbuckbunny.org. CC BY 3.0. The pictures shown are ours.",
    words={
        "en": Words(
            "Big Buck Bunny",
            "Three bullies are about to learn a lesson.",
            "A rabbit as large as he is gentle wakes up to a perfect morning. Three small rodents have other plans for "
            "it, and they should have left the butterflies alone.",
            ("Animation", "Comedy", "Family"),
        ),
        "de": Words(
            "Big Buck Bunny",
            "Drei Rüpel lernen etwas dazu.",
            "Ein Hase, so groß wie gutmütig, erwacht an einem vollkommenen Morgen. Drei kleine Nager haben anderes "
            "damit vor, und die Schmetterlinge hätten sie in Ruhe lassen sollen.",
            ("Animation", "Komödie", "Familie"),
        ),
    },
    artwork=Artwork("bunny", guests.bunny, _poster(("Big Buck", "Bunny"), 2008, "CC BY 3.0", "#16404a", "#f3f7e0")),
    info_hash="dd8255ecdc7ca55fb0bbf81323d87062db1f6d1c",
    torrent_name="Big Buck Bunny",
    file_index=1,
    size_bytes=276_134_947,
    torrent_url=f"{_PUBLISHER}big-buck-bunny.torrent",
    web_seed=_PUBLISHER,
    trackers=_TRACKERS,
)

SINTEL = Guest(
    tmdb_id=45745,
    released=date(2010, 9, 27),
    runtime_min=15,
    attribution="(c) copyright Blender Foundation | www.sintel.org. CC BY 3.0. The pictures shown are ours.",
    words={
        "en": Words(
            "Sintel",
            "How far would you go for a friend who was taken?",
            "A lonely young woman nurses an injured baby dragon back to health. When it is carried off she sets out to "
            "find it, and the search takes longer than she notices.",
            ("Animation", "Fantasy", "Adventure"),
        ),
        "de": Words(
            "Sintel",
            "Wie weit geht man für jemanden, der einem genommen wurde?",
            "Eine einsame junge Frau pflegt ein verletztes Drachenjunges gesund. Als es verschleppt wird, macht sie "
            "sich auf die Suche, und die dauert länger, als sie merkt.",
            ("Animation", "Fantasy", "Abenteuer"),
        ),
    },
    artwork=Artwork("sintel", guests.sintel, _poster(("Sintel",), 2010, "CC BY 3.0", "#ffe9cf")),
    info_hash="08ada5a7a6183aae1e09d831df6748d566095a10",
    torrent_name="Sintel",
    file_index=5,
    size_bytes=129_241_752,
    torrent_url=f"{_PUBLISHER}sintel.torrent",
    web_seed=_PUBLISHER,
    trackers=_TRACKERS,
)

STEEL = Guest(
    tmdb_id=133701,
    released=date(2012, 9, 26),
    runtime_min=12,
    attribution="(c) copyright Blender Foundation | mango.blender.org. CC BY 3.0. The pictures shown are ours.",
    words={
        "en": Words(
            "Tears of Steel",
            "The end of the world began with a break-up on a bridge.",
            "In a church in Amsterdam, soldiers and scientists restage one afternoon from forty years ago, hoping that "
            "this time nobody's heart is broken badly enough to send in the robots.",
            ("Science Fiction", "Action"),
        ),
        "de": Words(
            "Tears of Steel",
            "Das Ende der Welt begann mit einer Trennung auf einer Brücke.",
            "In einer Kirche in Amsterdam stellen Soldaten und Forscher einen Nachmittag von vor vierzig Jahren nach. "
            "Diesmal soll kein Herz so gründlich brechen, dass es Roboter schickt.",
            ("Science-Fiction", "Action"),
        ),
    },
    artwork=Artwork("steel", guests.steel, _poster(("Tears of", "Steel"), 2012, "CC BY 3.0", "#eafff7")),
    info_hash="209c8226b299b308beaf2b9cd3fb49212dbd13ec",
    torrent_name="Tears of Steel",
    file_index=8,
    size_bytes=571_346_576,
    torrent_url=f"{_PUBLISHER}tears-of-steel.torrent",
    web_seed=_PUBLISHER,
    trackers=_TRACKERS,
)

LAUNDRY = Guest(
    tmdb_id=358332,
    released=date(2015, 8, 10),
    runtime_min=12,
    attribution="(c) copyright Blender Foundation | gooseberry.blender.org. CC BY 4.0. The pictures shown are ours.",
    words={
        "en": Words(
            "Cosmos Laundromat",
            "A sheep gets a better offer.",
            "Franck, a sheep on a bleak island, has had enough. Then a salesman comes over the hill who can give him "
            "as many lives as he could wish for, at what looks like a fair price.",
            ("Animation", "Fantasy"),
        ),
        "de": Words(
            "Cosmos Laundromat",
            "Ein Schaf bekommt ein besseres Angebot.",
            "Franck, ein Schaf auf einer öden Insel, hat genug. Da kommt ein Vertreter über den Hügel, der ihm so "
            "viele Leben geben kann, wie er nur will, und der Preis klingt vernünftig.",
            ("Animation", "Fantasy"),
        ),
    },
    artwork=Artwork("laundry", guests.laundry, _poster(("Cosmos", "Laundromat"), 2015, "CC BY 4.0", "#fff0f6")),
    info_hash="c9e15763f722f23e98a29decdfae341b98d53056",
    torrent_name="Cosmos Laundromat",
    file_index=4,
    size_bytes=220_087_570,
    torrent_url=f"{_PUBLISHER}cosmos-laundromat.torrent",
    web_seed=_PUBLISHER,
    trackers=_TRACKERS,
)

GUESTS: tuple[Guest, ...] = (BUNNY, SINTEL, STEEL, LAUNDRY)


def magnet(guest: Guest) -> str:
    """How the film is found: by hash, trackers and web seed. Without its .torrent the swarm hands that over (BEP 9)."""
    trackers = "".join(f"&tr={quote(url, safe='')}" for url in guest.trackers)
    web_seed = quote(guest.web_seed, safe="")
    return f"magnet:?xt=urn:btih:{guest.info_hash}&dn={quote(guest.torrent_name)}{trackers}&ws={web_seed}"
