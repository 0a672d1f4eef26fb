from datetime import UTC, datetime, timedelta

import pytest

from miauflix.infra.outbound.rules import retry_at

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ("7", 7),
        (" 120 ", 120),
        ("0", 0),
        ("Sun, 01 Mar 2026 12:05:00 GMT", 300),
        ("Sun, 01 Mar 2026 12:05:00 -0000", 300),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0),
        ("Sun, 01 Mar 2099 12:00:00 GMT", 86_400),
        ("999999999999999999999", 86_400),
        (None, 60),
        ("", 60),
        ("-5", 60),
        ("1.5", 60),
        ("soon", 60),
        ("²", 60),
        ("Sun, 99 Mar 2026 12:05:00 GMT", 60),
    ],
)
def test_when_to_ask_again(retry_after: str | None, seconds: int) -> None:
    assert retry_at(retry_after, NOW) - NOW == timedelta(seconds=seconds)
