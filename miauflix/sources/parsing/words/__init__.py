"""The language of release names: one small table a file, no rules. `lexicon.py` reads most of them."""


def listed(words: str) -> frozenset[str]:
    """The words of a cell, divided by blanks."""
    return frozenset(words.split())
