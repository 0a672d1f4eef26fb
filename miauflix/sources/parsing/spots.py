"""What can be told from the look of a word alone: sites, sizes, rates, checksums, picture sizes."""

import re
from typing import Final

from miauflix.sources.parsing.lexicon import look_up
from miauflix.sources.parsing.meaning import CERTAIN, SHOUTED, TAIL, Meaning
from miauflix.sources.parsing.tokens import COVERED, NEWS, NOWHERE, SITE, Box, Token
from miauflix.sources.parsing.words.resolutions import COMMON_HEIGHTS, WIDTHS
from miauflix.sources.parsing.words.sites import SURE_TOP_LEVEL, TOP_LEVEL, WWW

_MEASURE = re.compile(r"([0-9]{1,5})(mb|gb|tb|mib|gib|kb|kbps|kbit|mbps|mbit|mbits|fps|hz|khz|min)(?:team)?")
_UNITS: Final = frozenset(["mb", "gb", "tb", "mib", "gib", "kbps", "mbps", "fps", "kbit", "mbit", "mbits", "hz", "khz"])
_SIZES: Final = frozenset({"mb", "gb", "tb", "mib", "gib"})
_CHECKSUM = re.compile(r"[0-9a-f]{8}")
_PICTURE = re.compile(r"([0-9]{3,4})[x×]([0-9]{3,4})(?:p|i|px|up)?")
_ANY_HEIGHT = re.compile(r"([2-9][0-9]{2}|[12][0-9]{3}|4320)([pi])")
_DISC_OF = re.compile(r"(?:cd|disc|disk)[0-9]{1,2}(?:of[0-9]{1,2})?")
_SONG = re.compile(r"(?:nc)?(?:op|ed)[0-9]{1,2}[a-d]?(?:v[0-9])?")
_SEASON_NEWS = re.compile("月新番|新番")
_MEASURED = Meaning("measure", CERTAIN, ())


def find_words(tokens: list[Token]) -> None:
    """Gives each token its meaning from the tables; the later tokens of a spelling are covered."""
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if _SEASON_NEWS.search(token.low):
            token.claim = NEWS
        meaning = look_up(tokens, place) or _by_look(tokens, place)
        if meaning is None or token.claim:
            place += 1
            continue
        token.meaning = meaning
        for covered in tokens[place + 1 : place + meaning.span]:
            covered.claim = COVERED
        place += meaning.span


def _by_look(tokens: list[Token], place: int) -> Meaning | None:
    token = tokens[place]
    if not token.low[0].isdecimal():
        return _checksum(tokens, place) or _numbered_piece(token)
    if found := _PICTURE.fullmatch(token.low):
        return Meaning("resolution", CERTAIN, (("resolution", height(int(found[1]), int(found[2]))),))
    if found := _ANY_HEIGHT.fullmatch(token.low):
        return Meaning("resolution", CERTAIN, (("resolution", f"{found[1]}p"),))
    return _picture_apart(tokens, place) or _measure(tokens, place) or _checksum(tokens, place)


def _numbered_piece(token: Token) -> Meaning | None:
    """CD1, cd1of2; OP2, NCED1v2, which are no episodes."""
    if _DISC_OF.fullmatch(token.low):
        return _MEASURED
    if len(token.low) == 2 and token.low[0] == "v" and token.low[1].isdecimal():
        return Meaning("version", TAIL, (("version", int(token.low[1])),))
    return Meaning("extra", SHOUTED, ()) if _SONG.fullmatch(token.low) else None


def height(width: int, lines: int) -> str:
    """1920x800 is 1080p. Pictures of no common size stay WxH."""
    by_width = WIDTHS.get(width)
    if by_width and lines <= width:
        return f"{lines}p" if lines in COMMON_HEIGHTS and width < 1280 else by_width
    return f"{lines}p" if lines in COMMON_HEIGHTS and width > lines else f"{width}x{lines}"


