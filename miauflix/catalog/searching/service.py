"""Finding titles, people and genres by what somebody has typed so far."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import cast

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog.searching import mistyping, store
from miauflix.catalog.searching.normalising import is_unspaced, is_word, key_of, words_asked
from miauflix.catalog.searching.store import Named
from miauflix.catalog.searching.types import Filters, Findings, FoundGenre, FoundTitle, Quality, Term
from miauflix.catalog.store.language import base_of
from miauflix.catalog.types import Kind

_NAMES = 300  # read to rank; the same title may stand among them under several
_PEOPLE = 12
_CHOICES = 24


async def find(
    session: AsyncSession, query: str, filters: Filters | None = None, *, language: str = "en", limit: int = 60
) -> Findings:
    """What is called so, or begins so; where nothing is, what is called so but for one letter of a word.

    Titles are ranked by how well they match, then by how well-known they are.
    """
    words, filters = words_asked(query), filters or Filters()
    if not words:
        return Findings()
    genres = await _genres(session, key_of(query), language)
    found = await _find(session, key_of(query), _terms(words), filters, limit)
    if found.titles or found.people or genres:
        return replace(found, genres=genres)
    return await _mended(session, words, filters, limit)


async def _find(session: AsyncSession, key: str, terms: Sequence[Term], filters: Filters, limit: int) -> Findings:
    names = await store.names_found(session, key, terms, filters, titles=_NAMES, people=_PEOPLE)
    best: dict[tuple[str, int], tuple[Quality, Named]] = {}
    for one in names:
        quality, known = _quality(key, terms, one.name, one.words), best.get((one.kind, one.tmdb_id))
        if known is None or known[0] < quality:
            best[one.kind, one.tmdb_id] = quality, one
    ranked = sorted(best.values(), key=lambda found: (-found[0], -found[1].popularity, found[1].tmdb_id))
    titles = [
        FoundTitle(one.kind, one.tmdb_id, quality, one.popularity) for quality, one in ranked if one.kind != "person"
    ]
    return Findings(titles[:limit], [one.tmdb_id for _, one in ranked if one.kind == "person"])


async def _mended(session: AsyncSession, words: Sequence[str], filters: Filters, limit: int) -> Findings:
    """What is found when every word that nobody knows, or else any one of them, is one letter away from another."""
    last = len(words) - 1
    known, is_last_begun = await store.words_known(session, words)
    wrong = [at for at, word in enumerate(words) if is_word(word) and word not in known]
    if last in wrong and is_last_begun:
        wrong.remove(last)
    choices = await _choices(session, words, wrong or range(len(words)))
    for mending in [wrong] if wrong else [[at] for at in range(len(words))]:
        terms = _terms(words)
        for at in mending:
            terms[at] = Term(choices.get(at, ()), is_begun=at == last)
        if all(term.choices for term in terms):
            found = await _found_mended(session, terms, filters, limit)
            if found.titles or found.people:
                return found
    return Findings()


async def _found_mended(session: AsyncSession, terms: list[Term], filters: Filters, limit: int) -> Findings:
    """The findings of the choice of words that the best-known name has."""
    name = await store.best_name_with(session, terms, filters)
    if name is None:
        return Findings()
    having = name.words.split()
    chosen = [Term((_chosen(term, having),), term.is_begun) for term in terms]
    corrected = " ".join(term.choices[0] for term in chosen)
    found = await _find(session, key_of(corrected), chosen, filters, limit)
    return replace(found, corrected=corrected)


def _chosen(term: Term, having: Sequence[str]) -> str:
    whole = next((one for one in term.choices if one in having), None)
    return whole or next(one for one in term.choices if any(word.startswith(one) for word in having))


async def _choices(session: AsyncSession, words: Sequence[str], at: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """What the words at these places may have been meant to be; the last one of a query may be only begun."""
    last = len(words) - 1
    places = [one for one in at if len(words[one]) >= mistyping.SHORTEST and is_word(words[one])]
    if not places:
        return {}
    wanted = [mistyping.halves(words[one], is_begun=one == last and len(words[one]) > 3) for one in places]
    candidates = await store.words_like(session, wanted)
    return {
        one: tuple(_meant(words[one], likely, is_last=one == last)[:_CHOICES])
        for one, likely in zip(places, candidates, strict=True)
    }


def _meant(word: str, candidates: Sequence[str], *, is_last: bool) -> list[str]:
    whole = [one for one in candidates if mistyping.is_one_off(word, one)]
    if whole or not is_last:
        return whole
    return list(dict.fromkeys(begun for one in candidates if (begun := mistyping.begins_one_off(word, one))))


async def _genres(session: AsyncSession, key: str, language: str) -> list[FoundGenre]:
    """Genres whose name begins so in any language, called as the reader's language does."""
    rows = await store.genre_names(session)
    shown = {(kind, number): name for kind, number, name, of in rows if of is None}
    for tongue in (base_of(language), language):
        shown |= {(kind, number): name for kind, number, name, of in rows if of and of == tongue}
    found = dict.fromkeys((kind, number) for kind, number, name, _ in rows if _genre_key(name).startswith(key))
    return [FoundGenre(cast("Kind", kind), number, shown.get((kind, number), "")) for kind, number in found]


_genre_key = lru_cache(2_000)(key_of)  # the same few hundred names, whatever is asked


def _terms(words: Sequence[str]) -> list[Term]:
    *whole, last = words
    is_begun = len(last) == 1 or not is_unspaced(last)  # a pair of characters is whole as it is
    return [*(Term((word,)) for word in whole), Term((last,), is_begun)]


def _quality(key: str, terms: Iterable[Term], name: str, words: str) -> Quality:
    if name == key:
        return 4
    if name.startswith(key):
        return 3
    having = words.split()
    return 2 if all(any(one in having for one in term.choices) for term in terms) else 1
