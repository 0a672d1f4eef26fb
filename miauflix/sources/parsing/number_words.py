"""Numbers beside words: Season 2, 3rd Season, Ep. 5, 5 of 6, 第5話, Temporada1, #36."""

import re
from typing import Final

from miauflix.sources.parsing.codes import after_season, cross, season, season_episode, skip_total
from miauflix.sources.parsing.marker import Marker
from miauflix.sources.parsing.numbers import Listing, integer, listing, plain, span
from miauflix.sources.parsing.tokens import NOWHERE, Token
from miauflix.sources.parsing.words.numbering import (
    ALL,
    COUNTED_IN_HUNDREDS,
    EPISODE,
    NEVER_AFTER_NUMBERS,
    ORDINAL_ENDINGS,
    ORDINALS,
    PART,
    PLURAL_SEASONS,
    ROMAN,
    RUSSIAN_EPISODES,
    SEASON,
    UNSURE_EPISODES,
    UNSURE_SEASONS,
)

_OF = re.compile(r"([0-9]{1,3})(?:of|из)([0-9]{1,3})")
_WORD_NUMBER = re.compile(r"([^\W0-9_]{2,12})([0-9]{1,4})")
_CJK = re.compile(r"[第제全共]([0-9]{1,4}|[零一二三四五六七八九十两]{1,3})(季|期|話|话|集|回|章|회|화)?(?:完|终|終)?")
_CJK_END = re.compile(r"([0-9]{1,4})(話|话|集|回|期|季|회|화)")
_ORDINAL = re.compile(r"([0-9]{1,3})(?:st|nd|rd|th|a|o|ª|º|°|er|ère|ème|e|й|я|го|ый|ой|ая)?")
_DIGITS = re.compile(r"[0-9]+")
_LINKS: Final = " .:#№([-_"
_SERIES: Final = frozenset({"series", "serie", "série"})
_CJK_SEASONS: Final = frozenset({"季", "期"})


# Seasons ----------------------------------------------------------------------------------------------------------


def season_word(tokens: list[Token], place: int) -> Marker | None:
    """Season 2, Seasons 1-4, 3rd Season, 1ª a 8ª Temporada, The Complete Third Season, Season S01."""
    if (marked := _marked_after(tokens, place)) is not None:
        return marked
    before, after = _number_before(tokens, place), _numbers_after(tokens, place, spaced=True)
    is_named = _is_named(tokens, place)
    if after is not None and (is_named or (before is not None and _belongs_before(tokens, place, after))):
        after = None
    if after is not None and max(after.numbers) < 100:
        return _seasons_named(tokens, place, after)
    return _season_before(tokens, place, before)


def _season_before(tokens: list[Token], place: int, before: int | None) -> Marker | None:
    """The season that a number or an ordinal in front of the word counts."""
    low = tokens[place].low
    is_ordinal = before is not None and not tokens[before].low.isdecimal()
    if low in UNSURE_SEASONS and low not in _SERIES and not is_ordinal:
        return None
    if before is not None and 0 < (last := _leading_number(tokens[before].low)) < 100:
        if low in PLURAL_SEASONS and before and tokens[before - 1].low in ALL:
            return Marker(_all_from(tokens, before), place + 1, span(1, last))
        return _seasons_counted(tokens, before, place, last)
    if _is_named(tokens, place):
        return after_season(
            tokens, Marker(_named_from(tokens, place - 1), place + 1, [ORDINALS[tokens[place - 1].low]])
        )
    return None


def _is_named(tokens: list[Token], place: int) -> bool:
    """Third Season, The Complete Third Series; but The First Series may be a title."""
    if not place or tokens[place - 1].low not in ORDINALS:
        return False
    return tokens[place].low not in UNSURE_SEASONS or (place > 1 and tokens[place - 2].low == "complete")


def _marked_after(tokens: list[Token], place: int) -> Marker | None:
    """Season S01-S07, Ep 2x03: the word is part of the marker behind it; but Title The Series S01E02."""
    if place + 1 >= len(tokens) or tokens[place + 1].gap.strip(_LINKS):
        return None
    marker = season_episode(tokens, place + 1) or cross(tokens, place + 1)
    if marker is None and tokens[place].low in SEASON:
        marker = season(tokens, place + 1)
    if marker is not None and tokens[place].low not in _SERIES:
        marker.first = place
    return marker


def _belongs_before(tokens: list[Token], place: int, after: Listing) -> bool:
    """2nd Season - 05, 5-й сезон 09-я серия: the number behind the word is the episode's."""
    if not tokens[place - 1].low.isdecimal():
        return True
    end = after.end
    while end < len(tokens) and tokens[end].low in ORDINAL_ENDINGS:
        end += 1
    return end < len(tokens) and tokens[end].low in EPISODE and not tokens[end].gap.strip(" .-_")


