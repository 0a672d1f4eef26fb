"""The catalogue's rows."""

from datetime import date, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column

from miauflix.infra.db import Base, UtcDateTime
from miauflix.kit.language import LANGUAGE_LENGTH


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
    """A film or a show. Its texts are in `language`: English where TMDB has it, else the original's.

    `detailed_at` says when TMDB's details were read; without it only what a list says of a title is known.
    `changed_at` says that TMDB has changed it since, and `languages` which ones the details were read in.
    """

    __tablename__ = "title"
    __table_args__ = (
        UniqueConstraint("kind", "tmdb_id"),
        Index("ix_title_imdb_id", "imdb_id"),
        Index("ix_title_changed_at", "changed_at"),
        Index("ix_title_collection_id", "collection_id"),
    )

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
    imdb_id: Mapped[str | None] = mapped_column(String(16))
    tvdb_id: Mapped[int | None] = mapped_column(Integer)
    original_language: Mapped[str | None] = mapped_column(String(8))
    status: Mapped[str | None] = mapped_column(String(40))
    homepage: Mapped[str | None] = mapped_column(Text)
    vote_count: Mapped[int] = mapped_column(Integer, server_default="0")
    budget: Mapped[int | None] = mapped_column(BigInteger)
    revenue: Mapped[int | None] = mapped_column(BigInteger)
    in_production: Mapped[bool | None] = mapped_column()
    certifications: Mapped[dict[str, str]] = mapped_column(JSON, server_default="{}")  # by country
    collection_id: Mapped[int | None] = mapped_column(Integer)
    collection_name: Mapped[str | None] = mapped_column(Text)
    countries: Mapped[list[str]] = mapped_column(JSON, server_default="[]")
    episode_run_times: Mapped[list[int]] = mapped_column(JSON, server_default="[]")
    trailers: Mapped[list[dict[str, str]]] = mapped_column(JSON, server_default="[]")
    next_episode: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    languages: Mapped[list[str]] = mapped_column(JSON, server_default="[]")
    detailed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CollectionRow(Base):
    """When TMDB was last read for the films that belong together; which they are, their own rows say."""

    __tablename__ = "collection"

    tmdb_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    read_at: Mapped[datetime] = mapped_column(UtcDateTime)


