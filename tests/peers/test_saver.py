"""How soon what was fetched is written down, by a clock that only the test moves."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import libtorrent as lt
import pytest

from miauflix.peers.context import Context
from miauflix.peers.guard import AlwaysOpen
from miauflix.peers.ledger import Ledger
from miauflix.peers.resume import Vault
from miauflix.peers.saver import Saver
from miauflix.peers.storage import Readers, Shelf
from miauflix.peers.tasks import Tasks
from tests.peers.conftest import cipher, lab_config
from tests.services.deadline import until


class Clock:
    """Stands in for the event loop where the saver asks it for time."""

    def __init__(self) -> None:
        self.now = 0.0
        self._due = list[tuple[float, Callable[[], None]]]()

    def call_later(self, delay_s: float, call: Callable[[], None]) -> object:
        self._due.append((self.now + delay_s, call))
        return self

    def create_future(self) -> asyncio.Future[Any]:
        return asyncio.get_running_loop().create_future()

    def advance(self, seconds: float) -> None:
        self.now += seconds
        due, self._due = [one for one in self._due if one[0] <= self.now], [d for d in self._due if d[0] > self.now]
        for _, call in due:
            call()


class Handle:
    """Notes which pieces each state that is asked for would hold."""

    def __init__(self) -> None:
        self.pieces = list[float]()
        self.asked = list[list[float]]()

    def save_resume_data(self) -> None:
        self.asked.append([*self.pieces])


@pytest.fixture
async def saver(tmp_path: Path) -> Saver:
    config = lab_config(tmp_path / "peers")
    context = Context(
        config=config,
        guard=AlwaysOpen(),
        session=cast("Any", None),
        vault=Vault(cipher()),
        ledger=Ledger(config),
        readers=Readers(1),
        tasks=Tasks(),
        need_room=lambda: None,
    )
    return Saver(context, Shelf(config.folder, "film-1"), "film-1", lambda _: None)


async def test_while_pieces_keep_coming_each_is_saved_within_two_seconds(saver: Saver) -> None:
    clock, handle = Clock(), Handle()
    saver._loop = cast("asyncio.AbstractEventLoop", clock)
    saver.attach(cast("lt.torrent_handle", handle))
    saved_at = dict[float, float]()
    for _ in range(80):  # twenty seconds, a piece each quarter of one
        handle.pieces.append(clock.now)
        saver.mark_dirty()
        before = len(handle.asked)
        clock.advance(0.25)
        if saver._saving is not None and not saver._saving.done():
            await until("libtorrent to be asked", lambda before=before: len(handle.asked) > before)
            saver.answer(b"resume")
            await saver._saving
            for piece in handle.asked[-1]:
                saved_at.setdefault(piece, clock.now)
    waits = [saved_at.get(piece, clock.now) - piece for piece in handle.pieces]
    assert max(waits) == 1.5, "the rest of the two seconds is for the writing"
    assert len(handle.asked) == 13, "every one and a half seconds, no more often and no less"


async def test_pieces_that_come_while_it_saves_are_in_the_next_state(saver: Saver) -> None:
    clock, handle = Clock(), Handle()
    saver._loop = cast("asyncio.AbstractEventLoop", clock)
    saver.attach(cast("lt.torrent_handle", handle))
    saver.mark_dirty()
    clock.advance(2)
    await until("libtorrent to be asked", lambda: handle.asked)
    handle.pieces.append(clock.now)
    saver.mark_dirty()
    clock.advance(2)  # it still waits for libtorrent: never two at once
    assert len(handle.asked) == 1
    saver.answer(b"resume")
    assert saver._saving is not None
    await saver._saving
    clock.advance(2)
    await until("libtorrent to be asked again", lambda: len(handle.asked) == 2)
    assert handle.asked[-1] == handle.pieces
    saver.answer(b"resume")
    await saver._saving
