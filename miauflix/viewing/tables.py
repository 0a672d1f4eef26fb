"""One row for each profile and playable."""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, Boolean, Float, ForeignKey, Index, LargeBinary, String, Text
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
    """One viewing, or one mark as watched: `origin` says whether it came from here or from Trakt.

    `trakt_id` is its number there, once known; `told_at` when Trakt was told of it.
    """

    __tablename__ = "history_entry"
    __table_args__ = (
        Index("ix_history_entry_profile_id_watched_at", "profile_id", "watched_at"),
        Index("ix_history_entry_profile_id_ref", "profile_id", "ref"),
        Index("ix_history_entry_profile_id_trakt_id", "profile_id", "trakt_id", unique=True),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    profile_id: Mapped[str] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"))
    ref: Mapped[str] = mapped_column(String(64))
    watched_at: Mapped[datetime] = mapped_column(UtcDateTime)
    origin: Mapped[str] = mapped_column(String(8))
    trakt_id: Mapped[int | None] = mapped_column(BigInteger)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class TraktAccountRow(Base):
    """A profile's link to Trakt. Tokens are sealed; `generation` counts pairs, and `refreshing_until` is held by the
    one process that exchanges the refresh token, which works only once. `activities` is when what changed at Trakt.
    """

    __tablename__ = "trakt_account"

    profile_id: Mapped[str] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"), primary_key=True)
    username: Mapped[str] = mapped_column(String(80))
    access_token: Mapped[bytes] = mapped_column(LargeBinary)
    refresh_token: Mapped[bytes] = mapped_column(LargeBinary)
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    generation: Mapped[int] = mapped_column(default=1)
    refreshing_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_broken: Mapped[bool] = mapped_column(default=False)
    trouble: Mapped[str | None] = mapped_column(Text)
    linked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    synced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    activities: Mapped[dict[str, str]] = mapped_column(JSON)


class TraktLinkRow(Base):
    """A link somebody has begun; `state` is pending, expired, denied or failed."""

    __tablename__ = "trakt_link"

    profile_id: Mapped[str] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(String(36))
    device_code: Mapped[bytes] = mapped_column(LargeBinary)
    user_code: Mapped[str] = mapped_column(String(40))
    verification_url: Mapped[str] = mapped_column(String(200))
    interval_s: Mapped[float] = mapped_column(Float)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(8))


class TraktKnownRow(Base):
    """A title that was on Trakt's watch-list when we last looked, or that Trakt would not take (`refused`)."""

    __tablename__ = "trakt_known"

    profile_id: Mapped[str] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"), primary_key=True)
    ref: Mapped[str] = mapped_column(String(24), primary_key=True)
    refused: Mapped[bool] = mapped_column(default=False)


class TraktRemovalRow(Base):
    """A viewing taken out here that Trakt has not been told to forget yet."""

    __tablename__ = "trakt_removal"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    profile_id: Mapped[str] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"), index=True)
    ref: Mapped[str] = mapped_column(String(64))
    watched_at: Mapped[datetime] = mapped_column(UtcDateTime)
    trakt_id: Mapped[int | None] = mapped_column(BigInteger)


class TraktScrobbleRow(Base):
    """What a player did that Trakt has not been told yet, in order of `id`."""

    __tablename__ = "trakt_scrobble"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    profile_id: Mapped[str] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"), index=True)
    ref: Mapped[str] = mapped_column(String(64))
    action: Mapped[str] = mapped_column(String(5))
    progress: Mapped[float] = mapped_column(Float)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class TraktWatchingRow(Base):
    """What a profile's player did last."""

    __tablename__ = "trakt_watching"

    profile_id: Mapped[str] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"), primary_key=True)
    ref: Mapped[str] = mapped_column(String(64))
    action: Mapped[str] = mapped_column(String(5))
    progress: Mapped[float] = mapped_column(Float)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
