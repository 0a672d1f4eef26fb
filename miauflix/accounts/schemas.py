"""How accounts look on the wire."""

import re
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field, SecretStr
from pydantic_core import PydanticCustomError

from miauflix.accounts import types
from miauflix.accounts.rules import normal_email
from miauflix.accounts.types import Avatar, Role, Severity
from miauflix.kit.errors import NotFound
from miauflix.kit.language import Language

_NAME = re.compile(r"[\w-]{1,100}", re.ASCII)


def _email(text: str) -> str:
    try:
        return normal_email(text)
    except ValueError as error:
        raise PydanticCustomError("not_an_address", "this is not an e-mail address") from error


Email = Annotated[str, Field(max_length=320, examples=["mia@example.org"]), AfterValidator(_email)]


def _encodable(password: SecretStr) -> SecretStr:
    try:
        password.get_secret_value().encode()
    except UnicodeEncodeError:  # half a surrogate pair, which JSON can carry
        raise PydanticCustomError("not_text", "this is not text") from None
    return password


# Length is the only rule: composition rules make passwords worse (NIST SP 800-63B).
NewPassword = Annotated[SecretStr, Field(min_length=8, max_length=256), AfterValidator(_encodable)]
GivenPassword = Annotated[SecretStr, Field(min_length=1, max_length=256), AfterValidator(_encodable)]


def _printable(text: str) -> str:
    plain = " ".join(text.split())
    if not plain or not plain.isprintable():
        raise PydanticCustomError("not_printable", "write something that can be shown")
    return plain


def _digits(pin: SecretStr) -> SecretStr:
    digits = pin.get_secret_value()
    if not (digits.isascii() and digits.isdigit()):
        raise PydanticCustomError("no_pin", "a PIN has 4 to 8 digits")
    return pin


def _possible(text: str) -> str:
    if not _NAME.fullmatch(text):
        raise NotFound
    return text


# An id or token in a path is anything a stranger types. What cannot be one is unknown like any other, and the
# database, which refuses a NUL, is not asked.
Name = Annotated[str, AfterValidator(_possible)]
Cursor = Annotated[str, Field(max_length=36, pattern=r"^[0-9a-f-]+$")]
Pin = Annotated[SecretStr, Field(min_length=4, max_length=8), AfterValidator(_digits)]
ProfileName = Annotated[str, Field(max_length=40), AfterValidator(_printable)]
PersonName = Annotated[str, Field(max_length=80), AfterValidator(_printable)]


class User(BaseModel):
    id: str
    email: str
    name: str
    role: Role
    created_at: datetime
    disabled: bool

    @classmethod
    def of(cls, user: types.User) -> "User":
        return cls(
            id=user.id,
            email=user.email,
            name=user.name,
            role=user.role,
            created_at=user.created_at,
            disabled=user.disabled,
        )


class Profile(BaseModel):
    id: str
    name: str
    avatar: Avatar
    language: str = Field(description="In which titles and descriptions are read; menus are each device's own")
    has_pin: bool

    @classmethod
    def of(cls, profile: types.Profile) -> "Profile":
        return cls(
            id=profile.id,
            name=profile.name,
            avatar=profile.avatar,
            language=profile.language,
            has_pin=profile.has_pin,
        )


class Session(BaseModel):
    """What signing in answers; the refresh token travels in a cookie only."""

    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105  a kind of token, not one
    expires_in: Annotated[int, Field(description="Seconds the access token is good for")]
    user: User
    profile: Profile | None

    @classmethod
    def of(cls, grant: types.Grant) -> "Session":
        return cls(
            access_token=grant.access_token,
            expires_in=grant.expires_in_s,
            user=User.of(grant.user),
            profile=Profile.of(grant.profile) if grant.profile else None,
        )


class Me(BaseModel):
    user: User
    profile: Profile | None


class Login(BaseModel):
    email: Email
    password: GivenPassword


class Founding(BaseModel):
    """A new account, by setup or by invitation."""

    email: Email
    password: NewPassword
    name: PersonName | None = None


class PasswordChange(BaseModel):
    current_password: GivenPassword
    new_password: NewPassword


class PasswordReset(BaseModel):
    new_password: NewPassword


class OpenSession(BaseModel):
    """A browser or program signed in; `current` is the one that asks."""

    id: str
    created_at: datetime
    last_used_at: datetime
    address: str
    user_agent: str
    current: bool

    @classmethod
    def of(cls, session: types.Session, *, is_current: bool) -> "OpenSession":
        return cls(
            id=session.id,
            created_at=session.created_at,
            last_used_at=session.last_used_at,
            address=session.address,
            user_agent=session.user_agent,
            current=is_current,
        )


class NewProfile(BaseModel):
    name: ProfileName
    avatar: Avatar = "cat-amber"
    language: Language = "en"
    pin: Pin | None = None


class ProfileProof(BaseModel):
    """What shows that a profile with a PIN may be changed by somebody who is not in it."""

    current_pin: Pin | None = None
    password: GivenPassword | None = None


class ProfileChange(ProfileProof):
    name: ProfileName | None = None
    avatar: Avatar | None = None
    language: Language | None = None
    pin: Annotated[Pin | None, Field(description="null removes it; left out, it stays")] = None


class Selection(BaseModel):
    pin: Pin | None = None


class NewInvitation(BaseModel):
    role: Role = "user"
    expires_in_hours: Annotated[int, Field(ge=1, le=24 * 30)] = 72


class InvitationTerms(BaseModel):
    role: Role
    expires_at: datetime


class Invitation(InvitationTerms):
    id: str
    created_at: datetime
    used_at: datetime | None = None
    used_by_email: str | None = None

    @classmethod
    def of(cls, invitation: types.Invitation) -> "Invitation":
        return cls(
            id=invitation.id,
            role=invitation.role,
            created_at=invitation.created_at,
            expires_at=invitation.expires_at,
            used_at=invitation.used_at,
            used_by_email=invitation.used_by_email,
        )


class MadeInvitation(Invitation):
    token: str
    url: str


class UserChange(BaseModel):
    role: Role | None = None
    disabled: bool | None = None
    name: PersonName | None = None


class AuditEntry(BaseModel):
    id: str
    at: datetime
    user_id: str | None
    user_email: str | None
    action: str
    resource: str | None
    severity: Severity
    details: dict[str, object]
    address: str | None
    user_agent: str | None

    @classmethod
    def of(cls, entry: types.AuditEntry) -> "AuditEntry":
        return cls(
            id=entry.id,
            at=entry.at,
            user_id=entry.user_id,
            user_email=entry.user_email,
            action=entry.action,
            resource=entry.resource,
            severity=entry.severity,
            details=entry.details,
            address=entry.address,
            user_agent=entry.user_agent,
        )


class AuditPage(BaseModel):
    items: list[AuditEntry]
    next: str | None
