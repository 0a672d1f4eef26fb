import time
from uuid import UUID

import pytest

from miauflix.kit.ids import new_id


def test_ids_are_version_7_unique_and_sort_as_they_were_made() -> None:
    ids = [new_id() for _ in range(10_000)]
    assert len(set(ids)) == len(ids)
    assert {UUID(one).version for one in ids} == {7}
    assert ids == sorted(ids)


def test_ids_go_on_upwards_when_the_clock_is_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    before = new_id()
    monkeypatch.setattr("miauflix.kit.ids.time.time_ns", lambda: 1_000_000_000)
    assert sorted([before, one := new_id(), new_id()])[:2] == [before, one]


def test_a_millisecond_may_have_more_ids_than_its_counter(monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time_ns()
    monkeypatch.setattr("miauflix.kit.ids.time.time_ns", lambda: now)
    ids = [new_id() for _ in range(5_000)]
    assert ids == sorted(set(ids))
