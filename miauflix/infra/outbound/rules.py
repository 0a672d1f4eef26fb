"""How long a host wants quiet."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_UNLESS_SAID = timedelta(seconds=60)
_AT_MOST = timedelta(days=1)


def retry_at(retry_after: str | None, now: datetime, at_most: timedelta = _AT_MOST) -> datetime:
    """When a host that sent this `Retry-After` may be asked again (RFC 9110 §10.2.3): seconds, or a date.

    Without one, or with one that says nothing sensible, in a minute; never before now nor later than in `at_most`.
    """
    return now + min(max(_wait(retry_after, now), timedelta(0)), at_most)


def _wait(retry_after: str | None, now: datetime) -> timedelta:
    text = (retry_after or "").strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text[:9]), 10**9))
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return _UNLESS_SAID
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now
