import pytest
from hypothesis import given
from hypothesis import strategies as st

from miauflix.infra.limits import Allowed, Denied, RateLimiter, Rule
from miauflix.kit.clock import ManualClock

FIVE_A_MINUTE = Rule(times=5, per_s=60)


async def use_up(limiter: RateLimiter, key: str, rule: Rule) -> None:
    for remaining in reversed(range(rule.times)):
        assert await limiter.hit(key, rule) == Allowed(remaining)


async def test_the_hit_after_the_last_is_told_when_to_come_back() -> None:
    clock = ManualClock()
    limiter = RateLimiter(clock)
    await limiter.hit("a", FIVE_A_MINUTE)
    clock.advance(20)
    for _ in range(4):
        await limiter.hit("a", FIVE_A_MINUTE)

    assert await limiter.hit("a", FIVE_A_MINUTE) == Denied(retry_after_s=40)

    clock.advance(39.5)
    assert await limiter.hit("a", FIVE_A_MINUTE) == Denied(retry_after_s=0.5)
    clock.advance(0.5)
    assert await limiter.hit("a", FIVE_A_MINUTE) == Allowed(0)
    assert await limiter.hit("a", FIVE_A_MINUTE) == Denied(retry_after_s=20)


async def test_refused_hits_are_not_counted_so_hammering_does_not_prolong_the_wait() -> None:
    clock = ManualClock()
    limiter = RateLimiter(clock)
    await use_up(limiter, "a", FIVE_A_MINUTE)
    for _ in range(100):
        assert isinstance(await limiter.hit("a", FIVE_A_MINUTE), Denied)
    clock.advance(60)
    await use_up(limiter, "a", FIVE_A_MINUTE)


async def test_keys_and_rules_count_separately() -> None:
    limiter = RateLimiter(ManualClock())
    await use_up(limiter, "a", FIVE_A_MINUTE)
    await use_up(limiter, "b", FIVE_A_MINUTE)
    await use_up(limiter, "a", Rule(times=6, per_s=60))


async def test_a_forgiven_key_starts_anew() -> None:
    limiter = RateLimiter(ManualClock())
    await use_up(limiter, "a", FIVE_A_MINUTE)
    await limiter.forgive("a", FIVE_A_MINUTE)
    await limiter.forgive("never seen", FIVE_A_MINUTE)
    await use_up(limiter, "a", FIVE_A_MINUTE)


async def test_a_clock_set_back_locks_nobody_out() -> None:
    clock = ManualClock()
    limiter = RateLimiter(clock)
    await use_up(limiter, "a", FIVE_A_MINUTE)
    clock.advance(-86_400)
    await use_up(limiter, "a", FIVE_A_MINUTE)


async def test_addresses_that_never_return_do_not_pile_up() -> None:
    clock = ManualClock()
    limiter = RateLimiter(clock)
    for number in range(20_000):
        await limiter.hit(str(number), FIVE_A_MINUTE)
        clock.advance(1)
    assert len(limiter._hits) < 3_000


@pytest.mark.parametrize(("times", "per_s"), [(0, 60), (-1, 60), (5, 0), (5, -1)])
def test_a_rule_that_lets_nothing_through_is_refused(times: int, per_s: float) -> None:
    with pytest.raises(ValueError, match="lets nothing through"):
        Rule(times, per_s)


@given(
    times=st.integers(1, 4),
    per_s=st.integers(1, 10),
    pauses=st.lists(st.integers(0, 5), max_size=60),
)
async def test_no_window_anywhere_holds_more_hits_than_the_rule_and_none_is_refused_without_need(
    times: int, per_s: int, pauses: list[int]
) -> None:
    clock, rule = ManualClock(), Rule(times, per_s)
    limiter = RateLimiter(clock)
    allowed: list[float] = []
    for pause in pauses:
        clock.advance(pause)
        now = clock.now().timestamp()
        in_window = [at for at in allowed if at > now - per_s]
        outcome = await limiter.hit("a", rule)
        assert isinstance(outcome, Allowed) == (len(in_window) < times)
        if isinstance(outcome, Allowed):
            allowed.append(now)
