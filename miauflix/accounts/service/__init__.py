"""What this room does.

These services open their own transactions, against the house rule that the door does: hashing a password takes
longer than a transaction may last, so most of them read, hash, and only then write.
"""

from miauflix.accounts.attempts import Attempts
from miauflix.accounts.audit import Audit
from miauflix.accounts.passwords import Passwords
from miauflix.accounts.service.invitations import Invitations
from miauflix.accounts.service.people import People
from miauflix.accounts.service.profiles import Profiles
from miauflix.accounts.service.sessions import Sessions
from miauflix.accounts.service.sign_in import SignIn
from miauflix.accounts.standing import Standings
from miauflix.accounts.tokens import AccessTokens, RefreshTokens
from miauflix.infra.db import Database
from miauflix.infra.limits import RateLimiter
from miauflix.kit.clock import Clock


class Accounts:
    """The room as one object; each attribute is one part of its work.

    Raises:
        ValueError: a secret has fewer than 32 bytes.
    """

    def __init__(
        self, database: Database, clock: Clock, limiter: RateLimiter, *, jwt_secret: bytes, refresh_secret: bytes
    ) -> None:
        passwords = Passwords()
        attempts = Attempts(limiter)
        standings = Standings(database, clock)
        tokens = RefreshTokens(refresh_secret)
        self.sessions = Sessions(database, clock, standings, AccessTokens(jwt_secret, clock), tokens)
        self.sign_in = SignIn(database, clock, passwords, attempts, self.sessions, tokens)
        self.people = People(database, clock, passwords, attempts, standings)
        self.profiles = Profiles(database, clock, passwords, attempts, standings, self.sessions)
        self.audit = Audit(database)
        self.invitations = Invitations(database, clock, passwords, self.sign_in)
