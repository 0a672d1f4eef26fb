"""One wrong letter: missing, added, another, or two that changed places.

Such a mistake touches at most two neighbouring letters, so either the first half of the word or the second, less one
letter between them, is as it should be: candidates are the words of the vocabulary with one of the two.
"""

from dataclasses import dataclass

LONGEST = 40  # a word of the vocabulary
SHORTEST = 3  # a mistake in a shorter word leaves too little to go by


@dataclass(frozen=True, slots=True)
class Halves:
    """What a candidate begins with, or ends with; `shortest` and `longest` are the lengths it may have.

    One that begins so may have `longest_begun`, because the word may be only begun.
    """

    beginning: str
    ending: str
    shortest: int
    longest: int
    longest_begun: int


def halves(word: str, *, is_begun: bool = False) -> Halves:
    middle, longest = max(1, len(word) // 2), len(word) + 1
    return Halves(word[:middle], word[middle + 1 :], len(word) - 1, longest, LONGEST if is_begun else longest)


def is_one_off(one: str, other: str) -> bool:
    """Whether exactly one mistake lies between two words (optimal string alignment distance of one)."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1 or one == other:
        return False
    at = next((index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    if one[at + 1 :] == other[at + 1 :]:
        return True
    return one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]


def begins_one_off(begun: str, word: str) -> str | None:
    """The beginning of `word` that `begun` was meant to be, if one mistake lies between them."""
    if word.startswith(begun):
        return None
    for length in (len(begun), len(begun) + 1, len(begun) - 1):
        if length < len(word) and is_one_off(begun, word[:length]):
            return word[:length]
    return None
