"""Which episode of a show comes now, for one profile: a pure decision over what there is and how far it got."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from miauflix.viewing.rules import Progress, is_watched, resume_at

Place = tuple[int, int]
Why = Literal["resume", "next", "first", "again"]


@dataclass(frozen=True, slots=True)
class Slot:
    """An episode by season and number; season 0 is specials."""

    season: int
    number: int
    air_date: date | None = None

    @property
    def place(self) -> Place:
        return self.season, self.number


@dataclass(frozen=True, slots=True)
class NextUp:
    """`why`: it was left in the middle, follows what was watched last, is the first not seen, or all has been seen."""

    slot: Slot
    why: Why
    has_aired: bool
    after: Slot | None = None  # what was played last


def next_up(
    slots: Sequence[Slot], seen: Mapping[Place, Progress], today: date, *, at_hand: Collection[Place] = ()
) -> NextUp | None:
    """The episode to offer; None for a show without any.

    What was played last decides, so a second viewing goes on where it is; episodes marked at the same moment count in
    their order. Specials are only offered where there is nothing else, or to go on with. Of a show that nobody has
    begun, an episode of `at_hand` goes before one that nobody offers yet.
    """
    in_order = sorted(slots, key=lambda slot: slot.place)
    proper = [slot for slot in in_order if slot.season > 0] or in_order
    aired = _aired(in_order, today)
    last = max(
        (slot for slot in in_order if _counts(seen.get(slot.place))),
        key=lambda slot: (seen[slot.place].updated_at, slot.place),
        default=None,
    )
    if last is not None and resume_at(seen[last.place]):
        return NextUp(last, "resume", has_aired=True, after=last)
    left = [slot for slot in proper if not _is_seen(seen.get(slot.place))]
    if last is not None and left:
        after = next((slot for slot in left if slot.place > last.place), None)
        found = after or left[0]
        return NextUp(found, "next" if after else "first", found.place in aired, last)
    ready = [slot for slot in proper if slot.place in aired] or proper
    first = next((slot for slot in ready if slot.place in at_hand), ready[0] if ready else None)
    if first is None:
        return None
    return NextUp(first, "again" if last else "first", first.place in aired, last)


def following(slots: Sequence[Slot], here: Place, today: date, *, at_hand: Collection[Place] = ()) -> Slot | None:
    """The episode after this one, in the next season if it was the last; None at the end.

    None too before it has aired, unless it is `at_hand` already.
    """
    in_order = sorted((slot for slot in slots if slot.season > 0), key=lambda slot: slot.place)
    after = next((slot for slot in in_order if slot.place > here), None)
    return after if after is not None and after.place in _aired(in_order, today) | set(at_hand) else None


def last_played(seen: Mapping[Place, Progress]) -> Place | None:
    """The episode that was played or marked last, whether or not we know that it exists."""
    counting = [place for place, progress in seen.items() if _counts(progress)]
    return max(counting, key=lambda place: (seen[place].updated_at, place), default=None)


def _counts(progress: Progress | None) -> bool:
    """An episode that was opened and closed at once, or marked as not watched, says nothing."""
    return progress is not None and (_is_seen(progress) or resume_at(progress) > 0)


def _is_seen(progress: Progress | None) -> bool:
    return progress is not None and (progress.watched or is_watched(progress.position_s, progress.duration_s))


def _aired(in_order: Sequence[Slot], today: date) -> set[Place]:
    """One without a day has aired where a later one has; where no episode has a day, all count as aired."""
    found: set[Place] = set()
    has_later = all(slot.air_date is None for slot in in_order)
    for slot in reversed(in_order):
        has_later = has_later if slot.air_date is None else slot.air_date <= today
        if has_later:
            found.add(slot.place)
    return found
