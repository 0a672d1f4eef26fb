"""Which source plays first, and why. Pure: the same candidates, wish and policy give the same ledger.

    ledger = rank(candidates, Wish(kind="movie", now=now), policy)
    ledger.winner, ledger.entries[3].hits, ledger.changes(ledger.entries[3])

A rule is a function in `rules`; add one there and to `RULES`, a field for its weight to `ScoringProfile`, a sentence to
`words`, and a row to the tables of its test.
"""

from miauflix.sources.scoring.ledger import Change, Entry, Ledger, Tier, best, in_order, judge, rank
from miauflix.sources.scoring.profile import Blocklist, Policy, ScoringProfile
from miauflix.sources.scoring.rules import Hit, seeders_needed, spell_codec
from miauflix.sources.scoring.types import Candidate, Device, Kind, Wish, movie_or_episode

__all__ = [
    "Blocklist",
    "Candidate",
    "Change",
    "Device",
    "Entry",
    "Hit",
    "Kind",
    "Ledger",
    "Policy",
    "ScoringProfile",
    "Tier",
    "Wish",
    "best",
    "in_order",
    "judge",
    "movie_or_episode",
    "rank",
    "seeders_needed",
    "spell_codec",
]
