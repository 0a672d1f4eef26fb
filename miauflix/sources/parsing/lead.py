"""What stands in front of the title: the bracket of a group or site, technical words, a year or day."""

from miauflix.sources.parsing.alphabets import is_foreign, is_latin
from miauflix.sources.parsing.draft import Draft
from miauflix.sources.parsing.tokens import COVERED, NOWHERE, SITE, Box, Token
from miauflix.sources.parsing.years import looks_like_year

_SECOND_GROUP = 2
"""Words at most of a second bracket in front."""


def find_lead(draft: Draft) -> None:
    """Sets `first` to where the title starts, and `lead` to the bracket of a group in front of it."""
    _Lead(draft).step_over()
    if not any(_may_be_title(token) and token.box == NOWHERE for token in draft.tokens):
        _find_boxed_title(draft)


def is_technical(draft: Draft, box: Box) -> bool:
    """Whether a bracket holds nothing but words that are known."""
    inside = draft.tokens[box.first : box.last]
    return bool(inside) and not any(token.is_plain for token in inside)


def _may_be_title(token: Token) -> bool:
    return token.is_plain and not token.low.isdecimal()


class _Lead:
    """One walk from the front. Knows the last place that may hold a title, for no step may go beyond it."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        certain = {draft.tokens[place].box for place in range(len(draft.tokens)) if draft.is_certain(place)} - {NOWHERE}
        titles = [
            place for place, token in enumerate(draft.tokens) if _may_be_title(token) and token.box not in certain
        ]
        last = titles[-1] if titles else -1
        in_front = draft.boxes[0].last if draft.box_at(0) is not None else 0
        self._last_title = last if last >= in_front else max(last, self._last_number())

    def _last_number(self) -> int:
        """The title of [Group] 86 - 05: where all is numbers, all but the last."""
        numbers = [
            place
            for place, token in enumerate(self._draft.tokens)
            if token.is_plain and token.box == NOWHERE and not looks_like_year(token.low)
        ]
        return numbers[-2] if len(numbers) > 1 else -1

    def step_over(self) -> None:
        """Walks to the first word of the title."""
        draft, place = self._draft, 0
        while place < len(draft.tokens):
            step = self._step(place)
            if step == place:
                break
            place = step
        draft.first = place

    def _step(self, place: int) -> int:
        draft, token = self._draft, self._draft.tokens[place]
        if token.claim == SITE:
            return place + 1
        day = draft.day
        if day is not None and place == day.first and day.end - day.first > 1 and day.end <= self._last_title:
            return day.end
        box = draft.box_at(place)
        if box is not None:
            return box.last if self._may_skip(box) else place
        is_loose = token.box == NOWHERE
        if is_loose and draft.is_certain(place) and place < self._last_title:
            return place + 1
        return place + 1 if is_loose and token.claim == COVERED and place else place

    def _may_skip(self, box: Box) -> bool:
        draft = self._draft
        if box.last > self._last_title:
            return False
        if is_technical(draft, box) or _is_year(draft, box):
            return True
        if draft.lead is not None:
            return box.mark == "[" and box.last - box.first <= _SECOND_GROUP and self._stands_before_words(box.last)
        if box.mark != "[" and (box.first or box.last - box.first > 2 or draft.tokens[box.first].low.isdecimal()):
            return False
        if box.mark == "(" and is_foreign(draft.text[box.opens : box.closes]):
            draft.other_titles.append(box)
        else:
            draft.lead = box
        return True

    def _stands_before_words(self, place: int) -> bool:
        """[Group]_[Other] The Title: two loose words at least."""
        words = self._draft.tokens[place : place + 2]
        return len(words) == 2 and all(_may_be_title(word) and word.box == NOWHERE for word in words)


def _is_year(draft: Draft, box: Box) -> bool:
    return box.last == box.first + 1 and box.mark == "(" and looks_like_year(draft.tokens[box.first].low)


def _find_boxed_title(draft: Draft) -> None:
    """[Group][国漫][The Title][05]: where all is in brackets, the title is the first in Latin letters, or the first."""
    numbered = {marker.first for marker in draft.markers}
    titles = [
        box
        for box in draft.boxes
        if box is not draft.lead
        and box.last > box.first
        and box.first not in numbered
        and _may_be_title(draft.tokens[box.first])
    ]
    if not titles:
        return
    latin = [box for box in titles if is_latin(draft.text[box.opens : box.closes])]
    chosen = (latin or titles)[0]
    draft.first = chosen.first
    draft.other_titles.extend(box for box in titles if box.last <= chosen.first)
