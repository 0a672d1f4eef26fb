"""Clients that are closed when the test ends, and never wait for real between attempts."""

from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import AsyncExitStack
from typing import Any

import pytest
import stamina

from miauflix.infra.outbound import Outbound
from miauflix.kit.clock import ManualClock

MakeOutbound = Callable[..., Outbound]


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture(autouse=True)
def no_waiting_between_attempts() -> Generator[None]:
    with stamina.set_testing(True, attempts=3, cap=True):
        yield


@pytest.fixture
async def outbound(clock: ManualClock) -> AsyncGenerator[MakeOutbound]:
    """Makes clients whose waits move the clock instead of taking time."""

    async def sleep(seconds: float) -> None:
        clock.advance(seconds)

    async with AsyncExitStack() as stack:

        def make(**options: Any) -> Outbound:
            made = Outbound(clock, sleep=sleep, **options)
            stack.push_async_callback(made.aclose)
            return made

        yield make
