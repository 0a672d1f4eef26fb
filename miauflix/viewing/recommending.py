"""What somebody may like because they watched something: by content alone, computed here, from nobody else's data.

Two works are alike by the features they share (a genre, a director, a collection, a decade, a language); a feature
that few have says more than one that many have. Pure: it decides, and knows neither titles nor profiles.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

_MOST_WEIGHT = 4.0  # a collection of two must not drown everything else
_SAYS_LITTLE = {"language": 0.25, "decade": 0.35}  # alone, these make nothing alike
_PRIOR_VOTES, _PRIOR_RATING = 100, 6.0
_LEAST_LIKENESS = 0.12
_SHORTEST_ROW = 2


@dataclass(frozen=True, slots=True)
class Work:
    """A film or show by its reference, with what it is like; `rating` is 0 to 10."""

    ref: str
    features: frozenset[str]
    rating: float | None = None
    votes: int = 0


@dataclass(frozen=True, slots=True)
class Because:
    """`refs` are worth watching because `ref` was watched, the likeliest first."""

    ref: str
    refs: tuple[str, ...]


class Likeness:
    """An index of works; built once for a catalogue, asked often."""

    def __init__(self, works: Iterable[Work]) -> None:
        self._works = {work.ref: work for work in works}
        counts = Counter(feature for work in self._works.values() for feature in work.features)
        total = max(1, len(self._works))
        self._weights = {one: _weight(one, total / count) for one, count in counts.items()}
        self._having: Mapping[str, list[str]] = _inverted(self._works.values())
        self._lengths = {ref: self._length(work.features) for ref, work in self._works.items()}

    def like(self, work: Work, *, without: Collection[str], most: int) -> list[str]:
        """The works most like this one, the best of equals first."""
        shared: defaultdict[str, float] = defaultdict(float)
        for feature in work.features:
            weight = self._weights.get(feature, 0.0) ** 2
            for ref in self._having.get(feature, ()):
                shared[ref] += weight
        length = self._length(work.features)
        scores = {
            ref: likeness * (0.7 + 0.3 * _quality(self._works[ref]))
            for ref, dot in shared.items()
            if ref != work.ref
            and ref not in without
            and (likeness := dot / (length * self._lengths[ref] or 1.0)) >= _LEAST_LIKENESS
        }
        return sorted(scores, key=lambda ref: (-scores[ref], ref))[:most]

    def _length(self, features: Iterable[str]) -> float:
        return math.sqrt(sum(self._weights.get(feature, 0.0) ** 2 for feature in features))


def recommend(
    likeness: Likeness, watched: Sequence[Work], *, without: Collection[str], rows: int, row_length: int
) -> list[Because]:
    """A row for each of the latest of `watched` that something is like; no work stands in two rows.

    What is in `without` (everything the profile has seen or begun) is not recommended.
    """
    taken = {*without, *(work.ref for work in watched)}
    found: list[Because] = []
    for work in watched:
        if len(found) == rows:
            break
        refs = likeness.like(work, without=taken, most=row_length)
        if len(refs) >= _SHORTEST_ROW:
            found.append(Because(work.ref, tuple(refs)))
            taken |= {*refs}
    return found


def _weight(feature: str, rarity: float) -> float:
    return _SAYS_LITTLE.get(feature.partition(":")[0], 1.0) * min(_MOST_WEIGHT, math.log(1 + rarity))


def _quality(work: Work) -> float:
    """0 to 1: the rating, drawn towards the middle while few have voted."""
    rating = work.rating if work.rating is not None else _PRIOR_RATING
    return (work.votes * rating + _PRIOR_VOTES * _PRIOR_RATING) / (work.votes + _PRIOR_VOTES) / 10


def _inverted(works: Iterable[Work]) -> dict[str, list[str]]:
    having: defaultdict[str, list[str]] = defaultdict(list)
    for work in works:
        for feature in work.features:
            having[feature].append(work.ref)
    return having
