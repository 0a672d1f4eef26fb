"""Whether there is Trakt in this house."""

from dataclasses import dataclass

from miauflix.viewing.trakt.linking import TraktLinking


@dataclass(frozen=True, slots=True)
class TraktFeature:
    """`linking` is there when the operator has made an application at Trakt."""

    linking: TraktLinking | None
