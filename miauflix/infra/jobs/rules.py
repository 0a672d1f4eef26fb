"""When a failed job is tried again."""

_BASE_S = 2.0
_LONGEST_S = 3600.0


def retry_delay_s(attempt: int, roll: float) -> float:
    """Seconds to wait after failed attempt number `attempt` (from 1); `roll` is random in [0, 1).

    Exponential backoff with full jitter: anywhere up to 2, 4, 8, … seconds and never above an hour, so that jobs which
    failed together do not come back together.
    """
    exponent = min(attempt, 12)  # 2¹² s is past the hour; without a bound the power of a float overflows
    return roll * min(_LONGEST_S, _BASE_S**exponent)
