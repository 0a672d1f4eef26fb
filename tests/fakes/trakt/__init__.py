"""A stand-in for Trakt: the device-code login, lists, history, scrobbles and playback, and every way in which it fails.

    fake = FakeTrakt(clock)
    async with served(fake) as url:
        ... TRAKT_API_URL = TRAKT_AUTH_URL = url
        fake.allow("0000AAAA")        somebody types the code that was shown
        fake.fault = "limited"

Refresh tokens work once, lists are cut to 250 a page without a word, and what is told twice is kept twice.
"""

from tests.fakes.trakt.app import CLIENT_ID, CLIENT_SECRET, FAULTS, FakeTrakt, Fault
from tests.fakes.trakt.people import Person

__all__ = ["CLIENT_ID", "CLIENT_SECRET", "FAULTS", "FakeTrakt", "Fault", "Person"]
