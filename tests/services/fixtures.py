"""What pytest has to know of the lab: `pytest_plugins = ["tests.services.fixtures"]` in tests/conftest.py.

When a test fails, the end of the log of every server that runs at that moment is shown with it, and what its browser
pages look like is saved.
"""

from collections.abc import AsyncGenerator, Generator
from contextlib import AsyncExitStack

import pytest

from tests.services.chromium import DESKTOP, Chromium, Screen, Visit, Visitor
from tests.services.process import RUNNING

_HAS_FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Put the logs into the report while the servers still run."""
    report = yield
    if report.failed:
        item.stash[_HAS_FAILED] = True
        report.sections += [(f"log of {process.name}", process.tail()) for process in RUNNING]
    return report


@pytest.fixture(scope="session")
async def chromium() -> AsyncGenerator[Chromium]:
    """The browser of this test process."""
    async with Chromium() as browser:
        yield browser


@pytest.fixture
async def visit(chromium: Chromium, request: pytest.FixtureRequest) -> AsyncGenerator[Visit]:
    """Makes visitors, each in a fresh profile; they leave when the test ends."""
    async with AsyncExitStack() as stack:
        visitors: list[Visitor] = []

        async def come(screen: Screen = DESKTOP, base_url: str | None = None, *, language: str = "en") -> Visitor:
            visitor = await chromium.visit(screen, base_url, language=language)
            stack.push_async_callback(visitor.context.close)
            visitors.append(visitor)
            return visitor

        yield come
        if request.node.stash.get(_HAS_FAILED, False):
            for number, visitor in enumerate(visitors):
                await visitor.photograph(f"failed-{request.node.name}-{number}")
