"""People and what they had a part in."""

from fastapi import APIRouter, Depends

from miauflix.accounts import current_user
from miauflix.api.titles import DatabasePart, Language, LibraryPart, TmdbId, cards_out
from miauflix.catalog import UnknownPerson, cards_of, schemas
from miauflix.catalog.schemas import PersonPage
from miauflix.catalog.store import learning as store

router = APIRouter(tags=["catalog"], dependencies=[Depends(current_user)])

_MOST_TITLES = 100


@router.get("/api/people/{tmdb_id}")
async def person(tmdb_id: TmdbId, database: DatabasePart, library: LibraryPart, lang: Language = "en") -> PersonPage:
    """Somebody with the titles the catalogue knows of theirs, the best known first."""
    await library.see_person(tmdb_id, lang)
    async with database.read() as session:
        found = await store.person(session, tmdb_id, lang)
        if found is None:
            raise UnknownPerson(f"The catalogue knows no person {tmdb_id}")
        keys = await store.titles_of_person(session, tmdb_id, _MOST_TITLES)
        cards = await cards_of(session, keys, lang)
        titles = await cards_out(session, [cards[key] for key in keys if key in cards])
    return schemas.person_page(*found, titles)
