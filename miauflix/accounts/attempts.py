"""How often a password may be guessed.

Every guess is counted before it is checked. Guesses come in three lanes, counted apart, so that a stranger who hammers
an account cannot lock its owner out:

- from a browser that was signed in to this account before (its device cookie proves it): by that browser;
- from an address this account has been used from: by account and address;
- from anywhere else: by account (wherever the guesses come from) and by address (whatever accounts they aim at).

A lane that is used up still lets one guess through every twenty seconds, the owner's too: five thousand a day are no
use against eight characters behind argon2.
"""

from miauflix.accounts.clients import limit_key
from miauflix.accounts.errors import TooManyAttempts
from miauflix.infra.limits import Denied, RateLimiter, Rule

_PER_ACCOUNT = Rule(times=10, per_s=15 * 60)
_PER_ADDRESS = Rule(times=30, per_s=15 * 60)
_TRICKLE = Rule(times=1, per_s=20)
_PIN = Rule(times=5, per_s=5 * 60)  # no trickle: there are only ten thousand of four digits


class Attempts:
    """Lets guesses through or says when to come back."""

    def __init__(self, limiter: RateLimiter) -> None:
        self._limiter = limiter

    async def login(self, email: str, address: str, *, device_id: str | None, is_known_address: bool) -> None:
        """Count one attempt to log in as `email`.

        Raises:
            TooManyAttempts: the lane is used up.
        """
        if device_id is not None or is_known_address:
            await self._count(_own_lane(email, address, device_id), _PER_ACCOUNT)
            return
        await self._count(f"login:address:{limit_key(address)}", _PER_ADDRESS)
        await self._count(f"login:account:{email}", _PER_ACCOUNT)

    async def login_succeeded(self, email: str, address: str, *, device_id: str | None) -> None:
        """A right password pays for the wrong ones before it, in the owner's own lanes only."""
        await self._limiter.forgive(_own_lane(email, address, device_id), _PER_ACCOUNT)

    async def password(self, user_id: str) -> None:
        """Count one guess at the current password by somebody who is signed in."""
        await self._count(f"password:{user_id}", _PER_ACCOUNT)

    async def password_succeeded(self, user_id: str) -> None:
        await self._limiter.forgive(f"password:{user_id}", _PER_ACCOUNT)

    async def pin(self, profile_id: str) -> None:
        """Count one guess at a profile's PIN."""
        outcome = await self._limiter.hit(f"pin:{profile_id}", _PIN)
        if isinstance(outcome, Denied):
            raise TooManyAttempts("Wait before you try another PIN", retry_after_s=outcome.retry_after_s)

    async def pin_succeeded(self, profile_id: str) -> None:
        await self._limiter.forgive(f"pin:{profile_id}", _PIN)

    async def _count(self, key: str, rule: Rule) -> None:
        outcome = await self._limiter.hit(key, rule)
        if not isinstance(outcome, Denied):
            return
        trickle = await self._limiter.hit(key, _TRICKLE)
        if isinstance(trickle, Denied):
            wait_s = min(outcome.retry_after_s, trickle.retry_after_s)
            raise TooManyAttempts("Wait before you try again", retry_after_s=wait_s)


def _own_lane(email: str, address: str, device_id: str | None) -> str:
    return f"login:device:{device_id}:{email}" if device_id else f"login:home:{limit_key(address)}:{email}"
