from contextlib import ExitStack

import pytest

from miauflix.playback.errors import OutOfMemory, TooManyStreams
from miauflix.playback.limits import MAX_STREAMS, StreamLimits


def test_the_eleventh_stream_of_a_user_is_refused_and_says_when_to_come_back() -> None:
    limits = StreamLimits(memory_limit_mb=1_000_000)
    with ExitStack() as held:
        for number in range(MAX_STREAMS):
            held.enter_context(limits.stream("u", f"t{number}"))
        with pytest.raises(TooManyStreams) as refused, limits.stream("u", "one more"):
            pass
        assert int(refused.value.headers["Retry-After"]) >= 1


def test_many_bodies_of_one_ticket_are_one_stream() -> None:
    limits = StreamLimits(memory_limit_mb=1_000_000)
    with ExitStack() as held:
        for _ in range(50):
            held.enter_context(limits.stream("u", "t"))
        for number in range(MAX_STREAMS - 1):
            held.enter_context(limits.stream("u", f"other {number}"))
        with pytest.raises(TooManyStreams), limits.stream("u", "eleventh"):
            pass


def test_another_users_streams_do_not_count() -> None:
    limits = StreamLimits(memory_limit_mb=1_000_000)
    with ExitStack() as held:
        for number in range(MAX_STREAMS):
            held.enter_context(limits.stream("u", f"t{number}"))
        held.enter_context(limits.stream("v", "t"))


def test_a_closed_stream_makes_room() -> None:
    limits = StreamLimits(memory_limit_mb=1_000_000)
    for number in range(MAX_STREAMS * 3):
        with limits.stream("u", f"t{number}"):
            pass


def test_under_memory_pressure_new_streams_wait_and_open_ones_go_on() -> None:
    roomy = StreamLimits(memory_limit_mb=1_000_000)
    with roomy.stream("u", "t"):
        roomy._memory_limit = 1
        with roomy.stream("u", "t"):
            pass
        with pytest.raises(OutOfMemory) as refused, roomy.stream("u", "new"):
            pass
    assert refused.value.status == 503
    assert "Retry-After" in refused.value.headers
