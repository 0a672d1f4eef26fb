from datetime import timedelta

from miauflix.catalog.providers.tmdb.answers import Answers
from miauflix.infra.db import Database
from miauflix.kit.clock import ManualClock

TTL = timedelta(hours=6)


async def test_memory_holds_so_many_bytes_and_the_database_the_rest(any_database: Database) -> None:
    answers = Answers(any_database, ManualClock(), memory_bytes=10_000)
    for number in range(20):
        await answers.keep(f"/{number}", bytes([number]) * 1000, TTL)
        assert answers.memory_bytes <= 10_000
    assert answers.memory_bytes > 5_000
    for number in range(20):
        kept = await answers.find(f"/{number}")
        assert kept is not None
        assert kept.body == bytes([number]) * 1000
    assert answers.memory_bytes <= 10_000


async def test_an_answer_too_large_for_memory_is_kept_all_the_same(any_database: Database) -> None:
    answers = Answers(any_database, ManualClock(), memory_bytes=1000)
    await answers.keep("/large", b"x" * 5000, TTL)
    kept = await answers.find("/large")
    assert kept is not None
    assert (len(kept.body), answers.memory_bytes) == (5000, 0)


async def test_a_newer_answer_takes_the_place_of_the_older(any_database: Database) -> None:
    clock = ManualClock()
    answers, other = Answers(any_database, clock), Answers(any_database, clock)
    await answers.keep("/a", b"old", TTL)
    clock.advance(60)
    await answers.keep("/a", b"new", TTL)
    kept = await other.find("/a")
    assert kept is not None
    assert (kept.body, kept.fetched_at, kept.fresh_until) == (b"new", clock.now(), clock.now() + TTL)
    clock.advance(timedelta(days=181).total_seconds())
    await answers.forget_old()
    assert await Answers(any_database, clock).find("/a") is None
