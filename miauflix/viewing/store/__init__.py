"""All SQL of viewing."""

from miauflix.viewing.store.forgetting import forget_everywhere
from miauflix.viewing.store.history import latest_of as latest_viewings_of
from miauflix.viewing.store.history import page_of as history_page
from miauflix.viewing.store.progress import (
    of_shows,
    progress_in,
    progress_of,
    progress_to_change,
    put_position,
    recent,
    under_way,
    watched_elsewhere,
)
from miauflix.viewing.store.watchlist import refs as watchlist_of

__all__ = [
    "forget_everywhere",
    "history_page",
    "latest_viewings_of",
    "of_shows",
    "progress_in",
    "progress_of",
    "progress_to_change",
    "put_position",
    "recent",
    "under_way",
    "watched_elsewhere",
    "watchlist_of",
]
