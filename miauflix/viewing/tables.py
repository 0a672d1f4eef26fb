"""One row for each profile and playable."""

from datetime import datetime

from sqlalchemy import Boolean, Float, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from miauflix.infra.db import Base, UtcDateTime


class ProgressRow(Base):
    __tablename__ = "progress"
    __table_args__ = (Index("ix_progress_profile_id_updated_at", "profile_id", "updated_at"),)

    profile_id: Mapped[str] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"), primary_key=True)
    ref: Mapped[str] = mapped_column(String(64), primary_key=True)
    position_s: Mapped[float] = mapped_column(Float)
    duration_s: Mapped[float] = mapped_column(Float)
    watched: Mapped[bool] = mapped_column(Boolean)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
