"""Providers on the wire. A key goes in and never comes out; of an address, what may be a key is left out."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field, SecretStr

from miauflix.kit.sentences import SaidPart
from miauflix.sources.providers.protocol import FailureKind

ProviderState = Literal["off", "untried", "ok", "failing", "resting"]
Origin = Literal["settings", "environment", "built_in", "none"]
Can = Literal["movies", "episodes", "torrents"]


class ProviderOut(BaseModel):
    """A provider as it is set up, and how it has done lately."""

    name: str
    kind: str
    title: str
    enabled: bool
    origin: Origin = Field(description="Who set it up: an admin, the environment, nobody because it is free, or nobody")
    base_url: str | None = Field(description="Without what may be a key in it")
    has_api_key: bool
    needs_key: Literal["none", "optional", "required"]
    takes_folders: bool = Field(description="Its base_url may be a folder of the server, as file:///folder")
    can: list[Can]
    state: ProviderState
    trouble: FailureKind | None
    detail: str | None = Field(description="What went wrong last, in English")
    said: list[SaidPart] | None = Field(description="The same as sentences by code, for other languages")
    retry_at: datetime | None = Field(description="It is left alone until then")
    last_ok_at: datetime | None
    last_failed_at: datetime | None
    elapsed_ms: int | None = Field(description="How long its last answer took")


class ProviderBody(BaseModel):
    """What is left out stays as it is; an empty text takes it away."""

    enabled: bool = True
    base_url: str | None = Field(default=None, max_length=2000)
    api_key: SecretStr | None = Field(default=None, max_length=500)


class ProviderTest(BaseModel):
    ok: bool
    kind: FailureKind | None
    detail: str = Field(description="What went wrong, in English")
    said: list[SaidPart] | None = Field(description="The same as sentences by code, for other languages")
    elapsed_ms: int
    sample: str | None = Field(description="What it says of itself")
    sample_said: list[SaidPart] | None = Field(description="The same by code, where the words are ours")
