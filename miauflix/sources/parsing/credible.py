"""Whether a word that may be a word of the title is to be taken at its meaning, by its spelling and its neighbours."""

from typing import Final

from miauflix.sources.parsing.draft import Draft
from miauflix.sources.parsing.language_runs import LANGUAGE_KINDS
from miauflix.sources.parsing.meaning import SHOUTED
from miauflix.sources.parsing.tokens import COVERED, NOWHERE, is_shouted
from miauflix.sources.parsing.words.languages import ENGLISH_WORDS

CODES: Final = frozenset({"code2", "code3"})
_BESIDE_LANGUAGES: Final = LANGUAGE_KINDS | {"subword", "dubword"}
_WIDEST_GAP: Final = 3


def is_credible(draft: Draft, place: int, *, is_loud: bool = False) -> bool:
    """Whether a word is to be read as one of the tail, judged by its letters. `is_loud`: the title is in capitals."""
    token = draft.tokens[place]
    meaning = token.meaning
    if meaning is None:
        return False
    if meaning.trust == SHOUTED:
        return is_shouted(token.text)
    if meaning.kind == "code2":
        return token.text.isupper() and (not is_loud or token.box != NOWHERE)
    if meaning.kind == "code3":
        return is_shouted(token.text) or (token.low not in ENGLISH_WORDS and token.text != token.low)
    return True


def leans_on_tail(draft: Draft, place: int) -> bool:
    """Whether the word before the tail belongs to it."""
    return draft.tokens[place].claim == COVERED or is_credible(draft, place)


def is_listed(draft: Draft, place: int) -> bool:
    """En.De.Fr, eng-hindi, [es/en]: short codes are believed beside other languages."""
    token = draft.tokens[place]
    if token.meaning is None or token.meaning.kind not in CODES:
        return False
    if token.text == token.low and token.meaning.kind == "code2" and token.box == NOWHERE:
        return False
    return is_beside_language(draft, place, place - 1) or is_beside_language(draft, place, place + 1)


def is_beside_language(draft: Draft, place: int, beside: int) -> bool:
    """Whether the word at `beside` is a language too, in the same bracket and near."""
    if not 0 <= beside < len(draft.tokens) or draft.tokens[beside].box != draft.tokens[place].box:
        return False
    meaning = draft.tokens[beside].meaning
    if meaning is None or meaning.kind not in _BESIDE_LANGUAGES:
        return False
    return len(draft.tokens[max(place, beside)].gap) <= _WIDEST_GAP
