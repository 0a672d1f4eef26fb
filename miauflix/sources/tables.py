"""Torrents and what they are sources of. Sealed columns hold envelopes of `infra.cipher`."""

from datetime import datetime

from sqlalchemy import BigInteger, Float, ForeignKey, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from miauflix.infra.db import Base, UtcDateTime


class TorrentRow(Base):
    """One torrent; its id names the folder of its pieces."""

    __tablename__ = "torrent"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    ih: Mapped[bytes] = mapped_column(LargeBinary)  # sealed: info hash, 20 or 32 bytes
    ih_index: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)  # blind index of the same
    ml: Mapped[bytes | None] = mapped_column(LargeBinary)  # sealed: magnet link
    file: Mapped[bytes | None] = mapped_column(LargeBinary)  # sealed: .torrent
    name: Mapped[bytes] = mapped_column(LargeBinary)  # sealed: a name and a size find the hash again
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SourceRow(Base):
    """A torrent, or one file of it, as a source of one playable."""

    __tablename__ = "source"
    __table_args__ = (UniqueConstraint("ref", "torrent_id"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    ref: Mapped[str] = mapped_column(String(64), index=True)
    torrent_id: Mapped[str] = mapped_column(ForeignKey("torrent.id", ondelete="CASCADE"), index=True)
    file_index: Mapped[int | None] = mapped_column(Integer)  # None: the main file, by size and kind
    provider: Mapped[str] = mapped_column(String(40))
    quality: Mapped[str | None] = mapped_column(String(20))
    resolution: Mapped[str | None] = mapped_column(String(20))
    codec: Mapped[str | None] = mapped_column(String(20))
    size_bytes: Mapped[int | None] = mapped_column(BigInteger)
    seeders: Mapped[int | None] = mapped_column(Integer)
    score: Mapped[float] = mapped_column(Float)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
