"""Where the technical words start, where the group stands among them, and which words are taken at their meaning."""

from typing import Final

from miauflix.sources.parsing.credible import CODES, is_beside_language, is_credible, is_listed, leans_on_tail
from miauflix.sources.parsing.draft import Draft
from miauflix.sources.parsing.language_runs import LANGUAGE_KINDS
from miauflix.sources.parsing.lead import is_technical
from miauflix.sources.parsing.meaning import CERTAIN, TAIL
from miauflix.sources.parsing.tokens import COVERED, NOWHERE, SITE, is_shouted
from miauflix.sources.parsing.words.groups import BY

_AFTER_NUMBERS: Final = frozenset({"repack", "rerip", "proper", "internal", "readnfo", "real"})
_NOT_AT_THE_END: Final = frozenset({"source", "audio", "codec"})
_IN_GROUPS: Final = frozenset({"code2", "edition", "network", "flag", "subword"})
_START_GROUPS: Final = _IN_GROUPS | {"code3", "language"}


def find_tail(draft: Draft) -> None:
    """Sets `tail`: the first technical word behind title and numbers."""
    behind = max([draft.title_end, *(marker.end for marker in draft.markers if marker.first <= draft.title_end)])
    if draft.day is not None:
        behind = max(behind, draft.day.end)
    draft.tail = next(
        (place for place in range(behind, len(draft.tokens)) if draft.is_certain(place)), len(draft.tokens)
    )
    while draft.tail > behind and leans_on_tail(draft, draft.tail - 1):
        draft.tail -= 1


def find_hyphen_group(draft: Draft) -> None:
    """Sets where the group behind the last hyphen of the tail starts and ends: ...H.264-NL, ...H265-BEN.THE.MEN."""
    for place in range(len(draft.tokens) - 1, max(draft.tail, draft.title_end), -1):
        token, before = draft.tokens[place], draft.tokens[place - 1]
        if not token.gap.endswith("-") or token.claim == COVERED or draft.is_certain(place):
            continue
        if before.meaning is None and before.claim != COVERED:
            continue
        end = _group_end(draft, place)
        if _may_be_group(draft, place, end):
            draft.group_at, draft.group_end = place, end
        return


def _group_end(draft: Draft, first: int) -> int:
    """The end of the words that may form one group."""
    end = first + 1
    while end < len(draft.tokens) and draft.tokens[end].box == draft.tokens[first].box and not draft.is_certain(end):
        token = draft.tokens[end]
        if token.claim == SITE or token.low in BY or (len(token.gap) > 1 and "-" in token.gap):
            break
        end += 1
    return end


def _may_be_group(draft: Draft, first: int, end: int) -> bool:
    token = draft.tokens[first]
    kind = token.meaning.kind if token.meaning is not None else None
    if kind in LANGUAGE_KINDS and is_beside_language(draft, first, first - 1):
        return False
    if kind is not None and kind not in (_IN_GROUPS if end == first + 1 else _START_GROUPS):
        return False
    return end == len(draft.tokens) or draft.tokens[end].box != token.box or "-" in draft.tokens[end].gap


def accept(draft: Draft) -> None:
    """Marks the words that are taken at their meaning."""
    judge = _Judge(draft)
    for place, token in enumerate(draft.tokens):
        token.is_taken = token.meaning is not None and judge.takes(place)


class _Judge:
    """What each word is judged by, gathered once."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        year = -1 if draft.year_at is None else draft.year_at
        is_film = not draft.markers and draft.day is None and year >= 0
        self._free_from = min(draft.tail, _trailing_run(draft), year + 1 if is_film else draft.tail)
        first_number = min((marker.first for marker in draft.markers if marker.first > year), default=-1)
        self._between = range(year + 1, first_number) if year >= 0 else range(0)
        self._number_ends = {marker.end for marker in draft.markers} | ({draft.day.end} if draft.day else set[int]())
        self._known_boxes = {number for number, box in enumerate(draft.boxes) if is_technical(draft, box)}
        self._lead = NOWHERE if draft.lead is None else draft.tokens[draft.lead.first].box
        self._group = range(draft.group_at, draft.group_end) if draft.group_at is not None else range(0)

    def takes(self, place: int) -> bool:
        """Whether the word at this place, which has a meaning, is taken at it."""
        draft = self._draft
        if draft.first <= place < draft.title_end or place in self._group:
            return False
        if place < draft.first:
            return self._takes_in_front(place)
        if draft.is_certain(place):
            return True
        if place < draft.head_end:
            return True
        if place >= self._free_from or place in self._between:
            return is_credible(draft, place) or is_listed(draft, place)
        return self._takes_amid(place)

    def _takes_in_front(self, place: int) -> bool:
        token = self._draft.tokens[place]
        if token.box == self._lead and token.box != NOWHERE:
            return False
        meaning = token.meaning
        return meaning is not None and (
            meaning.trust == CERTAIN or (token.box != NOWHERE and meaning.kind not in CODES)
        )

    def _takes_amid(self, place: int) -> bool:
        """Between numbers and technical words, where titles of episodes stand."""
        token = self._draft.tokens[place]
        if token.low in _AFTER_NUMBERS and place in self._number_ends and is_shouted(token.text):
            return True
        meaning = token.meaning
        if meaning is None or token.box not in self._known_boxes:
            return False
        sure = meaning.trust == TAIL and meaning.kind not in CODES
        return sure or is_credible(self._draft, place) or is_listed(self._draft, place)


def _trailing_run(draft: Draft) -> int:
    """Where the known words at the very end start, in a name without technical words."""
    place = len(draft.tokens)
    if draft.tail < place:
        return place
    while place > draft.title_end and leans_on_tail(draft, place - 1):
        meaning = draft.meaning(place - 1)
        if meaning is not None and meaning.kind in _NOT_AT_THE_END:
            break
        place -= 1
    return place
