"""Numbers written as codes: S01E02, 1x02, S01-S03, E05, S01D02, T03E05."""

import re
from typing import Final

from miauflix.sources.parsing.marker import Marker
from miauflix.sources.parsing.numbers import Listing, listing, plain, span
from miauflix.sources.parsing.tokens import Token
from miauflix.sources.parsing.words.numbering import OF, TO
from miauflix.sources.parsing.years import looks_like_year

_SEASON_EPISODE = re.compile(r"[st]([0-9]{1,4})((?:(?:xep|xe|ep|e|x)[0-9]{1,5}){1,40})(?:[a-d]|v([0-9])|end|fin)?")
_BARE_E = re.compile(r"([0-9]{1,2})e([0-9]{2,3})")
_CROSS = re.compile(r"([0-9]{1,4})x([0-9]{1,4}(?:x[0-9]{1,4}){0,40})(?:[a-d]|v([0-9]))?")
_CROSS_ALL = re.compile(r"([0-9]{1,2})xall")
_SEASON = re.compile(r"s([0-9]{1,4})")
_TEMPORADA = re.compile(r"t([0-9]{1,2})")
_AFTER_TEMPORADA: Final = frozenset({"completa", "cap", "capitulo", "capítulo"})
_DISC = re.compile(r"s([0-9]{1,2})(?:d|disc)([0-9]{1,2})")
_EPISODE = re.compile(r"(?:eps|ep|e|x(?=[0-9]{2}$))([0-9]{1,4})(?:[a-d]|v([0-9])|end)?((?:e[0-9]{1,4}){0,40})")
_DIGITS = re.compile(r"[0-9]+")
_RANGE: Final = frozenset({"-", "~"})
_MOST_IN_A_FILE: Final = 100
"""Episodes that one S01E01-99 may span."""


def season_episode(tokens: list[Token], place: int) -> Marker | None:
    """S01E02, S01E02E03, S01E02-04, T03E05, 01E02."""
    found = _SEASON_EPISODE.fullmatch(tokens[place].low) or _BARE_E.fullmatch(tokens[place].low)
    if found is None:
        return None
    marker = Marker(place, place + 1, [int(found[1])], [int(digits) for digits in _DIGITS.findall(found[2])])
    if found.re is _SEASON_EPISODE and found[3]:
        marker.version = int(found[3])
    return _with_more(tokens, marker)


def cross(tokens: list[Token], place: int) -> Marker | None:
    """1x02, 1x02x03, 1x02-04, 1xAll."""
    low = tokens[place].low
    if pack := _CROSS_ALL.fullmatch(low):
        return Marker(place, place + 1, [int(pack[1])])
    found = _CROSS.fullmatch(low)
    if found is None or not is_season(found[1]) or found[1] == "0":
        return None
    episodes = found[2].split("x")
    is_decimal = len(episodes[0]) == 1 and place > 0 and tokens[place - 1].low.isdecimal()
    longest = 2 if len(found[1]) == 4 else 3
    if is_decimal or len(episodes[0]) > longest:
        return None
    return _with_more(tokens, Marker(place, place + 1, [int(found[1])], [int(number) for number in episodes]))


def spaced_cross(tokens: list[Token], place: int) -> Marker | None:
    """2×7, and 1 x 03."""
    low = tokens[place].low
    end = place + 1
    if not low.isdecimal() or not is_season(low) or end >= len(tokens):
        return None
    if tokens[end].low == "x" and tokens[end].gap == " ":
        end += 1
        if end < len(tokens) and tokens[end].gap != " ":
            return None
    elif tokens[end].gap.strip() != "×":
        return None
    if end >= len(tokens) or not tokens[end].low.isdecimal() or len(tokens[end].low) > 3:
        return None
    return Marker(place, end + 1, [int(low)], [int(tokens[end].low)])


def is_season(digits: str) -> bool:
    """1 to 99, or a year."""
    return len(digits) < 3 or (len(digits) == 4 and digits[:2] in {"19", "20"})


