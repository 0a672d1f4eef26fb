"""Release names: what `parse` reads from one, and whether it is what was asked for (`matches`).

A name is cut into words, the tables in `words/` tell what single words mean, and a few rules about place (bracket,
hyphen, before or behind the year) decide what is title, number, technical word and group. No step looks back more than
a bounded number of words, so the cost grows with the length of the name. Nothing here touches network, disk or clock.
"""

from miauflix.sources.parsing.matching import Match, Mismatch, Wanted, matches
from miauflix.sources.parsing.parser import parse
from miauflix.sources.parsing.release_name import ReleaseName

__all__ = ["Match", "Mismatch", "ReleaseName", "Wanted", "matches", "parse"]
