"""Keeping the index of names: in the transaction that changes a title or a person, by an explicit call."""

import hashlib
import math
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog.searching import store
from miauflix.catalog.searching.normalising import is_word, key_of, words_of
from miauflix.catalog.searching.store import NameFields, Subject

_STEPS = 127  # of popularity, an eighth of a doubling each
_UNIQUE_BITS = 55
FIRST_PERSON = 1 << 62


async def index_titles(session: AsyncSession, title_ids: Collection[str]) -> None:
    """Make the index say what is stored of these titles; call it after their names have changed."""
    await _index(session, "title", await store.titles_to_index(session, title_ids), title_ids)


async def index_people(session: AsyncSession, person_ids: Collection[int]) -> None:
    """Make the index say what is stored of these people; call it after their names have changed."""
    await _index(session, "person", await store.people_to_index(session, person_ids), person_ids)


async def _index(
    session: AsyncSession,
    subject: Subject,
    known: Mapping[str | int, tuple[float, Iterable[str]]],
    ids: Collection[str | int],
) -> None:
    wanted = {
        fields["id"]: fields
        for key, (popularity, names) in known.items()
        for fields in _rows(subject, key, popularity, names)
    }
    there = await store.indexed(session, subject, ids)
    await store.forget_names(session, there - wanted.keys())
    new = [wanted[one] for one in sorted(wanted.keys() - there)]
    await store.add_names(session, new)
    await store.add_words(session, {word for fields in new for word in fields["words"].split() if is_word(word)})


def _rows(subject: Subject, key: str | int, popularity: float, names: Iterable[str]) -> Iterable[NameFields]:
    for name in dict.fromkeys(names):
        words = " ".join(words_of(name))
        if words:
            comparable = key_of(name)
            yield {
                "id": _place(subject, popularity) | _unique(f"{subject}:{key}:{comparable}:{words}"),
                "title_id": key if subject == "title" else None,
                "person_id": key if subject == "person" else None,
                "name": comparable,
                "words": words,
            }


def _place(subject: Subject, popularity: float) -> int:
    """The upper bits of an id: titles before people, and among each the well-known first."""
    step = min(_STEPS, int(math.log2(1 + max(0.0, popularity)) * 8))
    return (FIRST_PERSON if subject == "person" else 0) | (_STEPS - step) << _UNIQUE_BITS


def _unique(text: str) -> int:
    """The lower bits: the same name of the same subject always has the same ones."""
    digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest) >> (64 - _UNIQUE_BITS)
