"""Tickets: what may be watched, by whom, until when, signed.

`base64url(JSON claims) "." base64url(HMAC-SHA256)`. The claims are no secret, the signature is what counts; a ticket
is scrubbed from logs all the same, because whoever has one can watch. It never opens anything but its own playable.
"""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from miauflix.kit.clock import Clock
from miauflix.playback.errors import InvalidTicket

# Long enough for a long film with a long dinner; `POST /api/playback` gives a new one at any time.
LIFETIME = timedelta(hours=8)
_MAX_LENGTH = 1024


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a ticket says: its own id, subject, what it opens, and its end in Unix seconds."""

    id: str
    user_id: str
    session_id: str
    profile_id: str | None
    ref: str
    source_id: str
    expires: int

    @property
    def expires_at(self) -> datetime:
        return datetime.fromtimestamp(self.expires, UTC)


class Tickets:
    """Signs and reads tickets with a key of their own, derived from the session secret."""

    def __init__(self, secret: bytes, clock: Clock) -> None:
        self._key = HKDF(SHA256(), 32, salt=None, info=b"miauflix stream ticket v1").derive(secret)
        self._clock = clock

    def issue(
        self, *, user_id: str, session_id: str, profile_id: str | None, ref: str, source_id: str
    ) -> tuple[str, Ticket]:
        """A new ticket as text for the address, and what it says."""
        expires = int((self._clock.now() + LIFETIME).timestamp())
        ticket = Ticket(secrets.token_urlsafe(9), user_id, session_id, profile_id, ref, source_id, expires)
        return self._sign(ticket), ticket

    def read(self, text: str) -> Ticket:
        """The claims of a ticket that we signed and that has not run out.

        Raises:
            InvalidTicket: it is not ours, was altered, or is over.
        """
        body, _, signature = text.partition(".")
        if len(text) > _MAX_LENGTH or not hmac.compare_digest(
            self._mac(body), signature.encode("utf-8", "surrogateescape")
        ):
            raise InvalidTicket
        ticket = Ticket(*json.loads(_decode(body)))
        if ticket.expires <= self._clock.now().timestamp():
            raise InvalidTicket
        return ticket

    def _sign(self, ticket: Ticket) -> str:
        claims = json.dumps(list(asdict(ticket).values()), separators=(",", ":"))
        body = base64.urlsafe_b64encode(claims.encode()).rstrip(b"=").decode()
        return f"{body}.{self._mac(body).decode()}"

    def _mac(self, body: str) -> bytes:
        digest = hmac.new(self._key, body.encode("utf-8", "surrogateescape"), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=")


def _decode(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError) as error:
        raise InvalidTicket from error