def _all_from(tokens: list[Token], place: int) -> int:
    """All 7 Seasons, The Complete 7 Seasons start at their first word."""
    while place > 1 and tokens[place - 1].low in ALL:
        place -= 1
    return place


def _named_from(tokens: list[Token], place: int) -> int:
    """The Complete Third Season starts at its article."""
    if place and tokens[place - 1].low == "complete":
        place -= 1
    return place - 1 if place > 1 and tokens[place - 1].low == "the" else place


def _seasons_counted(tokens: list[Token], before: int, place: int, last: int) -> Marker:
    """1ª a 8ª Temporada, 01-10 Temporadas."""
    first = before
    if before >= 2 and tokens[before - 1].low in {"a", "to", "al"} and _ORDINAL.fullmatch(tokens[before - 2].low):
        first = before - 2
    elif before >= 1 and tokens[before].gap == "-" and _ORDINAL.fullmatch(tokens[before - 1].low):
        first = before - 1
    elif before >= 1 and tokens[before].gap.strip() in {",", "&", "+"} and _ORDINAL.fullmatch(tokens[before - 1].low):
        return after_season(tokens, Marker(before - 1, place + 1, [_leading_number(tokens[before - 1].low), last]))
    start = _leading_number(tokens[first].low)
    return after_season(tokens, Marker(first, place + 1, span(start, last) if start < last else [last]))


def _seasons_named(tokens: list[Token], place: int, after: Listing) -> Marker:
    marker = Marker(place, after.end, after.numbers)
    is_plural = tokens[place].low in PLURAL_SEASONS
    if after.is_range and not is_plural:
        _mend_dashed_episode(tokens, place, marker)
    if skip_total(tokens, marker) or len(marker.seasons) > 1 or marker.episodes or is_plural:
        return marker
    return after_season(tokens, marker)


def _mend_dashed_episode(tokens: list[Token], place: int, marker: Marker) -> None:
    """Season 3 - 11 is an episode where the dash has blanks and the number two digits; Season 1 - 4 is a range."""
    first = place + 2
    if first < len(tokens) and tokens[first].gap.strip("._") == " - " and len(tokens[first].low) > 1:
        numbers = listing(tokens, first)
        if numbers is not None:
            marker.seasons = marker.seasons[:1]
            marker.episodes, marker.end, marker.version = numbers.numbers, numbers.end, numbers.version


# Episodes ---------------------------------------------------------------------------------------------------------


def episode_word(tokens: list[Token], place: int) -> Marker | None:
    """Episode 5, Ep. 10-12, Cap.102, 09-я серия, Episode S01E02."""
    low = tokens[place].low
    if (marked := _marked_after(tokens, place)) is not None:
        return marked
    after = _numbers_after(tokens, place)
    if after is not None and not tokens[place + 1].low[0].isdecimal() and not _follows_season(tokens, place):
        after = None
    if after is not None:
        return _episodes_named(tokens, place, after)
    before = _number_before(tokens, place)
    if before is None or low in NEVER_AFTER_NUMBERS:
        return None
    last = _leading_number(tokens[before].low)
    marker = Marker(before, place + 1, episodes=[last])
    if before and tokens[before].gap == "-" and (first := plain(tokens[before - 1])):
        marker.first, marker.episodes = before - 1, span(first[0], last)
    skip_total(tokens, marker)
    return marker


def _follows_season(tokens: list[Token], place: int) -> bool:
    """Season One Episode Two; but Episode IV is the name of a film."""
    return place > 1 and tokens[place - 2].low in SEASON


def _episodes_named(tokens: list[Token], place: int, after: Listing) -> Marker:
    low = tokens[place].low
    marker = Marker(place, after.end, episodes=after.numbers, version=after.version)
    if low in COUNTED_IN_HUNDREDS:
        _count_in_hundreds(tokens, marker)
    if skip_total(tokens, marker) and len(after.numbers) == 1 and low in RUSSIAN_EPISODES:
        marker.episodes = span(1, after.numbers[0])
    return marker


