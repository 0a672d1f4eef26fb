"""What a profile does with anything that can be played, by its reference: how far it got, what it finished and when,
what it means to watch.

The room knows neither titles nor files, so progress survives a change of source and counts for films, episodes and
the household's own videos alike. `interest` says what the house is likely to want next.
"""

from miauflix.viewing.interest import interest
from miauflix.viewing.next_up import NextUp, Slot, following, last_played, next_up
from miauflix.viewing.recommender import Recommender
from miauflix.viewing.recommending import Because
from miauflix.viewing.rules import Progress, is_watched, resume_at
from miauflix.viewing.service import Diary
from miauflix.viewing.slots import slots_of
from miauflix.viewing.store import forget_everywhere, history_page, of_shows, progress_of, recent, watchlist_of
from miauflix.viewing.trakt.client import POLICY as TRAKT_POLICY
from miauflix.viewing.trakt.client import Trakt
from miauflix.viewing.trakt.feature import TraktFeature
from miauflix.viewing.trakt.outbox import TraktOutbox
from miauflix.viewing.types import Interest, Viewed

__all__ = [
    "TRAKT_POLICY",
    "Because",
    "Diary",
    "Interest",
    "NextUp",
    "Progress",
    "Recommender",
    "Slot",
    "Trakt",
    "TraktFeature",
    "TraktOutbox",
    "Viewed",
    "following",
    "forget_everywhere",
    "history_page",
    "interest",
    "is_watched",
    "last_played",
    "next_up",
    "of_shows",
    "progress_of",
    "recent",
    "resume_at",
    "slots_of",
    "watchlist_of",
]
