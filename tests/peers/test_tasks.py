import asyncio

import pytest

from miauflix.peers import tasks as tasks_module
from miauflix.peers.tasks import Tasks
from tests.services.deadline import until


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks_module, "_AGAIN_AFTER_S", 0)


async def test_what_is_kept_begins_anew_after_every_error_and_says_so(
    at_once: None, caplog: pytest.LogCaptureFixture
) -> None:
    tasks, begun = Tasks(), list[int]()

    async def work() -> None:
        begun.append(len(begun))
        if len(begun) < 4:
            raise OSError("the disk is gone")
        await asyncio.get_running_loop().create_future()

    tasks.keep(work, "making room")
    await until("the fourth beginning", lambda: len(begun) == 4)
    assert caplog.text.count("making room failed, and begins anew") == 3
    assert len(tasks) == 1
    await tasks.cancel()
    assert len(tasks) == 0


async def test_what_is_kept_may_end_by_itself(at_once: None) -> None:
    tasks, begun = Tasks(), list[int]()

    async def work() -> None:
        begun.append(1)

    await tasks.keep(work, "a look round")
    assert begun == [1]


async def test_the_error_of_what_is_not_kept_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    tasks = Tasks()

    async def work() -> None:
        raise OSError("the disk is gone")

    await asyncio.wait([tasks.spawn(work(), "saving")])
    await until("it to be noticed", lambda: not len(tasks))
    assert "peers: saving failed" in caplog.text
