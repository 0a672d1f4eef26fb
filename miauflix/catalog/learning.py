"""Writing TMDB's answers into the catalogue: one transaction a title, a season or a person.

Each names all its pictures in one statement before it writes anything else, and that statement goes by their hashes: a
film and somebody who played in it share pictures, and wait for each other in no circle.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.catalog import digest
from miauflix.catalog.digest import FIRST_LANGUAGE, GenreNames, Row, Work
from miauflix.catalog.pictures import WantedPicture, pictures_for
from miauflix.catalog.providers.tmdb.models import ListItem, PersonCredit, PersonDetails, SeasonDetails
from miauflix.catalog.searching import index_people, index_titles
from miauflix.catalog.store import belonging, titles, writing
from miauflix.catalog.store import learning as store
from miauflix.catalog.types import Kind


async def write_work(session: AsyncSession, work: Work, languages: Sequence[str], *, now: datetime) -> str:
    """A title with everything its details say; answers its row's id."""
    names = await store.genre_names(session, languages)
    text_posters = [text.poster for text in work.texts]
    faces = [part.picture for part in work.parts]
    wanted = [work.poster, work.backdrop, *text_posters, *work.season_posters, *faces]
    poster, backdrop, *others = await _hashes(session, wanted)
    row = work.row | {
        "poster": poster,
        "backdrop": backdrop,
        "genres": _named(names, work, FIRST_LANGUAGE),
        "languages": sorted({FIRST_LANGUAGE, *languages}),
        "detailed_at": now,
        "changed_at": None,
    }
    title_id = await writing.put_title(session, row, now=now)
    await writing.put_genres_of(session, title_id, work.genre_ids)
    texts, seasons, people = len(work.texts), len(work.seasons), len(work.parts)
    await writing.put_texts(session, title_id, _text_rows(work, names, others[:texts]))
    posters = others[texts : texts + seasons]
    rows = [season | {"poster": one} for season, one in zip(work.seasons, posters, strict=True)]
    await writing.put_seasons(session, title_id, rows)
    await _write_parts(session, title_id, work, others[texts + seasons : texts + seasons + people])
    await index_titles(session, [title_id])
    return title_id


async def write_briefs(session: AsyncSession, kind: Kind, items: Sequence[ListItem], *, now: datetime) -> None:
    """What a list says of titles; of those that are known already only their votes change."""
    works = [digest.brief_work(kind, item) for item in items]
    if not works:
        return
    names = await store.genre_names(session, [])
    hashes = await _hashes(session, pictures_of(works))
    rows = [
        work.row
        | {
            "poster": hashes[2 * number],
            "backdrop": hashes[2 * number + 1],
            "genres": _named(names, work, FIRST_LANGUAGE),
        }
        for number, work in enumerate(works)
    ]
    await writing.put_brief_titles(session, rows, now=now)
    ids = await titles.title_ids(session, kind, [work.row["tmdb_id"] for work in works])
    genres = [
        {"title_id": ids[work.row["tmdb_id"]], "genre_id": one, "position": position}
        for work in works
        for position, one in enumerate(work.genre_ids, start=1)
    ]
    await writing.put_brief_genres(session, genres)
    await index_titles(session, list(ids.values()))


async def write_collection(
    session: AsyncSession, tmdb_id: int, name: str, films: Sequence[ListItem], *, now: datetime
) -> None:
    """The films of a collection, as a list would name them."""
    await write_briefs(session, "movie", films, now=now)
    await belonging.put_into_collection(session, tmdb_id, name, [one.id for one in films])
    await belonging.mark_collection_read(session, tmdb_id, now=now)


