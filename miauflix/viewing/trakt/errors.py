"""What keeps us from talking to Trakt."""

from datetime import datetime

from miauflix.kit.errors import Conflict


class TraktNotConfigured(Conflict):
    code = "trakt_not_configured"
    title = (
        "Trakt is not set up here: make an application at https://trakt.tv/oauth/applications and set "
        "TRAKT_CLIENT_ID and TRAKT_CLIENT_SECRET"
    )


class AlreadyLinked(Conflict):
    code = "trakt_already_linked"
    title = "This profile is linked to Trakt already; unlink it first with DELETE /api/trakt"


class TraktError(Exception):
    """There is no answer that could be used; the message is for people."""


class TraktAway(TraktError):
    """Trakt is down, slow, blocking us or wants quiet: the same request makes sense at `retry_at`."""

    def __init__(self, message: str, retry_at: datetime) -> None:
        super().__init__(message)
        self.retry_at = retry_at


class TokenRefused(TraktError):
    """The access token is not taken (any more)."""


class LinkBroken(TraktError):
    """The refresh token is dead: the profile has to be linked anew."""


class LinkGone(Exception):
    """The link that a run began with was taken away meanwhile, or another has taken its place. Not Trakt's doing."""


class AccountFull(TraktError):
    """The account's limit of list items is reached (420)."""


class TraktRefused(TraktError):
    """Trakt does not take this request, now or later."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status