def _count_in_hundreds(tokens: list[Token], marker: Marker) -> None:
    """Cap.102 and Cap.1503_1506: the Spanish write season and episode in one."""
    if marker.end < len(tokens) and tokens[marker.end].gap == "_" and (last := plain(tokens[marker.end])):
        marker.episodes = span(marker.episodes[0], last[0])
        marker.end += 1
    if marker.episodes[0] > 100:
        marker.seasons = [marker.episodes[0] // 100]
        marker.episodes = [number % 100 for number in marker.episodes]


def of(tokens: list[Token], place: int) -> Marker | None:
    """3of6, 3 of 6, 26 из 26 (which in Russian is all of them up to there)."""
    low = tokens[place].low
    if found := _OF.fullmatch(low):
        return Marker(place, place + 1, episodes=[int(found[1])], is_mini=True)
    if not low.isdecimal() or len(low) > 3 or place + 2 >= len(tokens):
        return None
    if tokens[place + 1].gap == "/" and tokens[place].box != NOWHERE and tokens[place + 1].box == tokens[place].box:
        return Marker(place, place + 2, episodes=[int(low)], is_mini=True)
    word, total = tokens[place + 1], tokens[place + 2]
    if word.low not in {"of", "из"} or not total.low.isdecimal() or not 0 < int(low) <= int(total.low[:4]):
        return None
    episodes = span(1, int(low)) if word.low == "из" and int(low) > 1 else [int(low)]
    first = place - 1 if place > 1 and tokens[place - 1].low in PART else place
    return Marker(first, place + 3, episodes=episodes, is_mini=word.low == "of")


def tv_season(tokens: list[Token], place: int) -> Marker | None:
    """ТВ-2 and [TV-2], as Russian names of anime count seasons."""
    if place + 1 >= len(tokens) or tokens[place + 1].gap != "-" or tokens[place].box == NOWHERE:
        return None
    digits = tokens[place + 1].low
    return Marker(place, place + 2, [int(digits)]) if len(digits) == 1 and digits.isdecimal() else None


# Both -------------------------------------------------------------------------------------------------------------


def word_number(tokens: list[Token], place: int) -> Marker | None:
    """Temporada1, Season02, Cap102, Episode5."""
    found = _WORD_NUMBER.fullmatch(tokens[place].low)
    if found is None:
        return None
    word, number = found[1], int(found[2])
    if word in SEASON and (len(word) > 3 or word == "sn") and number < 100:
        return after_season(tokens, Marker(place, place + 1, [number]))
    if word in EPISODE and len(word) > 2 and (word not in UNSURE_EPISODES or word in COUNTED_IN_HUNDREDS):
        marker = Marker(place, place + 1, episodes=[number])
        if word in COUNTED_IN_HUNDREDS:
            _count_in_hundreds(tokens, marker)
        return marker
    return None


def cjk(tokens: list[Token], place: int) -> Marker | None:
    """第2季, 第05話, シーズン2, 全12集, 제5회, 2期."""
    low = tokens[place].low
    if (word := _WORD_NUMBER.fullmatch(low)) and word[1] in SEASON:
        return Marker(place, place + 1, [int(word[2])])
    if plain_end := _CJK_END.fullmatch(low):
        number = [int(plain_end[1])]
        return Marker(place, place + 1, number) if plain_end[2] in _CJK_SEASONS else None
    found = _CJK.fullmatch(low)
    number = integer(found[1]) if found else None
    if found is None or number is None or (low[0] in "全共" and found[2] is None):
        return None
    if found[2] in _CJK_SEASONS:
        return Marker(place, place + 1, [number])
    marker = Marker(place, place + 1, episodes=span(1, number) if low[0] in "全共" else [number])
    if found[2] is None and marker.end < len(tokens) and (last := _CJK_END.fullmatch(tokens[marker.end].low)):
        marker.episodes = span(number, int(last[1]))
        marker.end += 1
    return marker


def _number_before(tokens: list[Token], place: int) -> int | None:
    """2nd Season, 5-й сезон, 4° Temporada, 08.seriya: the place of the number, if one stands right before a word."""
    before = place - 1
    if before >= 0 and tokens[before].low in ORDINAL_ENDINGS:
        before -= 1
    if before < 0 or tokens[place].gap.strip(" ._-°ºª") or not _ORDINAL.fullmatch(tokens[before].low):
        return None
    return before


def _leading_number(low: str) -> int:
    digits = _DIGITS.match(low)
    return int(digits[0]) if digits else 0


def _numbers_after(tokens: list[Token], place: int, *, spaced: bool = False) -> Listing | None:
    start = place + 1
    if start >= len(tokens) or tokens[start].gap.strip(_LINKS):
        return None
    low = tokens[start].low
    if (found := _OF.fullmatch(low)) is not None:
        return Listing([int(found[1])], start + 1)
    if low[0].isdecimal():
        return listing(tokens, start, spaced=spaced, prefixes="es")
    number = integer(low)
    if number is None:
        return None
    if start + 1 < len(tokens) and tokens[start + 1].gap == "-" and (last := ROMAN.get(tokens[start + 1].low)):
        return Listing(span(number, last), start + 2, is_range=True)
    return Listing([number], start + 1) if low not in {"i", "x"} else None
