"""The tasks, and who starts them."""

from datetime import datetime

from pydantic import JsonValue
from sqlalchemy import JSON, Float, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from miauflix.infra.db import Base, UtcDateTime


class ScheduledTaskRow(Base):
    """One task: its present slot, what was asked of it, the run under way, and how the last one ended."""

    __tablename__ = "scheduled_task"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    every_s: Mapped[float] = mapped_column(Float)
    paused: Mapped[bool] = mapped_column(default=False)
    slot_at: Mapped[datetime] = mapped_column(UtcDateTime)
    next_run_at: Mapped[datetime] = mapped_column(UtcDateTime)
    requested_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    running_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    holder: Mapped[str | None] = mapped_column(String(120))
    fence: Mapped[int] = mapped_column(default=0)
    lease_fence: Mapped[int] = mapped_column(default=0)
    last_started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_duration_s: Mapped[float | None] = mapped_column(Float)
    last_result: Mapped[str | None] = mapped_column(Text)
    last_said: Mapped[list[dict[str, JsonValue]] | None] = mapped_column(JSON(none_as_null=True))
    last_ok: Mapped[bool | None]


class LeaseRow(Base):
    """Who may start tasks, and until when; `fence` grows with every new holder."""

    __tablename__ = "scheduler_lease"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    holder: Mapped[str | None] = mapped_column(String(120))
    fence: Mapped[int]
    lease_until: Mapped[datetime] = mapped_column(UtcDateTime)
