"""Finding titles, people and genres by what somebody has typed so far."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import cast

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog.searching import mistyping, store
from miauflix.catalog.searching.normalising import is_unspaced, is_word, key_of, words_asked
from miauflix.catalog.searching.types import Filters, Findings, FoundGenre, FoundTitle, Quality, Term
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
    names = await store.titles_found(session, key, terms, filters, _NAMES)
    best: dict[tuple[str, int], FoundTitle] = {}
    for one in names:
        quality = _quality(key, terms, one.name, one.words)
        known = best.get((one.kind, one.tmdb_id))
        if known is None or known.quality < quality:
            kind = cast("Kind", one.kind)
            best[one.kind, one.tmdb_id] = FoundTitle(kind, one.tmdb_id, quality, one.popularity)
    titles = sorted(best.values(), key=lambda one: (-one.quality, -one.popularity, one.tmdb_id))
    people = await store.people_with(session, terms, _PEOPLE)
    people.sort(key=lambda one: (-_quality(key, terms, one.name, one.words), -one.popularity, one.tmdb_id))
    return Findings(titles[:limit], [one.tmdb_id for one in people])


async def _mended(session: AsyncSession, words: Sequence[str], filters: Filters, limit: int) -> Findings:
    """What is found when every word that nobody knows, or else any one of them, is one letter away from another."""
    last = len(words) - 1
    known = await store.words_known(session, words)
    wrong = [at for at, word in enumerate(words) if is_word(word) and word not in known]
    if last in wrong and await store.word_begins(session, words[last]):
        wrong.remove(last)
    for mending in [wrong] if wrong else [[at] for at in range(len(words))]:
        terms = _terms(words)
        for at in mending:
            choices = await _choices(session, words[at], is_last=at == last)
            terms[at] = Term(tuple(choices[:_CHOICES]), is_begun=at == last)
        if all(term.choices for term in terms):
            found = await _found_mended(session, terms, filters, limit)
            if found.titles or found.people:
                return found
    return Findings()


async def _found_mended(session: AsyncSession, terms: list[Term], filters: Filters, limit: int) -> Findings:
    """The findings of the choice of words that the best-known name has."""
    best = await store.best_title_with(session, terms, filters)
    name = best or next(iter(await store.people_with(session, terms, 1)), None)
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


async def _choices(session: AsyncSession, word: str, *, is_last: bool) -> list[str]:
    """What this word may have been meant to be; the last one of a query may be only begun."""
    if len(word) < mistyping.SHORTEST or not is_word(word):
        return []
    candidates = await store.words_like(session, mistyping.halves(word), may_be_longer=is_last and len(word) > 3)
    whole = [one for one in candidates if mistyping.is_one_off(word, one)]
    if whole or not is_last:
        return whole
    return list(dict.fromkeys(begun for one in candidates if (begun := mistyping.begins_one_off(word, one))))


async def _genres(session: AsyncSession, key: str, language: str) -> list[FoundGenre]:
    """Genres whose name begins so in any language, called as the reader's language does."""
    rows = await store.genre_names(session)
    shown = {(kind, number): name for kind, number, name, of in rows if of is None}
    shown |= {(kind, number): name for kind, number, name, of in rows if of == language}
    found = dict.fromkeys((kind, number) for kind, number, name, _ in rows if key_of(name).startswith(key))
    return [FoundGenre(cast("Kind", kind), number, shown.get((kind, number), "")) for kind, number in found]


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