def _picture_apart(tokens: list[Token], place: int) -> Meaning | None:
    """1280*720, 720 x 432."""
    low = tokens[place].low
    if not 3 <= len(low) <= 4 or not low.isdecimal() or place + 1 >= len(tokens):
        return None
    after = tokens[place + 1]
    digits = after.low.rstrip("pi")
    if after.gap.strip() not in {"*", "×"} or not 3 <= len(digits) <= 4 or not digits.isdecimal():
        return None
    return Meaning("resolution", CERTAIN, (("resolution", height(int(low), int(digits))),), 2)


def _measure(tokens: list[Token], place: int) -> Meaning | None:
    """700MB, 1.4GB, 20 Mbps, 23.976 FPS."""
    whole = tokens[place]
    last = place
    if last + 1 < len(tokens) and whole.low.isdecimal() and tokens[last + 1].gap in {".", ","}:
        last += 1
    if found := _MEASURE.fullmatch(tokens[last].low):
        return _measured(tokens, place, last, found[2])
    if last + 1 < len(tokens) and tokens[last].low.isdecimal():
        unit = tokens[last + 1]
        if unit.low in _UNITS and unit.gap in {"", " ", "."}:
            return _measured(tokens, place, last + 1, unit.low)
    return None


def _measured(tokens: list[Token], first: int, last: int, unit: str) -> Meaning:
    if unit not in _SIZES:
        return Meaning("measure", CERTAIN, (), last - first + 1)
    words = tokens[first].text + "".join(token.gap + token.text for token in tokens[first + 1 : last + 1])
    return Meaning("measure", CERTAIN, (("size_text", words),), last - first + 1)


def _checksum(tokens: list[Token], place: int) -> Meaning | None:
    token = tokens[place]
    if len(token.low) != 8 or token.box == NOWHERE or not _CHECKSUM.fullmatch(token.low):
        return None
    alone = (place == 0 or tokens[place - 1].box != token.box) and (
        place + 1 == len(tokens) or tokens[place + 1].box != token.box
    )
    if not alone or (token.low.isdecimal() and token.low[:2] in {"19", "20"}):
        return None
    return Meaning("crc32", CERTAIN, (("crc32", token.text),))


def find_site(text: str, tokens: list[Token], boxes: list[Box]) -> str | None:
    """The address of the site that marked the name. Its tokens are claimed."""
    found: str | None = None
    for place, token in enumerate(tokens):
        if token.low in WWW and (end := _address_end(tokens, place)) is not None:
            found = _claim(text, tokens, place, end)
    for box in boxes:
        if found is None and box.last - box.first > 1 and _is_address(tokens[box.first : box.last]):
            found = _claim(text, tokens, box.first, box.last)
    if found is None and _starts_with_address(tokens):
        found = _claim(text, tokens, 0, 2)
    return found


def _starts_with_address(tokens: list[Token]) -> bool:
    """site.com_Title."""
    if len(tokens) < 3 or tokens[0].gap or tokens[1].low not in SURE_TOP_LEVEL or tokens[1].gap != ".":
        return False
    return tokens[2].gap in {"_", " - ", " "}


def _address_end(tokens: list[Token], place: int) -> int | None:
    """The place behind an address that starts with www, at most six words on."""
    end: int | None = None
    joint = tokens[place + 1].gap if place + 1 < len(tokens) else ""
    for last in range(place + 1, min(place + 7, len(tokens))):
        token = tokens[last]
        if token.gap not in {".", "-", joint} or token.box != tokens[place].box:
            break
        if last > place + 1 and token.low.isalpha() and (token.low in TOP_LEVEL or (end is None and joint != " ")):
            end = last + 1
        elif end is not None:
            break
        if joint == " " and last == place + 2:
            return last + 1
    return end


def _is_address(inside: list[Token]) -> bool:
    return (
        len(inside) < 6
        and inside[-1].low in TOP_LEVEL
        and inside[-1].gap == "."
        and all(token.gap in {".", "-"} for token in inside[1:])
    )


def _claim(text: str, tokens: list[Token], first: int, end: int) -> str:
    for token in tokens[first:end]:
        token.claim = SITE
        token.meaning = None
    return text[tokens[first].start : tokens[end - 1].end]