async def write_season(
    session: AsyncSession, title_id: str, number: int, seasons: dict[str, SeasonDetails], *, now: datetime
) -> None:
    """A season with its episodes; `seasons` are TMDB's answers by language, the first language among them.

    What has no text in a language takes none away that is there.
    """
    own = seasons[FIRST_LANGUAGE]
    briefs = digest.numbered(own)
    wanted = [digest.wanted(one.still_path, "still") for one in briefs.values()]
    poster, *stills = await _hashes(session, [digest.wanted(own.poster_path, "poster"), *wanted])
    episodes = [
        digest.episode_row(number, one) | {"still": still} for one, still in zip(briefs.values(), stills, strict=True)
    ]
    row = digest.season_row(number, own)
    row |= {"poster": poster, "episode_count": len(episodes), "languages": sorted(seasons)}
    row |= {"detailed_at": now, "retry_at": None}
    others = {language: one for language, one in seasons.items() if language != FIRST_LANGUAGE and not one.is_blank}
    texts = [{"language": key, "name": one.name, "overview": one.overview} for key, one in others.items()]
    await writing.put_season(session, title_id, row, texts, episodes)
    translated = [
        {
            "season": number,
            "number": episode.episode_number,
            "language": language,
            "name": episode.name,
            "overview": episode.overview,
        }
        for language, one in others.items()
        for episode in digest.numbered(one).values()
        if episode.episode_number in briefs
    ]
    await writing.put_episode_texts(session, title_id, translated)


async def write_person(
    session: AsyncSession, person: PersonDetails, languages: Sequence[str], *, now: datetime
) -> None:
    """Somebody with what they had a part in, as far as it has a place in a catalogue, and with their texts."""
    played = digest.filmography(person)
    works = [digest.brief_work(kind, one) for kind, parts in played.items() for _, one in parts]
    picture, *_ = await _hashes(session, [digest.wanted(person.profile_path, "profile"), *pictures_of(works)])
    noted = {"picture": picture, "languages": sorted(languages), "detailed_at": now}
    await writing.put_people(session, [digest.person_row(person) | noted])
    await writing.put_person_texts(session, digest.person_texts(person, languages))
    await index_people(session, [person.id])
    for kind, parts in played.items():
        await _write_filmography(session, kind, person.id, parts, now)


async def _write_filmography(
    session: AsyncSession, kind: Kind, person_id: int, parts: Sequence[tuple[str, PersonCredit]], now: datetime
) -> None:
    await write_briefs(session, kind, [one for _, one in parts], now=now)
    ids = await titles.title_ids(session, kind, [one.id for _, one in parts])
    rows = [
        {
            "title_id": ids[one.id],
            "side": side,
            "person_id": person_id,
            "position": 1000,
            "role": one.character if side == "cast" else one.job,
        }
        for side, one in parts
    ]
    await writing.add_credits(session, rows)


async def _write_parts(session: AsyncSession, title_id: str, work: Work, faces: Sequence[str | None]) -> None:
    people = [
        {"tmdb_id": part.person_id, "name": part.name, "picture": face, "popularity": part.popularity}
        for part, face in zip(work.parts, faces, strict=True)
    ]
    await writing.put_people(session, people)
    await index_people(session, sorted({part.person_id for part in work.parts}))
    parts = [{"side": part.side, "person_id": part.person_id, "role": part.role} for part in work.parts]
    await writing.put_credits(session, title_id, parts)


def pictures_of(works: Sequence[Work]) -> list[WantedPicture | None]:
    """Poster and backdrop of each."""
    return [picture for work in works for picture in (work.poster, work.backdrop)]


async def _hashes(session: AsyncSession, wanted: Sequence[WantedPicture | None]) -> list[str | None]:
    """The hash of each picture that there is."""
    hashes = iter(await pictures_for(session, [one for one in wanted if one is not None]))
    return [next(hashes) if one is not None else None for one in wanted]


def _text_rows(work: Work, names: GenreNames, posters: Sequence[str | None]) -> list[Row]:
    return [
        {
            "language": text.language,
            "name": text.name,
            "overview": text.overview,
            "tagline": text.tagline,
            "genres": _named(names, work, text.language),
            "poster": poster,
        }
        for text, poster in zip(work.texts, posters, strict=True)
    ]


def _named(names: GenreNames, work: Work, language: str) -> list[Any]:
    """The genres by name: in this language, else in English; those nobody has named yet are left out."""
    found = [
        names.get((work.kind, one, language)) or names.get((work.kind, one, FIRST_LANGUAGE)) for one in work.genre_ids
    ]
    return [one for one in found if one]
