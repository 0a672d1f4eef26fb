"""The jobs: what is to be done, who does it, and until when."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from miauflix.infra.db import Base, UtcDateTime
from miauflix.infra.jobs.types import Args

# Spelled out and not bound: neither engine takes an index of some rows for a question whose state is a parameter.
READY = text("state = 'ready'")
RUNNING = text("state = 'running'")
DONE = text("state = 'done'")
DEAD = text("state = 'dead'")
UNFINISHED_WITH_KEY = text("dedupe_key IS NOT NULL AND state IN ('ready', 'running')")


class JobRow(Base):
    """One job; a lower `priority` goes first, and `fence` counts how often it was claimed in its whole life.

    `again_at` is when it is to run once more, because it was enqueued again while it ran; a claim from then on is that
    run.
    """

    __tablename__ = "job"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    kind: Mapped[str] = mapped_column(String(100))
    args: Mapped[Args] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(7))
    priority: Mapped[int]
    run_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempt: Mapped[int]
    max_attempts: Mapped[int]
    fence: Mapped[int]
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    dedupe_key: Mapped[str | None] = mapped_column(String(200))
    again_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    error: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint("state IN ('ready', 'running', 'done', 'dead')", name="state"),
        # Each index holds only the rows its question is about, so the pile of finished jobs slows nobody down.
        Index("ix_job_ready", "priority", "run_at", "id", sqlite_where=READY, postgresql_where=READY),
        Index("ix_job_running", "lease_until", sqlite_where=RUNNING, postgresql_where=RUNNING),
        Index("ix_job_done", "finished_at", sqlite_where=DONE, postgresql_where=DONE),
        Index("ix_job_dead", "finished_at", sqlite_where=DEAD, postgresql_where=DEAD),
        Index(
            "uq_job_dedupe_key",
            "dedupe_key",
            unique=True,
            sqlite_where=UNFINISHED_WITH_KEY,
            postgresql_where=UNFINISHED_WITH_KEY,
        ),
    )
