"""TMDB: the client, what it answers, and how it is asked without being hammered.

This product uses the TMDB API but is not endorsed or certified by TMDB.
"""

from miauflix.catalog.providers.tmdb.bucket import TokenBucket
from miauflix.catalog.providers.tmdb.client import BACKGROUND, LIST_TTL, POLICY, READER, Patience, Tmdb
from miauflix.catalog.providers.tmdb.errors import TmdbError, TmdbHasNone

__all__ = ["BACKGROUND", "LIST_TTL", "POLICY", "READER", "Patience", "Tmdb", "TmdbError", "TmdbHasNone", "TokenBucket"]