def episode(tokens: list[Token], place: int) -> Marker | None:
    """E05, EP05v2, E01E02, E01-12."""
    found = _EPISODE.fullmatch(tokens[place].low)
    if found is None or tokens[place].low[0] == "x":
        return None
    numbers = [int(found[1]), *(int(digits) for digits in _DIGITS.findall(found[3]))]
    marker = Marker(place, place + 1, episodes=numbers, version=int(found[2]) if found[2] else None)
    return _with_more(tokens, marker)


# More episodes behind the first ------------------------------------------------------------------------------------


def _with_more(tokens: list[Token], marker: Marker) -> Marker:
    """Adds the episodes that continue a marker: -E03, E03, -03, +03, .S01E03, -1x03, to E03."""
    while marker.end < len(tokens):
        token = tokens[marker.end]
        if token.low in TO and _range_end(tokens, marker):
            break
        joint = token.gap.strip(" ._")
        number = _next_episode(tokens, joint, marker)
        if number is None:
            break
        last = marker.episodes[-1]
        marker.episodes.extend(span(last, number)[1:] if joint in _RANGE and number > last else [number])
        marker.end += 1
    skip_total(tokens, marker)
    return marker


def _range_end(tokens: list[Token], marker: Marker) -> bool:
    """S01E01 to E03, 1x01 to 1x03."""
    if marker.end + 1 >= len(tokens):
        return False
    last = tokens[marker.end + 1].low
    if not (_EPISODE.fullmatch(last) or _SEASON_EPISODE.fullmatch(last) or _CROSS.fullmatch(last)):
        return False
    number = int(_DIGITS.findall(last)[-1])
    if number > marker.episodes[-1]:
        marker.episodes.extend(span(marker.episodes[-1], number)[1:])
    marker.end += 2
    return True


def _next_episode(tokens: list[Token], joint: str, marker: Marker) -> int | None:
    if joint not in {"", "-", "~", "+", "&", ","}:
        return None
    token = tokens[marker.end]
    if (again := _EPISODE.fullmatch(token.low)) and not token.low.startswith("eps"):
        # Behind a blank it may be a word of the episode's name; the very next number is not.
        is_joined = " " not in token.gap or joint in {"+", "&", ","}
        return int(again[1]) if is_joined or int(again[1]) == marker.episodes[-1] + 1 else None
    if again := (_SEASON_EPISODE.fullmatch(token.low) or _CROSS.fullmatch(token.low)):
        numbers = _DIGITS.findall(again[2])
        same_season = marker.seasons and int(again[1]) == marker.seasons[0]
        return int(numbers[0]) if same_season and len(numbers) == 1 else None
    return _next_number(tokens, joint, marker)


def _next_number(tokens: list[Token], joint: str, marker: Marker) -> int | None:
    """Digits only: the end of a range, one more of a list, or (S03E21.22) the very next."""
    token = tokens[marker.end]
    found = plain(token)
    if found is None or len(token.low) > 3:
        return None
    number, ahead = found[0], found[0] - marker.episodes[-1]
    if joint in _RANGE:
        after = tokens[marker.end + 1] if marker.end + 1 < len(tokens) else None
        is_last = after is None or after.meaning is not None or after.box != token.box
        if " " in token.gap and not (token.low[0] == "0" and len(token.low) == 2 and is_last):
            return None
        return number if 0 < ahead < _MOST_IN_A_FILE else None
    if joint in {"+", "&"}:
        return number
    return number if joint == "" and len(token.low) == 2 and ahead == 1 else None


def skip_total(tokens: list[Token], marker: Marker) -> bool:
    """5 of 12: steps over the twelve."""
    end = marker.end
    if end + 1 < len(tokens) and tokens[end].low in OF and tokens[end + 1].low.isdecimal():
        marker.end = end + 2
        return True
    return False


# Seasons ----------------------------------------------------------------------------------------------------------


def season(tokens: list[Token], place: int) -> Marker | None:
    """S01, S01-S03, S01D02, and with an episode apart: S01 E05, S2 - 05."""
    low = tokens[place].low
    if disc := _DISC.fullmatch(low):
        return Marker(place, place + 1, [int(disc[1])], is_disc=True)
    found = _SEASON.fullmatch(low) or _spanish(tokens, place)
    if found is None or not (is_season(found[1]) or found[1][0] == "0"):
        return None
    before = tokens[place - 1] if place else None
    if before is not None and tokens[place].gap == "-" and (before.meaning is not None or before.claim):
        return None
    return after_season(tokens, Marker(place, place + 1, [int(found[1])]))


