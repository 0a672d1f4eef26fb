"""Where the title ends."""

from typing import Final

from miauflix.sources.parsing.alphabets import is_foreign, is_latin
from miauflix.sources.parsing.credible import is_credible
from miauflix.sources.parsing.draft import Draft
from miauflix.sources.parsing.tokens import COVERED, NOWHERE, SITE, Box, is_shouted

_BEFORE_NUMBERS: Final = frozenset({"edition", "language", "code2", "code3"})
_SPACES: Final = frozenset({" ", "_", "."})
_FACTS_BEFORE_NUMBERS: Final = frozenset({"complete", "three_d"})


def find_title_end(draft: Draft) -> None:
    """Sets `title_end`: the first number, certain word, or bracket behind which no title goes on.

    Moves `first` too, where the title comes in another alphabet and then, behind brackets, in Latin letters.
    """
    draft.title_end = _walk(draft)
    if _is_foreign_title(draft) and _goes_on_in_latin(draft):
        draft.title_end = _walk(draft)
    _give_back(draft, is_at_stop=draft.title_end in draft.stops)


def _walk(draft: Draft) -> int:
    tokens, place = draft.tokens, draft.first
    home = tokens[place].box if place < len(tokens) else NOWHERE
    while place < len(tokens):
        token = tokens[place]
        if place in draft.stops or draft.is_certain(place) or token.claim == SITE:
            break
        if token.box != home:
            box = draft.box_at(place)
            if home != NOWHERE or box is None or not _goes_on_behind(draft, box):
                break
            place = box.last
            continue
        place += 1
    return place


def _goes_on_behind(draft: Draft, box: Box) -> bool:
    """You Can (Not) Redo, You_Are_[Not]_Alone: a bracket inside a title."""
    if box.first == draft.first or box.last >= len(draft.tokens) or box.mark == "{":
        return False
    if box.mark == "[" and (box.last > box.first + 1 or not is_latin(draft.tokens[draft.first].text)):
        return False
    if any(place in draft.stops or draft.meaning(place) is not None for place in range(box.first, box.last)):
        return False
    after = draft.tokens[box.last]
    goes_on = after.is_plain and box.last not in draft.stops and after.box == NOWHERE
    return goes_on and after.gap[1:] in _SPACES and not after.low.isdecimal()


def _is_foreign_title(draft: Draft) -> bool:
    title = draft.tokens[draft.first : draft.title_end]
    return bool(title) and all(is_foreign(token.text) or token.low.isdecimal() for token in title)


def _goes_on_in_latin(draft: Draft) -> bool:
    """奥本海默[IMAX].Oppenheimer.2023, 机器人 第二季 / Robot S2: the title again, in Latin letters."""
    seasons = {marker.first: marker.end for marker in draft.markers if not marker.episodes}
    tokens, place = draft.tokens, draft.title_end
    while place < len(tokens) and (tokens[place].box != NOWHERE or place in seasons):
        place = seasons.get(place, place + 1)
    if place >= len(tokens) or place in draft.stops or not tokens[place].is_plain or not is_latin(tokens[place].text):
        return False
    other = Box("", tokens[draft.first].start, draft.first)
    other.last = draft.title_end
    draft.other_titles.append(other)
    draft.first = place
    return True


def _give_back(draft: Draft, *, is_at_stop: bool) -> None:
    """Moves the end of the title before trailing words that belong to the release: ... UNCUT GERMAN | 1080p."""
    tokens, end = draft.tokens, draft.title_end
    draft.head_end = end
    is_loud = all(token.text.isupper() for token in tokens[draft.first : end] if token.low.isalpha())
    is_dual = any(token.text == "DL" for token in tokens[end:])
    while end - 1 > draft.first:
        if tokens[end - 1].claim != COVERED or end - 2 <= draft.first:
            in_numbers = is_at_stop or end == len(tokens)
            if not _belongs_to_tail(draft, end - 1, in_numbers=in_numbers, is_loud=is_loud, is_dual=is_dual):
                break
        end -= 1
    while end < draft.title_end and tokens[end].claim == COVERED:
        end += 1
    draft.title_end = _without_article(draft, end)


def _belongs_to_tail(draft: Draft, place: int, *, in_numbers: bool, is_loud: bool, is_dual: bool) -> bool:
    """Before technical words a credible word is enough. Before numbers (Title.GERMAN.S01, Immersion.French.2011)
    it must be louder than the title."""
    token = draft.tokens[place]
    meaning = token.meaning
    if meaning is None:
        return False
    if not in_numbers:
        return is_credible(draft, place, is_loud=is_loud)
    if any(field in _FACTS_BEFORE_NUMBERS for field, _ in meaning.facts):
        return place + 1 < len(draft.tokens)
    if meaning.kind == "language" and is_dual:
        return True
    if meaning.kind in {"resolution", "codec"}:
        return token.text.isupper() and not is_loud and place + 1 < len(draft.tokens)
    is_louder = is_shouted(token.text) and not is_loud and len(token.text) > 2
    return is_louder and (meaning.kind in _BEFORE_NUMBERS or token.low in {"proper", "internal"})


def _without_article(draft: Draft, end: int) -> int:
    """Title.The.Final.Cut, Title.25th.Anniversary.Edition: words before an edition that are part of it."""
    if end >= len(draft.tokens) or end - 1 <= draft.first:
        return end
    meaning, last = draft.meaning(end), draft.tokens[end - 1].low
    belongs = last == "the" or (last[:-2].isdecimal() and last.endswith("th"))
    return end - 1 if meaning is not None and meaning.kind == "edition" and belongs else end
