"""Torrents and what they are sources of. Sealed columns hold envelopes of `infra.cipher`."""

from datetime import datetime

from pydantic import JsonValue
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Dialect,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy import false as sql_false
from sqlalchemy.orm import Mapped, mapped_column

from miauflix.infra.db import Base, UtcDateTime


class RoughSize(TypeDecorator[int]):
    """A size to three significant digits. Exact, and beside the title, it finds the torrent in any public index."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:
        del dialect
        return None if value is None else round(value, min(0, 3 - len(str(value))))


class TorrentRow(Base):
    """One torrent; its id names the folder of its pieces.

    What a swarm is like (`seeders`, `leechers`) is null while nobody could be asked, which is not 0. `…_due_at` is when
    to ask next: null means never, because it is known or given up; `…_misses` counts the asking in vain since then.
    """

    __tablename__ = "torrent"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    ih: Mapped[bytes] = mapped_column(LargeBinary)  # sealed: info hash, 20 or 32 bytes
    ih_index: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)  # blind index of the same
    ml: Mapped[bytes | None] = mapped_column(LargeBinary)  # sealed: magnet link
    file: Mapped[bytes | None] = mapped_column(LargeBinary)  # sealed: .torrent
    tu: Mapped[bytes | None] = mapped_column(LargeBinary)  # sealed: address of the .torrent, perhaps with a key in it
    name: Mapped[bytes] = mapped_column(LargeBinary)  # sealed: a name and a size find the hash again
    gr: Mapped[bytes | None] = mapped_column(LargeBinary)  # sealed: release group, the last piece of the name
    size_bytes: Mapped[int | None] = mapped_column(RoughSize)  # of all files together
    seeders: Mapped[int | None] = mapped_column(Integer)
    leechers: Mapped[int | None] = mapped_column(Integer)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stats_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stats_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    stats_misses: Mapped[int] = mapped_column(Integer, server_default="0", default=0)
    file_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # when the .torrent came
    file_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    file_misses: Mapped[int] = mapped_column(Integer, server_default="0", default=0)
    dead_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # offered no longer; kept to be known again
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SourceRow(Base):
    """A torrent, one file of it, or a file on a web server, as a source of one playable, with what its name says of it.

    A file on a web server has `url` and `name`, and no torrent.
    """

    __tablename__ = "source"
    __table_args__ = (UniqueConstraint("ref", "torrent_id"), UniqueConstraint("ref", "url_index"))

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    # The episodes of a show are a range of bytes, whatever the database's own collation is.
    ref: Mapped[str] = mapped_column(String(64).with_variant(String(64, collation="C"), "postgresql"), index=True)
    torrent_id: Mapped[str | None] = mapped_column(ForeignKey("torrent.id", ondelete="CASCADE"), index=True)
    url: Mapped[bytes | None] = mapped_column(LargeBinary)  # sealed: address of the file
    url_index: Mapped[bytes | None] = mapped_column(LargeBinary(32))  # blind index of the same
    name: Mapped[bytes | None] = mapped_column(LargeBinary)  # sealed: release name of the file
    file_index: Mapped[int | None] = mapped_column(Integer)  # None: the main file, by size and kind
    provider: Mapped[str] = mapped_column(String(40))
    quality: Mapped[str | None] = mapped_column(String(20))
    resolution: Mapped[str | None] = mapped_column(String(20))
    codec: Mapped[str | None] = mapped_column(String(20))
    bit_depth: Mapped[int | None] = mapped_column(Integer)
    hdr: Mapped[str | None] = mapped_column(String(60))  # these three: words separated by commas
    audio: Mapped[str | None] = mapped_column(String(100))
    languages: Mapped[str | None] = mapped_column(String(200))
    container: Mapped[str | None] = mapped_column(String(10))
    is_proper: Mapped[bool] = mapped_column(Boolean, server_default=sql_false(), default=False)
    is_pack: Mapped[bool] = mapped_column(Boolean, server_default=sql_false(), default=False)
    is_three_d: Mapped[bool] = mapped_column(Boolean, server_default=sql_false(), default=False)
    has_burnt_in_subs: Mapped[bool] = mapped_column(Boolean, server_default=sql_false(), default=False)
    size_bytes: Mapped[int | None] = mapped_column(RoughSize)  # of the file that plays
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # when its provider listed it last
    # Of a file on a web server alone: when the server was asked last whether it is there, and said that it is gone.
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    dead_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SourceSettingRow(Base):
    """What an admin decided about sources: `scoring` and `blocklist`."""

    __tablename__ = "source_setting"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[dict[str, JsonValue]] = mapped_column(JSON)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class TitleSearchRow(Base):
    """A playable that sources are looked for in the background, and when next."""

    __tablename__ = "title_search"

    ref: Mapped[str] = mapped_column(String(64), primary_key=True)
    interest: Mapped[float] = mapped_column(Float)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    searched_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    misses: Mapped[int] = mapped_column(Integer, server_default="0", default=0)
    found: Mapped[int] = mapped_column(Integer, server_default="0", default=0)


class ProviderRow(Base):
    """What an admin has set for a provider; without a row, the environment's word counts, or that it is free."""

    __tablename__ = "provider"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    is_enabled: Mapped[bool] = mapped_column(Boolean)
    base_url: Mapped[bytes | None] = mapped_column(LargeBinary)  # sealed: it may hold a key, and tells which service
    api_key: Mapped[bytes | None] = mapped_column(LargeBinary)  # sealed
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ProviderCircuitRow(Base):
    """How a provider has done lately; see `searching.circuit`."""

    __tablename__ = "provider_circuit"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    failures: Mapped[int] = mapped_column(Integer)
    open_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_kind: Mapped[str | None] = mapped_column(String(20))
    last_detail: Mapped[str] = mapped_column(String(200))
    last_said: Mapped[list[dict[str, JsonValue]] | None] = mapped_column(JSON(none_as_null=True))
    last_ok_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_failed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_elapsed_ms: Mapped[int | None] = mapped_column(Integer)
