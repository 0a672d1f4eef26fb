"""Every table of words/ in one look-up, and the pass that finds their words among the tokens."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from miauflix.sources.parsing.meaning import CERTAIN, NEAR_WEB, SHOUTED, TAIL, Meaning, Words
from miauflix.sources.parsing.tokens import Token, tokenise
from miauflix.sources.parsing.words import (
    audio,
    codecs,
    containers,
    editions,
    flags,
    languages,
    networks,
    resolutions,
    sources,
)

JOINED: Final = frozenset({"", ".", "-", "_", " ", "'", "’", "+", "&", "/", ". ", ".-", "-."})
"""What may stand between the words of one spelling."""

_Entry = tuple[tuple[str, ...], Meaning]
_Lookup = dict[str, tuple[_Entry, ...]]


def _counted() -> dict[str, dict[str, Any]]:
    """DDP5.1, FLAC 2.0 and their like."""
    table: dict[str, dict[str, Any]] = {}
    for word, codec in audio.COUNTED:
        for channels in audio.CHANNELS:
            whole, rest = channels.split(".")
            facts: dict[str, Any] = {"channels": channels} | ({"audio": codec} if codec else {})
            table[f"{word}{whole} {rest}"] = facts
            table[f"{word} {whole} {rest}"] = facts
            table[f"{word}{whole}{rest}"] = facts
    return table


def _channels() -> dict[str, dict[str, Any]]:
    return {
        channels.replace(".", " ") + suffix: {"channels": channels}
        for channels in audio.CHANNELS
        for suffix in ("", "ch")
    }


def _networks(table: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    return {words: {"network": network} for words, network in table.items()}


def _network_downloads() -> dict[str, dict[str, Any]]:
    table: dict[str, dict[str, Any]] = {}
    for word, network in networks.GLUED_TO_HD.items():
        for ending in networks.GLUED_ENDINGS:
            facts: dict[str, Any] = {"network": network, "source": "web"}
            table[word + ending] = facts | ({"loose_resolution": "2160p"} if ending.startswith("uhd") else {})
    return table


def _field(field: str, table: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    return {words: {field: value} for words, value in table.items()}


def _heights() -> dict[str, dict[str, Any]]:
    return {
        f"{height}{scan}": {"resolution": f"{height}p"}
        for height in (*resolutions.HEIGHTS, *resolutions.HEIGHTS_BEYOND_HD)
        for scan in ("p", "i")
    }


def _glued_languages() -> Iterable[tuple[str, int, Words]]:
    """SWESUB, NLsubs, PLDUB, ENAudio: a code or name with its use."""
    for code, names, three, two in languages.TABLE:
        for short in (*two.split(), *three.split(), *names.split()):
            subtitles = {short + ending: {"subtitle_languages": code} for ending in languages.GLUED_SUBTITLE_ENDINGS}
            yield "subtitle", CERTAIN, subtitles
            yield "subtitle", CERTAIN, {"sub" + short: {"subtitle_languages": code}}
            dubbed = {short + end: {"languages": code, "dubbed": True} for end in languages.GLUED_DUB_ENDINGS}
            yield "language", CERTAIN, dubbed


def _language_names() -> Iterable[tuple[str, int, Words]]:
    for code, names, three, two in languages.TABLE:
        yield "language", TAIL, {name: {"languages": code} for name in names.split()}
        for kind, shorts in (("code3", three), ("code2", two)):
            yield kind, TAIL, {short: {"languages": code} for short in shorts.split()}


def _tables() -> Iterable[tuple[str, int, Words]]:
    """Kind, trust and words; where a word comes twice the first counts."""
    yield "resolution", CERTAIN, _heights()
    yield "resolution", CERTAIN, resolutions.CERTAIN
    yield "resolution", TAIL, resolutions.TAIL
    yield "source", CERTAIN, _network_downloads()
    yield "source", CERTAIN, sources.CERTAIN
    yield "source", TAIL, sources.TAIL
    yield "source", SHOUTED, sources.SHOUTED
    yield "codec", CERTAIN, codecs.CERTAIN | codecs.HDR_CERTAIN
    yield "codec", TAIL, codecs.TAIL | codecs.HDR_TAIL
    yield "codec", SHOUTED, codecs.HDR_SHOUTED
    yield "audio", CERTAIN, _counted()
    yield "audio", CERTAIN, audio.CERTAIN
    yield "audio", TAIL, audio.TAIL | _channels()
    yield "edition", CERTAIN, editions.CERTAIN
    yield "edition", TAIL, editions.TAIL
    yield "edition", SHOUTED, editions.SHOUTED
    yield "flag", CERTAIN, flags.CERTAIN
    yield "flag", TAIL, flags.TAIL
    yield "flag", SHOUTED, flags.SHOUTED
    yield "language", CERTAIN, _field("languages", languages.SPOKEN_CERTAIN)
    yield "language", TAIL, _field("languages", languages.SPOKEN_TAIL)
    yield "subtitle", CERTAIN, _field("subtitle_languages", languages.SUBTITLED_CERTAIN)
    yield "subtitle", TAIL, _field("subtitle_languages", languages.SUBTITLED_TAIL)
    yield "subtitle", CERTAIN, {f"{form}x{count}": {} for form in containers.SUBTITLE for count in range(1, 10)}
    yield "network", CERTAIN, _networks(networks.CERTAIN)
    yield "network", TAIL, _networks(networks.TAIL)
    yield "container", TAIL, containers.TAIL
    yield from _language_names()
    yield from _glued_languages()
    yield "subword", TAIL, {word: {} for word in languages.SUBTITLE_WORDS}
    yield "dubword", TAIL, {word: {} for word in languages.DUBBED_WORDS}


def _spellings(tables: Iterable[tuple[str, int, Words]]) -> _Lookup:
    found: dict[str, dict[tuple[str, ...], Meaning]] = {}
    for kind, trust, words in tables:
        for spellings, facts in words.items():
            for spelling in spellings.split(" | "):
                first, *rest = (token.low for token in tokenise(spelling)[0])
                meaning = Meaning(kind, trust, tuple(facts.items()), 1 + len(rest))
                found.setdefault(first, {}).setdefault(tuple(rest), meaning)
    return {
        first: tuple(sorted(rests.items(), key=lambda entry: len(entry[0]), reverse=True))
        for first, rests in found.items()
    }


LOOKUP: Final = _spellings(_tables())
NEAR_WEB_LOOKUP: Final = _spellings([("network", NEAR_WEB, _networks(networks.NEAR_WEB))])
LONGEST_WORD: Final = 16
_GLUE_TOO: Final = frozenset(
    {"web", "hd", "uhd", "bd", "dvd", "hdr", "4k", "avc", "atmos", "dv", "dl", "tc", "ts", "cam"}
)
_GLUED_KINDS: Final = frozenset({"resolution", "source", "codec", "audio", "network"})
GLUE: Final[dict[str, Meaning]] = {
    word: entries[-1][1]
    for word, entries in LOOKUP.items()
    if not entries[-1][0]
    and (word in _GLUE_TOO or (entries[-1][1].kind in _GLUED_KINDS and entries[-1][1].trust == CERTAIN))
}
"""Words that may stick to each other without a separator: HDTVx264, 720pWEB."""


def look_up(tokens: list[Token], place: int, lookup: _Lookup = LOOKUP) -> Meaning | None:
    """The longest spelling that starts at this token, whatever its trust."""
    entries = lookup.get(tokens[place].low)
    if entries is None:
        return None
    for rest, meaning in entries:
        if not rest or _follows(tokens, place + 1, rest):
            return meaning
    return None


def _follows(tokens: list[Token], place: int, rest: tuple[str, ...]) -> bool:
    if place + len(rest) > len(tokens):
        return False
    return all(
        tokens[place + offset].low == word and tokens[place + offset].gap in JOINED for offset, word in enumerate(rest)
    )
