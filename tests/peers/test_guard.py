import asyncio
from collections.abc import AsyncIterator

import pytest

from miauflix.peers import guard as guard_module
from miauflix.peers.guard import AlwaysOpen, Closed, FailsClosed, GuardState, ManualGuard, Open
from tests.services.deadline import until


async def test_changes_begin_with_the_present_and_fold_fast_flips() -> None:
    guard = ManualGuard(Closed("no tunnel"))
    changes = guard.changes()
    assert await anext(changes) == Closed("no tunnel")
    guard.set(Open())
    assert await anext(changes) == Open()
    guard.set(Closed("down"))
    guard.set(Open())
    guard.set(Closed("down again"))
    assert await anext(changes) == Closed("down again")


async def test_a_waiting_follower_wakes_up() -> None:
    guard = ManualGuard()
    seen: list[GuardState] = []

    async def follow() -> None:
        async for state in guard.changes():
            seen.append(state)
            if state != Open():
                return

    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        group.create_task(follow())
        await until("the first state", lambda: seen)
        guard.set(Closed("cable"))
    assert seen == [Open(), Closed("cable")]
    assert guard.state() == Closed("cable")


async def test_without_a_vpn_the_guard_is_open_for_good() -> None:
    assert AlwaysOpen().state() == Open()
    assert await anext(AlwaysOpen().changes()) == Open()


class Unreliable(ManualGuard):
    """Breaks off when told to: by an error, or without a word."""

    def __init__(self) -> None:
        super().__init__()
        self.break_off = asyncio.Event()
        self.error: Exception | None = OSError("netlink is gone")

    async def changes(self) -> AsyncIterator[GuardState]:
        yield self.state()
        await self.break_off.wait()
        if self.error is not None:
            raise self.error

    def state(self) -> GuardState:
        if self.break_off.is_set() and self.error is not None:
            raise self.error
        return super().state()


@pytest.mark.parametrize("error", [OSError("netlink is gone"), None])
async def test_a_guard_that_breaks_off_counts_as_closed_until_it_is_heard_again(
    error: Exception | None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(guard_module, "_ASK_AGAIN_S", 0)
    unreliable = Unreliable()
    unreliable.error = error
    guard = FailsClosed(unreliable)
    changes = guard.changes()
    assert await anext(changes) == guard.state() == Open()
    unreliable.break_off.set()
    for _ in range(3):
        while isinstance(state := await anext(changes), Open):
            pass
        assert state == guard.state() == Closed("Whether the VPN is up cannot be found out")
    assert "the guard" in caplog.text
    unreliable.break_off.clear()
    assert await anext(changes) == guard.state() == Open()


async def test_a_guard_that_cannot_be_asked_is_closed() -> None:
    unreliable = Unreliable()
    unreliable.break_off.set()
    assert isinstance(FailsClosed(unreliable).state(), Closed)
