"""Whether what a provider offered is what it was asked for: by the release's own name, and by what it states."""

from dataclasses import dataclass, replace

from miauflix.sources.facts import read_name
from miauflix.sources.parsing import Match, Mismatch, Wanted, matches
from miauflix.sources.providers.protocol import EpisodeOf, Query
from miauflix.sources.types import Offer


@dataclass(frozen=True, slots=True)
class Rejected:
    """The offer is something else, for a reason fit to show."""

    reason: str


def checked(offer: Offer, query: Query, wanted: Wanted) -> Offer | Rejected:
    """The offer with what its name adds to it, if it is of the work that was asked for.

    An id that contradicts ours is enough to reject; one that agrees is not enough to accept, because providers are
    known to answer with their latest list, or with a whole show.
    """
    if offer.imdb_id and query.imdb_id and offer.imdb_id != query.imdb_id:
        return Rejected("it is of another IMDb id")
    if isinstance(query, EpisodeOf) and (contradiction := _contradiction(offer, query)):
        return Rejected(contradiction)
    release = read_name(offer.name)
    match matches(release, wanted):
        case Mismatch(reason):
            return Rejected(reason)
        case Match(is_pack):
            return replace(
                offer,
                is_pack=is_pack or offer.is_pack,
                resolution=offer.resolution or release.resolution,
                quality=offer.quality or release.source,
                codec=offer.codec or release.codec,
            )


def _contradiction(offer: Offer, query: EpisodeOf) -> str | None:
    """The provider's own numbers, where it gives them: they are set by hand, and mostly right."""
    if offer.season is not None and offer.season != query.season:
        return f"it is of season {offer.season}"
    if offer.episode is not None and not offer.is_pack and offer.episode != query.episode:
        return f"it is episode {offer.episode}"
    return None
