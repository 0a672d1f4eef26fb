"""The refusals of this room."""

from miauflix.kit.errors import Conflict, Forbidden, Gone, NotFound, TooManyRequests, Unauthorised

_BEARER = {"WWW-Authenticate": "Bearer"}


class NotSignedIn(Unauthorised):
    """No usable access token came with the request."""

    def __init__(self, detail: str = "Send an access token: Authorization: Bearer …") -> None:
        super().__init__(detail, headers=_BEARER)


class TokenInvalid(NotSignedIn):
    code = "token_invalid"
    title = "This access token is not valid"


class TokenExpired(NotSignedIn):
    code = "token_expired"
    title = "This access token has expired"


class SessionEnded(NotSignedIn):
    code = "session_ended"
    title = "This session has ended"


class WrongCredentials(Unauthorised):
    """One answer for an unknown address and for a wrong password."""

    code = "wrong_credentials"
    title = "E-mail address or password is wrong"


class RefreshInvalid(Unauthorised):
    code = "refresh_invalid"
    title = "Log in again"


class RefreshDisabled(RefreshInvalid):
    code = "account_disabled"
    title = "This account is disabled; ask an administrator"


class RefreshReused(Unauthorised):
    code = "refresh_reused"
    title = "This session was ended because its token was used twice"


class AccountDisabled(Forbidden):
    code = "account_disabled"
    title = "This account is disabled; ask an administrator"


class WrongPassword(Forbidden):
    code = "wrong_password"
    title = "The current password is wrong"


class WrongPin(Forbidden):
    code = "wrong_pin"
    title = "The PIN is wrong"


class PinRequired(Forbidden):
    code = "pin_required"
    title = "This profile has a PIN"


class ForeignOrigin(Forbidden):
    code = "foreign_origin"
    title = "Another website sent this request"


class TooManyAttempts(TooManyRequests):
    code = "too_many_attempts"
    title = "Too many wrong attempts; wait a little"


class SetupDone(NotFound):
    code = "setup_done"
    title = "This house has its administrator already"


class EmailTaken(Conflict):
    code = "email_taken"
    title = "There is an account with this e-mail address"


class LastAdmin(Conflict):
    code = "last_admin"
    title = "The last administrator cannot be removed, disabled or demoted"


class LastProfile(Conflict):
    code = "last_profile"
    title = "An account keeps at least one profile"


class TooManyProfiles(Conflict):
    code = "too_many_profiles"
    title = "This account has as many profiles as it can"


class ProfileRequired(Conflict):
    code = "profile_required"
    title = "Choose a profile first"


class InvitationGone(Gone):
    code = "invitation_gone"
    title = "This invitation has been used or has expired"
