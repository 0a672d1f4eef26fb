"""A film and somebody who played in it, written at the same moment on the engine that lets both: PostgreSQL."""

import asyncio

import pytest

from miauflix.catalog.learning import write_person
from miauflix.catalog.pictures import WantedPicture, pictures_for
from miauflix.catalog.providers.tmdb.models import PersonDetails
from miauflix.infra.db import Database
from miauflix.kit.clock import ManualClock
from tests.services.postgres import until_waiting

pytestmark = pytest.mark.services


async def test_neither_waits_for_the_other_in_a_circle(postgres_database: Database) -> None:
    """Whoever writes the film holds its poster and wants the face, by their hashes."""
    async with postgres_database.write() as session:
        face = WantedPicture("/face.jpg", "profile", "")
        (last,) = await pictures_for(session, [face])
        posters = [WantedPicture(f"/poster{number}.jpg", "poster", "The Film") for number in range(8)]
        hashes = await pictures_for(session, posters)
    poster = next(one for one, name in zip(posters, hashes, strict=True) if name < last)
    film = {"id": 603, "title": "The Film", "media_type": "movie", "poster_path": poster.path, "character": "Cat"}
    told = {"id": 7, "name": "Mia", "profile_path": face.path, "combined_credits": {"cast": [film], "crew": []}}
    person = PersonDetails.model_validate(told)

    async def write() -> None:
        async with postgres_database.write() as session:
            await write_person(session, person, ["en"], now=ManualClock().now())

    async with postgres_database.write() as session:
        await pictures_for(session, [WantedPicture(poster.path, "poster", "The film by another name")])
        writing = asyncio.create_task(write())
        await until_waiting(postgres_database, writing)
        await pictures_for(session, [WantedPicture(face.path, "profile", "Mia")])
    await writing
