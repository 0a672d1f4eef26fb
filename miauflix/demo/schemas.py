"""The demo world on the wire."""

from typing import Literal

from pydantic import BaseModel, Field


class DemoFilm(BaseModel):
    ref: str
    title: str
    titles: dict[str, str] = Field(description="The same by language, as far as it has others")
    stage: Literal["waiting", "making", "ready", "failed"]
    percent: int = Field(description="How much of it is made, 100 when it can be played")


class Demo(BaseModel):
    """`active` is false in a house with a library of its own; there are no films then."""

    active: bool
    ready: int
    total: int
    films: list[DemoFilm]
