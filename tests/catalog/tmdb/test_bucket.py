import asyncio
from datetime import timedelta

import pytest

from miauflix.catalog.providers.tmdb.bucket import TokenBucket, TooLong
from miauflix.kit.clock import ManualClock

FAR = timedelta(hours=1)


def bucket_on(clock: ManualClock) -> TokenBucket:
    async def sleep(seconds: float) -> None:
        clock.advance(seconds)

    return TokenBucket(clock, rate=20, burst=10, sleep=sleep)


async def turns(bucket: TokenBucket, clock: ManualClock, count: int) -> list[float]:
    began, at = clock.now(), list[float]()
    for _ in range(count):
        await bucket.turn(until=clock.now() + FAR)
        at.append(round((clock.now() - began).total_seconds(), 3))
    return at


async def test_ten_at_once_and_then_twenty_a_second() -> None:
    clock = ManualClock()
    assert await turns(bucket_on(clock), clock, 14) == [0.0] * 10 + [0.05, 0.1, 0.15, 0.2]


async def test_a_long_rest_earns_one_burst_and_no_more() -> None:
    clock = ManualClock()
    bucket = bucket_on(clock)
    await turns(bucket, clock, 30)
    clock.advance(3600)
    assert await turns(bucket, clock, 12) == [0.0] * 10 + [0.05, 0.1]


async def test_closed_is_closed_for_everybody() -> None:
    clock = ManualClock()
    bucket = bucket_on(clock)
    bucket.close(clock.now() + timedelta(seconds=7))
    bucket.close(clock.now() + timedelta(seconds=3))
    assert (await turns(bucket, clock, 2))[0] == 7.0


async def test_a_turn_after_the_deadline_is_refused_with_its_time() -> None:
    clock = ManualClock()
    bucket = bucket_on(clock)
    bucket.close(clock.now() + timedelta(seconds=7))
    with pytest.raises(TooLong) as told:
        await bucket.turn(until=clock.now() + timedelta(seconds=5))
    assert told.value.at == clock.now() + timedelta(seconds=7)


async def test_those_who_wait_already_wait_on_when_it_is_closed() -> None:
    clock = ManualClock()
    closing = [True]

    async def sleep(seconds: float) -> None:
        clock.advance(seconds)
        if closing.pop() if closing else False:
            bucket.close(clock.now() + timedelta(seconds=9))
        await asyncio.sleep(0)

    bucket = TokenBucket(clock, rate=1, burst=1, sleep=sleep)
    began = clock.now()
    await bucket.turn(until=began + FAR)
    await bucket.turn(until=began + FAR)
    assert clock.now() - began >= timedelta(seconds=10)
