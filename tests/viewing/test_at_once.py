"""Two requests about one title in the same moment."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from miauflix.infra.db import Database
from miauflix.kit.clock import ManualClock
from miauflix.viewing import Diary, history_page, progress_of, recent, store
from tests.services.postgres import until_waiting
from tests.viewing.test_service import FILM, entries, first_profile

Change = Callable[[Diary, str, AsyncSession], Awaitable[None]]


async def play(diary: Diary, profile: str, session: AsyncSession) -> None:
    await diary.record_progress(session, profile, FILM, position_s=40.0, duration_s=100.0)


async def reach_the_credits(diary: Diary, profile: str, session: AsyncSession) -> None:
    await diary.record_progress(session, profile, FILM, position_s=95.0, duration_s=100.0)


async def mark(diary: Diary, profile: str, session: AsyncSession) -> None:
    await diary.mark(session, profile, FILM, watched=True)


async def import_viewing(_: Diary, profile: str, session: AsyncSession) -> None:
    await store.watched_elsewhere(session, profile, str(FILM), ManualClock().now())


async def import_position(_: Diary, profile: str, session: AsyncSession) -> None:
    await store.put_position(session, profile, str(FILM), 50.0, 100.0, ManualClock().now())


async def both_at_once(
    database: Database,
    first: Callable[[AsyncSession], Awaitable[None]],
    second: Callable[[AsyncSession], Awaitable[None]],
) -> None:
    """The second begins before the first has committed, which it does once the second waits for it."""

    async def other() -> None:
        async with database.write() as session:
            await second(session)

    async with database.write() as session:
        await first(session)
        beside = asyncio.create_task(other())
        await until_waiting(database, beside)
    await beside


@pytest.mark.services
@pytest.mark.parametrize("is_begun", [False, True])
@pytest.mark.parametrize("end", [reach_the_credits, mark])
async def test_the_end_of_a_film_said_twice_is_one_viewing(
    postgres_database: Database, end: Change, *, is_begun: bool
) -> None:
    profile, diary = await first_profile(postgres_database), Diary(ManualClock())
    if is_begun:
        async with postgres_database.write() as session:
            await play(diary, profile, session)
    one = partial(end, diary, profile)
    await both_at_once(postgres_database, one, one)
    assert await entries(postgres_database, profile) == [(str(FILM), "here")]


@pytest.mark.services
@pytest.mark.parametrize("second", [play, import_viewing, import_position])
async def test_the_first_word_of_a_film_may_come_twice(postgres_database: Database, second: Change) -> None:
    profile, diary = await first_profile(postgres_database), Diary(ManualClock())
    await both_at_once(postgres_database, partial(play, diary, profile), partial(second, diary, profile))
    async with postgres_database.read() as session:
        [one] = await recent(session, profile, 10)
    assert (one.ref, one.watched) == (str(FILM), second is import_viewing)
    assert one.position_s == (50 if second is import_position else 40)


@pytest.mark.services
async def test_the_last_two_viewings_that_are_forgotten_take_the_mark_with_them(postgres_database: Database) -> None:
    profile, clock = await first_profile(postgres_database), ManualClock()
    diary = Diary(clock)
    for change in (reach_the_credits, play, reach_the_credits):
        clock.advance(100)
        async with postgres_database.write() as session:
            await change(diary, profile, session)
    async with postgres_database.read() as session:
        viewed, _ = await history_page(session, profile, 1, 10)
    first, second = (partial(diary.forget, profile_id=profile, entry_id=one.id) for one in viewed)
    await both_at_once(postgres_database, first, second)
    async with postgres_database.read() as session:
        assert not (await progress_of(session, profile, [str(FILM)]))[str(FILM)].watched


async def test_of_viewings_elsewhere_the_latest_counts_in_whatever_order_they_come(any_database: Database) -> None:
    profile, clock = await first_profile(any_database), ManualClock()
    latest = clock.now() + timedelta(hours=5)
    async with any_database.write() as session:
        await play(Diary(clock), profile, session)
        for at in (latest, latest - timedelta(hours=2)):
            await store.watched_elsewhere(session, profile, str(FILM), at)
    async with any_database.read() as session:
        one = (await progress_of(session, profile, [str(FILM)]))[str(FILM)]
    assert (one.watched, one.position_s, one.updated_at) == (True, 0.0, latest)
