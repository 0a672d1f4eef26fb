"""Bare episode numbers, told by where they stand: "Title - 05", "[05]", "Title 12 [720p]", "Title.103.HDTV"."""

from typing import Final

from miauflix.sources.parsing.draft import Draft
from miauflix.sources.parsing.marker import Marker
from miauflix.sources.parsing.numbers import Listing, listing, plain
from miauflix.sources.parsing.tokens import NOWHERE, Token
from miauflix.sources.parsing.words import listed
from miauflix.sources.parsing.words.numbering import FILM_SERIES, PART, VOLUME
from miauflix.sources.parsing.words.resolutions import BARE_HEIGHTS
from miauflix.sources.parsing.years import looks_like_year

_FILMS: Final = listed("movie movies film films")
_NOT_BEFORE: Final = _FILMS | listed("ova oav cd disc dvd no apt") | PART | VOLUME
_NOT_AFTER: Final = listed("movies movie films th st nd rd season seasons years year")
_ENDINGS: Final = listed("end final fin 完 raw tv v1 v2 v3 v4 oad ova")
_DASHES: Final = frozenset({"-", "–", "—", "~"})
_CHAINS: Final = frozenset({"-", "~", "&", "+", ","})
_BLANK: Final = frozenset({" "})
_DOTS: Final = frozenset({".", "_"})
_MOST_SEASONS: Final = 30


def find_bare(draft: Draft) -> Marker | None:
    """The bare number or range that counts episodes, if one does."""
    if draft.first >= len(draft.tokens):
        return None
    return (
        _dashed(draft)
        or _boxed(draft)
        or _leading(draft)
        or _signed(draft)
        or _trailing(draft)
        or _after_year(draft)
        or _inside(draft)
    )


def _numbers(draft: Draft, place: int) -> Listing | None:
    token = draft.tokens[place]
    if not token.is_plain or not token.low[0].isdecimal() or place == draft.year_at:
        return None
    numbers = listing(draft.tokens, place)
    if numbers is not None and numbers.end < len(draft.tokens):
        after = draft.tokens[numbers.end]
        if after.low in FILM_SERIES or after.gap.startswith("%"):
            return None
    return numbers


def _marker(first: int, numbers: Listing) -> Marker:
    return Marker(first, numbers.end, episodes=numbers.numbers, version=numbers.version)


def _dashed(draft: Draft) -> Marker | None:
    """Title - 05, Title_-_05v2, Title - 001-012, followed by nothing, a bracket, a dash or a technical word."""
    tokens = draft.tokens
    for place in range(draft.first + 1, len(tokens)):
        token = tokens[place]
        if not _is_dash(token.gap) or tokens[place - 1].low in _FILMS or looks_like_year(token.low):
            continue
        numbers = _numbers(draft, place)
        if numbers is None:
            continue
        is_padded = token.low[0] == "0" and not draft.is_dotted
        if is_padded or _may_end(draft, numbers.end) or _is_half(draft, numbers.end):
            return _marker(place, numbers)
    return None


def _is_half(draft: Draft, place: int) -> bool:
    """Title - 07.5 - Name."""
    tokens = draft.tokens
    if place >= len(tokens) or tokens[place].gap != "." or tokens[place].low != "5":
        return False
    return place + 1 == len(tokens) or _may_end(draft, place + 1)


def _is_dash(gap: str) -> bool:
    return len(gap) > 1 and gap.strip(" ._!?…)'’") in _DASHES


def _may_end(draft: Draft, end: int) -> bool:
    """Whether a number that ends here is not part of a longer phrase."""
    if end >= len(draft.tokens):
        return True
    token = draft.tokens[end]
    if token.gap == "." and token.low[0].isdecimal() and token.meaning is None:
        return False
    is_apart = token.box != draft.tokens[end - 1].box or "-" in token.gap or "~" in token.gap
    return is_apart or token.meaning is not None or token.low in _ENDINGS


