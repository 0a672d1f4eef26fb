"""Progress on the wire."""

from datetime import datetime

from pydantic import BaseModel, Field

from miauflix.viewing.types import PlayerState

_LONGEST_S = 100 * 3600.0


class Position(BaseModel):
    """Where the player is, in seconds."""

    position_s: float = Field(ge=0, le=_LONGEST_S, allow_inf_nan=False)
    duration_s: float = Field(gt=0, le=_LONGEST_S, allow_inf_nan=False)
    state: PlayerState = Field(default="playing", description="`stopped` when the page closes or the film ends")


class PositionOf(Position):
    ref: str = Field(max_length=64)


class WatchedMark(BaseModel):
    ref: str = Field(max_length=64)
    watched: bool


class ProgressOut(BaseModel):
    ref: str
    position_s: float
    duration_s: float
    watched: bool
    resume_at_s: float
    updated_at: datetime


class ProgressList(BaseModel):
    items: list[ProgressOut]
