"""A quota, the least recently used first, and never half a file."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from miauflix.catalog.pictures.shelf import Shelf, write_whole

_DIES_IN_THE_MIDDLE = """
import os, sys
from pathlib import Path
from miauflix.catalog.pictures.shelf import Shelf

def stop(_):
    print("half way", flush=True)
    sys.stdin.read()

os.fsync = stop
Shelf(Path(sys.argv[1]), 10**9).put("ab/abc-342.webp", b"x" * 1_000_000)
"""


def test_what_is_put_is_got_until_it_is_dropped(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, 1000)
    assert shelf.get("ab/one") is None
    shelf.put("ab/one", b"1" * 100)
    shelf.put("ab/one", b"2" * 200)
    assert (shelf.get("ab/one"), shelf.total_bytes) == (b"2" * 200, 200)
    shelf.drop("ab/one")
    shelf.drop("ab/one")
    assert (shelf.get("ab/one"), shelf.total_bytes) == (None, 0)


def test_a_file_that_makes_room_while_it_is_read_is_not_counted(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, 1000)
    shelf.put("ab/one", b"1" * 100)
    os.utime(tmp_path / "ab/one", (1, 1))  # old, so that its time is touched: between reading and counting

    def drop_meanwhile(path: Path) -> None:
        shelf.drop(path.relative_to(tmp_path).as_posix())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("miauflix.catalog.pictures.shelf._touch", drop_meanwhile)
        assert shelf.get("ab/one") == b"1" * 100
    assert shelf.total_bytes == 0


def test_a_file_that_comes_while_it_is_missed_is_counted(tmp_path: Path) -> None:
    shelf, really_open = Shelf(tmp_path, 1000), Path.open

    def put_meanwhile(path: Path, mode: str = "r") -> object:
        patch.setattr(Path, "open", really_open)
        try:
            return path.open(mode)
        finally:
            shelf.put("ab/one", b"1" * 100)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "open", put_meanwhile)
        assert shelf.get("ab/one") is None
    assert (shelf.total_bytes, shelf.get("ab/one")) == (100, b"1" * 100)


def test_of_two_who_put_the_same_file_the_one_that_is_there_counts(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, 1000)

    def overtaken(path: Path, content: bytes) -> None:
        write_whole(path, content)
        if len(content) == 100:
            shelf.put("ab/one", b"2" * 200)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("miauflix.catalog.pictures.shelf.write_whole", overtaken)
        shelf.put("ab/one", b"1" * 100)
    assert (shelf.get("ab/one"), shelf.total_bytes) == (b"2" * 200, 200)


def test_the_least_recently_used_make_room(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, 300)
    for name in ("a/1", "a/2", "a/3"):
        shelf.put(name, b"x" * 100)
    shelf.get("a/1")
    shelf.put("b/4", b"x" * 150)
    assert [shelf.get(name) is not None for name in ("a/1", "a/2", "a/3", "b/4")] == [True, False, False, True]
    assert shelf.total_bytes == 250
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) == 250


def test_what_is_larger_than_the_quota_is_not_kept_and_nothing_leaves_for_it(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, 300)
    shelf.put("a/1", b"x" * 100)
    shelf.put("a/2", b"x" * 301)
    assert (shelf.get("a/1") is not None, shelf.get("a/2"), shelf.total_bytes) == (True, None, 100)


def test_after_a_restart_the_order_of_use_is_known_and_the_quota_holds(tmp_path: Path) -> None:
    first = Shelf(tmp_path, 1000)
    hours_ago = {"a/1": 5, "a/2": 9, "a/3": 7}
    for name, hours in hours_ago.items():
        first.put(name, b"x" * 100)
        moment = time.time() - hours * 3600
        os.utime(tmp_path / name, (moment, moment))
    assert first.get("a/2") is not None, "a use marks the file, once an hour at most"
    again = Shelf(tmp_path, 250)
    assert again.total_bytes == 300
    again.put("a/4", b"x" * 50)
    assert [again.get(name) is not None for name in ("a/1", "a/2", "a/3", "a/4")] == [True, True, False, True]


def test_files_that_somebody_removed_are_missed_and_not_counted(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, 300)
    shelf.put("a/1", b"x" * 200)
    (tmp_path / "a/1").unlink()
    assert (shelf.get("a/1"), shelf.total_bytes) == (None, 0)


def test_a_process_killed_while_writing_leaves_nothing_that_would_be_served(tmp_path: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", _DIES_IN_THE_MIDDLE, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"half way\n"
        child.send_signal(signal.SIGKILL)
    (draft,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    shelf = Shelf(tmp_path, 10**9)
    assert (shelf.get("ab/abc-342.webp"), shelf.total_bytes) == (None, 0)
    assert draft.exists(), "it might be another process's, still at work"
    os.utime(draft, (1, 1))
    assert Shelf(tmp_path, 10**9).total_bytes == 0
    assert not draft.exists()


def test_a_disk_that_refuses_leaves_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="No space"):
        Shelf(tmp_path, 1000).put("a/1", b"x")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_readers_beside_writers_and_eviction_see_whole_files_or_none(tmp_path: Path) -> None:
    shelf, sizes = Shelf(tmp_path, 40_000), {f"a/{number}": 4_000 + number for number in range(20)}
    wrong: list[str] = []

    def write() -> None:
        for _ in range(15):
            for name, size in sizes.items():
                shelf.put(name, bytes([size % 251]) * size)

    def read() -> None:
        for _ in range(60):
            for name, size in sizes.items():
                content = shelf.get(name)
                if content is not None and content != bytes([size % 251]) * size:
                    wrong.append(name)

    threads = [threading.Thread(target=work) for work in (write, write, read, read)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert shelf.total_bytes <= 40_000
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) == shelf.total_bytes
