"""Search: every name of every title and person, found as it is typed.

`index_titles` and `index_people` are called by whoever writes names, in the same transaction; `rebuild` makes up for
names that were stored before there was an index, or under older rules.
"""

from miauflix.catalog.searching.indexing import index_people, index_titles
from miauflix.catalog.searching.rebuilding import rebuild_index
from miauflix.catalog.searching.service import find
from miauflix.catalog.searching.store import people_of
from miauflix.catalog.searching.types import Filters, Findings, FoundGenre, FoundTitle

__all__ = [
    "Filters",
    "Findings",
    "FoundGenre",
    "FoundTitle",
    "find",
    "index_people",
    "index_titles",
    "people_of",
    "rebuild_index",
]
