"""How accounts look on the wire."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field, SecretStr

from miauflix.accounts import types
from miauflix.accounts.rules import normal_email
from miauflix.accounts.types import Avatar, Role

Email = Annotated[str, Field(max_length=320, examples=["mia@example.org"]), AfterValidator(normal_email)]


def _encodable(password: SecretStr) -> SecretStr:
    try:
        password.get_secret_value().encode()
    except UnicodeEncodeError:  # half a surrogate pair, which JSON can carry
        raise ValueError("this is not text") from None
    return password


# Length is the only rule: composition rules make passwords worse (NIST SP 800-63B).
NewPassword = Annotated[SecretStr, Field(min_length=8, max_length=256), AfterValidator(_encodable)]
GivenPassword = Annotated[SecretStr, Field(min_length=1, max_length=256), AfterValidator(_encodable)]


def _printable(text: str) -> str:
    plain = " ".join(text.split())
    if not plain or not plain.isprintable():
        raise ValueError("write something that can be shown")
    return plain


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
    language: str
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
