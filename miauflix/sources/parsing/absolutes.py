"""Numbers counted through, beside numbers within the season: S16E03-04 313-314, S04E05 (67), 87 (S4-24)."""

from miauflix.sources.parsing.draft import Draft
from miauflix.sources.parsing.marker import Marker
from miauflix.sources.parsing.numbers import Listing, listing, plain
from miauflix.sources.parsing.tokens import NOWHERE
from miauflix.sources.parsing.words.resolutions import BARE_HEIGHTS
from miauflix.sources.parsing.years import looks_like_year


def find_absolute(draft: Draft) -> Marker | None:
    """The second count of the episodes that a marker names, if there is one."""
    named = next((marker for marker in draft.markers if marker.episodes), None)
    if named is None:
        return None
    return _behind(draft, named) or _before(draft, named)


def _behind(draft: Draft, named: Marker) -> Marker | None:
    tokens, place = draft.tokens, named.end
    if place >= len(tokens) or tokens[place].gap.strip(" ._-([") or place == draft.year_at:
        return None
    numbers = _fitting(draft, place, named)
    if numbers is None:
        return None
    is_boxed = tokens[place].box not in {NOWHERE, tokens[named.first].box}
    ends_box = numbers.end == len(tokens) or tokens[numbers.end].box != tokens[place].box
    is_dashed = "-" in tokens[place].gap and len(tokens[place].low) > 2 and ends_phrase(draft, numbers.end)
    if (is_boxed and ends_box) or (numbers.is_range and not is_boxed) or is_dashed:
        return Marker(place, numbers.end, episodes=numbers.numbers)
    return None


def ends_phrase(draft: Draft, end: int) -> bool:
    """Whether the words before this place stand for themselves: an end, a bracket, a dash or a known word follows."""
    if end >= len(draft.tokens):
        return True
    token = draft.tokens[end]
    return not token.is_plain or token.box != draft.tokens[end - 1].box or "-" in token.gap


def _before(draft: Draft, named: Marker) -> Marker | None:
    tokens, place = draft.tokens, named.first - 1
    while place > draft.first and tokens[place].gap in {"-", "~"} and plain(tokens[place - 1]):
        place -= 1
    if place <= draft.first or not named.seasons:
        return None
    numbers = _fitting(draft, place, named)
    if numbers is None or numbers.end != named.first:
        return None
    is_boxed = draft.box_at(named.first) is not None
    is_dashed = "-" in tokens[place].gap and "-" in tokens[named.first].gap
    if not (numbers.is_range or is_boxed or is_dashed):
        return None
    return Marker(place, numbers.end, episodes=numbers.numbers)


def _fitting(draft: Draft, place: int, named: Marker) -> Listing | None:
    """A list of as many numbers as the marker names, none below them."""
    token = draft.tokens[place]
    if not token.is_plain or looks_like_year(token.low) or token.low in BARE_HEIGHTS:
        return None
    numbers = listing(draft.tokens, place)
    if numbers is None or len(numbers.numbers) != len(named.episodes) or numbers.numbers[0] < named.episodes[0]:
        return None
    return numbers
