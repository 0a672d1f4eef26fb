"""What pytest has to know of the lab: `pytest_plugins = ["tests.services.fixtures"]` in tests/conftest.py.

When a test fails, the end of the log of every server that runs at that moment is shown with it.
"""

from collections.abc import Generator

import pytest

from tests.services.process import RUNNING


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Put the logs into the report while the servers still run."""
    report = yield
    if report.failed:
        report.sections += [(f"log of {process.name}", process.tail()) for process in RUNNING]
    return report