def _boxed(draft: Draft) -> Marker | None:
    """[05], (01-13), [01-26 END], (001-220 + Movies)."""
    tokens = draft.tokens
    for box in draft.boxes:
        if box.first < max(draft.first, 1) or box.last == box.first or box is draft.lead:
            continue
        token = tokens[box.first]
        numbers = _numbers(draft, box.first)
        if numbers is None or (not numbers.is_range and looks_like_year(token.low)):
            continue
        if box.mark == "(" and not numbers.is_range and len(token.low) < 2 and not _is_fansub(draft):
            continue
        is_open = numbers.is_range and numbers.end < box.last and tokens[numbers.end].gap.strip() == "+"
        if is_open or _ends_box(tokens, numbers.end, token.box):
            return _marker(box.first, numbers)
    return None


def _ends_box(tokens: list[Token], end: int, box: int) -> bool:
    while end < len(tokens) and tokens[end].box == box and tokens[end].low in _ENDINGS:
        end += 1
    return end == len(tokens) or tokens[end].box != box


def _leading(draft: Draft) -> Marker | None:
    """01 - Title, 003. Title, 03-Title, 06 Title: the number of a file in its folder. Moves `first` behind it."""
    tokens, place = draft.tokens, draft.first
    if draft.year_at is not None or tokens[place].box != NOWHERE or looks_like_year(tokens[place].low):
        return None
    numbers = _numbers(draft, place)
    if numbers is None or numbers.end >= len(tokens):
        return None
    after = tokens[numbers.end]
    if after.low in _NOT_AFTER or after.box != NOWHERE or after.meaning is not None:
        return None
    digits = tokens[place].low
    padded = digits[0] == "0" and len(digits) > 1
    dashed = _is_dash(after.gap) or (after.gap == "-" and padded)
    dotted = after.gap == ". " and (len(digits) > 2 or padded)
    if not (dashed or dotted or (padded and after.gap in {" ", "_"})):
        return None
    draft.first = numbers.end
    marker = _marker(place, numbers)
    marker.is_leading = True
    return marker


def _trailing(draft: Draft) -> Marker | None:
    """Title 05 [720p], Title 679 VOSTFR, Title.13.HDTV: the last thing before what is no title."""
    tokens = draft.tokens
    place = draft.title_end - 1
    if place <= draft.first or tokens[place].low in _ENDINGS:
        place -= 1
    while place > draft.first + 1 and tokens[place].gap.strip(" ._") in _CHAINS and plain(tokens[place - 1]):
        place -= 1
    if place <= draft.first or tokens[place - 1].low in _NOT_BEFORE or tokens[place].gap.strip(" ._-#"):
        return None
    numbers = _numbers(draft, place)
    if numbers is None or numbers.end > draft.title_end + 1 or not _counts_here(draft, place, numbers):
        return None
    return _pair(draft, place, numbers) or _split(draft, place, numbers) or _marker(place, numbers)


def _after_year(draft: Draft) -> Marker | None:
    """[Group] Title (2009) 04 [720p]."""
    place = 0 if draft.year_at is None else draft.year_at + 1
    if not 0 < place < len(draft.tokens) or not _is_fansub(draft) or draft.tokens[place].box != NOWHERE:
        return None
    numbers = _numbers(draft, place)
    if numbers is None or len(draft.tokens[place].low) < 2 or not _may_end(draft, numbers.end):
        return None
    return _marker(place, numbers)


def _counts_here(draft: Draft, place: int, numbers: Listing) -> bool:
    """A number at the end of a title may belong to it: with a year (Apollo 13 1995) or a season (Room 104 S01) behind
    it, it does."""
    if _leads_to_season(draft, numbers):
        return False
    digits = draft.tokens[place].low
    if looks_like_year(digits) or (len(digits) == 1 and not numbers.is_range):
        return False
    if draft.year_at is not None and draft.year_at > place:
        return draft.year_at > place + 1 and _is_fansub(draft)
    return True


def _leads_to_season(draft: Draft, numbers: Listing) -> bool:
    return any(marker.seasons and marker.first == numbers.end for marker in draft.markers)


