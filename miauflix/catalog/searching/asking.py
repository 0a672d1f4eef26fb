"""Asking TMDB what somebody searches for, so that the local search finds it from then on.

The local answer never waits for this: it is a request of its own, bounded, and where TMDB is slow or dead it has
nothing to add.
"""

import asyncio
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog import digest, learning
from miauflix.catalog.digest import FIRST_LANGUAGE
from miauflix.catalog.library import Library
from miauflix.catalog.pictures import WantedPicture, pictures_for
from miauflix.catalog.providers.tmdb import TmdbError, TmdbHasNone
from miauflix.catalog.providers.tmdb.models import ListItem
from miauflix.catalog.searching.indexing import index_people
from miauflix.catalog.store import writing
from miauflix.catalog.types import Kind

_WITHIN_S = 3.0
_KINDS: dict[str, Kind] = {"movie": "movie", "tv": "show"}


async def ask_tmdb(library: Library, query: str) -> list[tuple[Kind, int]] | None:
    """The titles TMDB finds, in its order, stored and indexed with the people; None if it gives no answer in time."""
    if library.tmdb is None:
        return None
    text = query.replace("\0", " ").encode("utf-8", "replace").decode()
    try:
        async with asyncio.timeout(_WITHIN_S):
            page = await library.tmdb.search(text, language=FIRST_LANGUAGE)
    except (TmdbError, TmdbHasNone, TimeoutError):
        return None
    items = [one for one in page.results if not one.adult]
    titles: dict[Kind, list[ListItem]] = {
        kind: [one for one in items if one.media_type == media] for media, kind in _KINDS.items()
    }
    people = [one for one in items if one.media_type == "person" and one.title]
    works = [digest.brief_work(kind, one) for kind, mine in titles.items() for one in mine]
    async with library.database.write() as session:
        # All of them at once, as `learning` does, and before anything else that others may be writing.
        await pictures_for(session, [*filter(None, learning.pictures_of(works)), *_faces(people)])
        for kind, mine in titles.items():
            await learning.write_briefs(session, kind, mine, now=library.clock.now())
        await _write_people(session, people)
    return [(_KINDS[one.media_type], one.id) for one in items if one.media_type in _KINDS]


async def _write_people(session: AsyncSession, people: Sequence[ListItem]) -> None:
    hashes = await pictures_for(session, _faces(people))
    pictures = {one.id: name for one, name in zip(_with_face(people), hashes, strict=True)}
    rows = [
        {
            "tmdb_id": one.id,
            "name": one.title,
            "picture": pictures.get(one.id),
            "popularity": one.popularity or 0.0,
            "known_for": one.known_for_department[:80] if one.known_for_department else None,
        }
        for one in people
    ]
    await writing.put_people(session, rows)
    await index_people(session, [one.id for one in people])


def _with_face(people: Sequence[ListItem]) -> list[ListItem]:
    return [one for one in people if one.profile_path]


def _faces(people: Sequence[ListItem]) -> list[WantedPicture]:
    return [WantedPicture(one.profile_path, "profile", one.title) for one in _with_face(people)]
