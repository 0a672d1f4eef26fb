import asyncio

from miauflix.peers.guard import AlwaysOpen, Closed, GuardState, ManualGuard, Open
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
