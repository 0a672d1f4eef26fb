import pytest

from miauflix.infra.reports import Reports, Trouble

FULL = Trouble("disk_full", "error", "The disk is full", "Free some of it")
SLOW = Trouble("slow", "warning", "It is slow", "Wait")


async def full() -> list[Trouble]:
    return [FULL]


async def slow_and_fine() -> list[Trouble]:
    return [SLOW, Trouble("fine", "info", "All is fine", "Nothing")]


async def broken() -> list[Trouble]:
    raise ZeroDivisionError


async def test_every_room_is_heard_and_the_worst_comes_first() -> None:
    reports = Reports()
    reports.add("slow", slow_and_fine)
    reports.add("disk", full)
    assert [one.code for one in await reports.troubles()] == ["disk_full", "slow", "fine"]


async def test_a_reporter_that_fails_is_trouble_itself_and_hides_no_other() -> None:
    reports = Reports()
    reports.add("broken", broken)
    reports.add("disk", full)
    assert [one.code for one in await reports.troubles()] == ["disk_full", "report_failed"]


async def test_a_room_reports_once() -> None:
    reports = Reports()
    reports.add("disk", full)
    with pytest.raises(ValueError, match="disk reports already"):
        reports.add("disk", full)