def _spanish(tokens: list[Token], place: int) -> re.Match[str] | None:
    """T01, or T1 before Completa or Cap."""
    found = _TEMPORADA.fullmatch(tokens[place].low)
    after = tokens[place + 1].low if place + 1 < len(tokens) else ""
    return found if found and (found[1][0] == "0" or after in _AFTER_TEMPORADA) else None


def after_season(tokens: list[Token], marker: Marker) -> Marker:
    """Adds what may follow a season: more seasons, E05, - 05, (01-12), .07."""
    while marker.end < len(tokens) and _take_season(tokens, marker):
        pass
    if len(marker.seasons) > 1 or marker.end >= len(tokens):
        return marker
    token = tokens[marker.end]
    if (found := _EPISODE.fullmatch(token.low)) and token.gap.strip(" ._([") in {"", "-"}:
        marker.episodes = [int(found[1]), *(int(digits) for digits in _DIGITS.findall(found[3]))]
        marker.end += 1
        return _with_more(tokens, marker)
    if token.low == "e" and marker.end + 1 < len(tokens) and (number := plain(tokens[marker.end + 1])):
        marker.episodes, marker.end = [number[0]], marker.end + 2
    elif token.low[0].isdecimal():
        _take_bare(tokens, marker)
    return marker


def _take_season(tokens: list[Token], marker: Marker) -> bool:
    """One more season of S01-S03, S01-03, S01+02, S01 S02; a repetition is stepped over."""
    token = tokens[marker.end]
    joint = token.gap.strip(" ._")
    if joint not in {"", "-", "~", "+", "&", ",", "/"}:
        return False
    again = _SEASON.fullmatch(token.low)
    if again is None and token.gap == joint and joint in {"-", "~", "+"} and not _is_episode_of(tokens, marker):
        again = _DIGITS.fullmatch(token.low)
    if again is None or not is_season(digits := again[0].lstrip("s")):
        return False
    number, last = int(digits), marker.seasons[-1]
    if number > last:
        marker.seasons.extend(span(last, number)[1:] if joint in _RANGE else [number])
    marker.end += number >= last
    return number >= last


def _is_episode_of(tokens: list[Token], marker: Marker) -> bool:
    """S2-07 is an episode, S02-07 and S2-4 are ranges."""
    before = tokens[marker.end - 1].low
    return len(tokens[marker.end].low) == 2 == len(before) and before[0] == "s"


def _take_bare(tokens: list[Token], marker: Marker) -> None:
    token = tokens[marker.end]
    joint = token.gap.strip(" ._")
    is_boxed = joint.strip("- ") in {"(", "["} and tokens[marker.end - 1].box != token.box
    is_dashed = joint in {"-", "–"} and len(token.low) > 1 and (token.gap != joint or _is_episode_of(tokens, marker))
    is_dotted = token.gap in {".", " ", "_"} and len(token.low) == 2 and token.low.isdecimal()
    if not (is_boxed or is_dashed or is_dotted) or looks_like_year(token.low):
        return
    numbers = listing(tokens, marker.end)
    if numbers is None or (is_boxed and not _fills_box(tokens, marker.end, numbers)):
        return
    if is_dotted and _continues_as_number(tokens, numbers.end):
        return
    marker.episodes, marker.end, marker.version = numbers.numbers, numbers.end, numbers.version


def _fills_box(tokens: list[Token], first: int, numbers: Listing) -> bool:
    return numbers.end == len(tokens) or tokens[numbers.end].box != tokens[first].box


def _continues_as_number(tokens: list[Token], place: int) -> bool:
    """S03.1.1TB, S01.10.05.2019: no episode."""
    if place >= len(tokens) or tokens[place].gap != "." or not tokens[place].low[0].isdecimal():
        return False
    is_short = len(tokens[place].low) < 3 or not tokens[place].low.isdecimal()
    return is_short and tokens[place].meaning is None