class TitleTextRow(Base):
    """A title's texts in one more language."""

    __tablename__ = "title_text"

    title_id: Mapped[str] = mapped_column(ForeignKey("title.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(String(LANGUAGE_LENGTH), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    overview: Mapped[str] = mapped_column(Text)
    tagline: Mapped[str] = mapped_column(Text)
    genres: Mapped[list[str]] = mapped_column(JSON)
    poster: Mapped[str | None] = mapped_column(ForeignKey("picture.hash"))


class GenreRow(Base):
    """TMDB counts the genres of films and of shows apart; some numbers are in both sets."""

    __tablename__ = "genre"

    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    tmdb_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(Text)


class GenreTextRow(Base):
    """A genre's name in one more language."""

    __tablename__ = "genre_text"

    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    genre_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    language: Mapped[str] = mapped_column(String(LANGUAGE_LENGTH), primary_key=True)
    name: Mapped[str] = mapped_column(Text)


class TitleGenreRow(Base):
    """`genre_id` is a `GenreRow` of the title's kind."""

    __tablename__ = "title_genre"
    __table_args__ = (Index("ix_title_genre_genre_id", "genre_id"),)

    title_id: Mapped[str] = mapped_column(ForeignKey("title.id", ondelete="CASCADE"), primary_key=True)
    genre_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    position: Mapped[int] = mapped_column(Integer)


class PersonRow(Base):
    """`detailed_at` says when their own page was read; before it only the name and the picture are known. Their texts
    are English; `languages` says which others they were read in.
    """

    __tablename__ = "person"

    tmdb_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    picture: Mapped[str | None] = mapped_column(ForeignKey("picture.hash"))
    popularity: Mapped[float] = mapped_column(Float, server_default="0")
    known_for: Mapped[str | None] = mapped_column(String(80))
    biography: Mapped[str | None] = mapped_column(Text)
    born: Mapped[date | None] = mapped_column(Date)
    died: Mapped[date | None] = mapped_column(Date)
    birthplace: Mapped[str | None] = mapped_column(Text)
    languages: Mapped[list[str]] = mapped_column(JSON, server_default="[]")
    detailed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PersonTextRow(Base):
    """What is written of a person in one more language."""

    __tablename__ = "person_text"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.tmdb_id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(String(LANGUAGE_LENGTH), primary_key=True)
    biography: Mapped[str] = mapped_column(Text)


class CreditRow(Base):
    """Somebody's part in a title: `role` is whom they play (`cast`) or what they do (`crew`)."""

    __tablename__ = "credit"
    __table_args__ = (Index("ix_credit_person_id", "person_id"),)

    title_id: Mapped[str] = mapped_column(ForeignKey("title.id", ondelete="CASCADE"), primary_key=True)
    side: Mapped[str] = mapped_column(String(4), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.tmdb_id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer)
    role: Mapped[str] = mapped_column(Text)


class SeasonRow(Base):
    """`detailed_at` says when its episodes were read and `languages` in which; `retry_at` keeps a season that failed
    out of the queue.
    """

    __tablename__ = "season"
    __table_args__ = (Index("ix_season_detailed_at", "detailed_at"),)

    title_id: Mapped[str] = mapped_column(ForeignKey("title.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    overview: Mapped[str] = mapped_column(Text)
    tmdb_id: Mapped[int | None] = mapped_column(Integer)
    air_date: Mapped[date | None] = mapped_column(Date)
    episode_count: Mapped[int | None] = mapped_column(Integer)  # as TMDB says; what is stored may be less
    poster: Mapped[str | None] = mapped_column(ForeignKey("picture.hash"))
    languages: Mapped[list[str]] = mapped_column(JSON, server_default="[]")
    detailed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    retry_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SeasonTextRow(Base):
    """A season's texts in one more language."""

    __tablename__ = "season_text"

    title_id: Mapped[str] = mapped_column(ForeignKey("title.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    language: Mapped[str] = mapped_column(String(LANGUAGE_LENGTH), primary_key=True)
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
    tmdb_id: Mapped[int | None] = mapped_column(Integer)
    rating: Mapped[float | None] = mapped_column(Float)
    vote_count: Mapped[int] = mapped_column(Integer, server_default="0")
    episode_type: Mapped[str | None] = mapped_column(String(20))  # standard, finale, mid_season …


class EpisodeTextRow(Base):
    """An episode's texts in one more language."""

    __tablename__ = "episode_text"

    title_id: Mapped[str] = mapped_column(ForeignKey("title.id", ondelete="CASCADE"), primary_key=True)
    season: Mapped[int] = mapped_column(Integer, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    language: Mapped[str] = mapped_column(String(LANGUAGE_LENGTH), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    overview: Mapped[str] = mapped_column(Text)


class ListRow(Base):
    """A list of films, of shows, or of both (`mixed`).

    `rank` and `is_visible` are its place on the home page, the admin's to change; `owner` is the profile whose own list
    it is. `genre_id` names a list after its genre, in the reader's language.
    """

    __tablename__ = "media_list"
    __table_args__ = (Index("ix_media_list_owner", "owner"),)

    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(8))
    rank: Mapped[int] = mapped_column(Integer)
    total: Mapped[int] = mapped_column(Integer, server_default="0")
    is_visible: Mapped[bool] = mapped_column(server_default=true())
    owner: Mapped[str | None] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"))
    genre_id: Mapped[int | None] = mapped_column(Integer)
    filled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ListItemRow(Base):
    """Positions are dense from 1, so page n begins behind position (n-1)*size and needs no OFFSET."""

    __tablename__ = "media_list_item"
    __table_args__ = (Index("ix_media_list_item_title_id", "title_id"),)

    slug: Mapped[str] = mapped_column(ForeignKey("media_list.slug", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    title_id: Mapped[str] = mapped_column(ForeignKey("title.id", ondelete="CASCADE"))


class SyncStateRow(Base):
    """How far a piece of synchronising has come, or how it stands; `value` is its own business."""

    __tablename__ = "sync_state"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    value: Mapped[dict[str, object]] = mapped_column(JSON)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ResponseRow(Base):
    """An answer of TMDB, packed; good until `fresh_until`, better than nothing for half a year."""

    __tablename__ = "tmdb_response"
    __table_args__ = (Index("ix_tmdb_response_fetched_at", "fetched_at"),)

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    fetched_at: Mapped[datetime] = mapped_column(UtcDateTime)
    fresh_until: Mapped[datetime] = mapped_column(UtcDateTime)