def _signed(draft: Draft) -> Marker | None:
    """#36, №5."""
    for place in range(draft.first + 1, len(draft.tokens)):
        token = draft.tokens[place]
        if token.gap.rstrip()[-1:] in {"#", "№"} and (numbers := _numbers(draft, place)) is not None:
            return _marker(place, numbers)
    return None


def _is_fansub(draft: Draft) -> bool:
    """Named as fans name their subtitled episodes: [Group] in front, or a checksum behind."""
    return draft.lead is not None or any(
        token.meaning is not None and token.meaning.kind == "crc32" for token in draft.tokens
    )


def _pair(draft: Draft, place: int, numbers: Listing) -> Marker | None:
    """03-20.mkv and 02_09.avi: in the name of one file two numbers of two digits are season and episode."""
    second = place + 1
    if not draft.is_file or _is_fansub(draft) or second >= len(draft.tokens) or numbers.end < second:
        return None
    one, two = draft.tokens[place].low, draft.tokens[second].low
    if len(two) != 2 or not (one + two).isdecimal() or draft.tokens[second].gap not in {"-", "_"}:
        return None
    if len(one) > 2 or (len(one) == 1 and two[0] != "0"):
        return None
    return Marker(place, second + 1, [int(one)], [int(two)])


def _inside(draft: Draft) -> Marker | None:
    """Title.05.Name.of.the.episode, Title.2005.103.Name in names with dots for blanks; [Group] Title 05 Name."""
    tokens = draft.tokens
    gaps = _DOTS if draft.is_dotted else _BLANK if _is_fansub(draft) else frozenset[str]()
    for place in range(draft.first + 1, min(draft.title_end + 2, len(tokens) - 1)):
        token = tokens[place]
        if token.gap not in gaps or tokens[place + 1].gap not in gaps or tokens[place - 1].low in _NOT_BEFORE:
            continue
        is_padded = token.low[0] == "0" and len(token.low) == 2
        may_split = draft.year_at == place - 1 or (draft.year_at is None and len(token.low) == 3)
        if not (is_padded or may_split) or plain(token) is None:
            continue
        numbers = _numbers(draft, place)
        if numbers is None or _leads_to_season(draft, numbers):
            continue
        if is_padded:
            return _marker(place, numbers)
        if (split := _split(draft, place, numbers)) is not None:
            return split
    return None


def _split(draft: Draft, place: int, numbers: Listing) -> Marker | None:
    """103 and 0307 are season and episode where dots or underscores divide the name; 1103 too. Fansubs never do so."""
    digits = draft.tokens[place].low
    if not draft.is_dotted or len(numbers.numbers) > 1 or not digits.isdecimal() or not 3 <= len(digits) <= 4:
        return None
    if digits in BARE_HEIGHTS and numbers.end < len(draft.tokens) and draft.meaning(numbers.end) is not None:
        return None
    season, episode = int(digits[:-2]), int(digits[-2:])
    if not 0 < season < _MOST_SEASONS or (digits[0] == "0" and len(digits) == 3) or _is_fansub(draft):
        return None
    return _with_next(draft, Marker(place, numbers.end, [season], [episode]))


def _with_next(draft: Draft, marker: Marker) -> Marker:
    """Title.103.104: the episodes on both sides that follow each other."""
    tokens = draft.tokens
    while marker.first - 1 > draft.first and _follow(tokens[marker.first - 1], tokens[marker.first]):
        marker.first -= 1
        marker.episodes.insert(0, marker.episodes[0] - 1)
    while marker.end < len(tokens) and _follow(tokens[marker.end - 1], tokens[marker.end]):
        marker.end += 1
        marker.episodes.append(marker.episodes[-1] + 1)
    return marker


def _follow(one: Token, other: Token) -> bool:
    is_chain = other.gap == "." and one.low.isdecimal() and other.low.isdecimal() and len(one.low) == len(other.low)
    return is_chain and int(other.low) == int(one.low) + 1 and one.low[:-2] == other.low[:-2]
