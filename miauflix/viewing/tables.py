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


class WatchlistRow(Base):
    """A film or a show that a profile means to watch: `ref` is movie:<id> or show:<id>."""

    __tablename__ = "watchlist_item"
    __table_args__ = (Index("ix_watchlist_item_profile_id_added_at", "profile_id", "added_at"),)

    profile_id: Mapped[str] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"), primary_key=True)
    ref: Mapped[str] = mapped_column(String(24), primary_key=True)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class HistoryRow(Base):
    """One viewing, or one mark as watched: `origin` says whether it came from here or from Trakt."""

    __tablename__ = "history_entry"
    __table_args__ = (
        Index("ix_history_entry_profile_id_watched_at", "profile_id", "watched_at"),
        Index("ix_history_entry_profile_id_ref", "profile_id", "ref"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    profile_id: Mapped[str] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"))
    ref: Mapped[str] = mapped_column(String(64))
    watched_at: Mapped[datetime] = mapped_column(UtcDateTime)
    origin: Mapped[str] = mapped_column(String(8))
