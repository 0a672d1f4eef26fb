"""The catalogue's rows."""

from datetime import date, datetime

from sqlalchemy import JSON, Date, Float, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from miauflix.infra.db import Base, UtcDateTime


class PictureRow(Base):
    """A picture by its hash: of its bytes (`origin` stored), of its path at the image host (remote), or of the words
    on the card that stands in for it (drawn). Until a remote one has come (`fetched_at`), its size is what such
    pictures usually have and its thumbhash is empty; `words` are lettered on a card while it cannot be had.
    """

    __tablename__ = "picture"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    width: Mapped[int] = mapped_column(Integer)
    height: Mapped[int] = mapped_column(Integer)
    thumbhash: Mapped[str] = mapped_column(String(64))
    origin: Mapped[str] = mapped_column(String(8), server_default="stored")
    kind: Mapped[str] = mapped_column(String(8), server_default="poster")
    remote_path: Mapped[str | None] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text, server_default="")
    fetched_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class TitleRow(Base):
    __tablename__ = "title"
    __table_args__ = (UniqueConstraint("kind", "tmdb_id"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    tmdb_id: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(Text)
    original_name: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(8))
    overview: Mapped[str] = mapped_column(Text)
    tagline: Mapped[str] = mapped_column(Text)
    release_date: Mapped[date | None] = mapped_column(Date)
    runtime_min: Mapped[int | None] = mapped_column(Integer)
    rating: Mapped[float | None] = mapped_column(Float)
    popularity: Mapped[float] = mapped_column(Float)
    genres: Mapped[list[str]] = mapped_column(JSON)
    attribution: Mapped[str | None] = mapped_column(Text)
    poster: Mapped[str | None] = mapped_column(ForeignKey("picture.hash"))
    backdrop: Mapped[str | None] = mapped_column(ForeignKey("picture.hash"))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class TitleTextRow(Base):
    """A title's texts in one more language."""

    __tablename__ = "title_text"

    title_id: Mapped[str] = mapped_column(ForeignKey("title.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    overview: Mapped[str] = mapped_column(Text)
    tagline: Mapped[str] = mapped_column(Text)
    genres: Mapped[list[str]] = mapped_column(JSON)


class SeasonRow(Base):
    __tablename__ = "season"

    title_id: Mapped[str] = mapped_column(ForeignKey("title.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    overview: Mapped[str] = mapped_column(Text)


class EpisodeRow(Base):
    __tablename__ = "episode"

    title_id: Mapped[str] = mapped_column(ForeignKey("title.id", ondelete="CASCADE"), primary_key=True)
    season: Mapped[int] = mapped_column(Integer, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    overview: Mapped[str] = mapped_column(Text)
    air_date: Mapped[date | None] = mapped_column(Date)
    runtime_min: Mapped[int | None] = mapped_column(Integer)
    still: Mapped[str | None] = mapped_column(ForeignKey("picture.hash"))


class EpisodeTextRow(Base):
    """An episode's texts in one more language."""

    __tablename__ = "episode_text"

    title_id: Mapped[str] = mapped_column(ForeignKey("title.id", ondelete="CASCADE"), primary_key=True)
    season: Mapped[int] = mapped_column(Integer, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    overview: Mapped[str] = mapped_column(Text)


class ListRow(Base):
    __tablename__ = "media_list"

    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(8))
    rank: Mapped[int] = mapped_column(Integer)


class ListItemRow(Base):
    """Positions are dense from 1, so page n begins behind position (n-1)*size and needs no OFFSET."""

    __tablename__ = "media_list_item"
    __table_args__ = (Index("ix_media_list_item_title_id", "title_id"),)

    slug: Mapped[str] = mapped_column(ForeignKey("media_list.slug", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    title_id: Mapped[str] = mapped_column(ForeignKey("title.id", ondelete="CASCADE"))
