"""The state of one parse, handed from step to step."""

from dataclasses import dataclass, field

from miauflix.sources.parsing.dates import Day
from miauflix.sources.parsing.marker import Marker
from miauflix.sources.parsing.meaning import CERTAIN, Meaning
from miauflix.sources.parsing.tokens import Box, Token


@dataclass(slots=True)
class Draft:
    """A name on its way to becoming facts."""

    text: str
    tokens: list[Token]
    boxes: list[Box]
    markers: list[Marker] = field(default_factory=list[Marker])
    absolute: Marker | None = None
    day: Day | None = None
    year_at: int | None = None
    stops: set[int] = field(default_factory=set[int])
    """Where numbers, date or year start: none is inside a title."""
    lead: Box | None = None
    """The bracket in front that may hold the group."""
    first: int = 0
    """Where the title starts, and behind where it ends."""
    title_end: int = 0
    head_end: int = 0
    """The same before words of the release in front of the numbers were taken from the title."""
    other_titles: list[Box] = field(default_factory=list[Box])
    """Spans of the same title in another alphabet."""
    tail: int = 0
    """Where the technical words start."""
    group_at: int | None = None
    """Where a group behind a hyphen starts."""
    group_end: int = 0
    is_file: bool = False
    """The name has the ending of a video file."""
    is_dotted: bool = False
    """Dots or underscores stand for spaces."""

    def meaning(self, place: int) -> Meaning | None:
        """What the tables say of a token."""
        return self.tokens[place].meaning

    def is_certain(self, place: int) -> bool:
        """Whether the token ends any title."""
        meaning = self.tokens[place].meaning
        return meaning is not None and meaning.trust == CERTAIN

    def box_at(self, place: int) -> Box | None:
        """The bracket that opens right before a token."""
        if place >= len(self.tokens):
            return None
        number = self.tokens[place].box
        if number < 0 or self.boxes[number].first != place:
            return None
        return self.boxes[number]

    def taken(self) -> list[int]:
        """Places of the words taken at their meaning, in order."""
        return [place for place, token in enumerate(self.tokens) if token.is_taken]
