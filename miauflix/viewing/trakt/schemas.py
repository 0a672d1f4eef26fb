"""The link to Trakt on the wire."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

LinkState = Literal["none", "pending", "linked", "broken", "expired", "denied", "failed"]


class TraktOut(BaseModel):
    """How the profile stands with Trakt."""

    configured: bool = Field(description="False: the operator has to set TRAKT_CLIENT_ID and TRAKT_CLIENT_SECRET")
    how_to_configure: str | None
    linked: bool
    pending: bool = Field(description="A code waits to be typed; GET /api/trakt/link has it")
    username: str | None
    linked_at: datetime | None
    synced_at: datetime | None
    trouble: str | None = Field(description="What keeps the two apart right now, for people")


class TraktLinkOut(BaseModel):
    """A link under way: type `user_code` at `verification_url`, or open `verification_url_complete` (for a QR code)."""

    state: LinkState
    user_code: str | None = None
    verification_url: str | None = None
    verification_url_complete: str | None = None
    expires_at: datetime | None = None
    interval: float | None = Field(default=None, description="Seconds after which the state may have changed")
