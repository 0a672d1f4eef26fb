"""Which keys the stored fields were encrypted with, where keys from a passphrase begin, and how far a change is."""

from datetime import datetime

from sqlalchemy import Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from miauflix.infra.db import Base, UtcDateTime


class CipherKeyRow(Base):
    """A key that has been written with: its id as 8 hexadecimal characters, and 32 bytes that only it gives."""

    __tablename__ = "cipher_key"

    id: Mapped[str] = mapped_column(String(8), primary_key=True)
    check_value: Mapped[bytes] = mapped_column(LargeBinary(32))
    first_used_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CipherSaltRow(Base):
    """What a passphrase is stretched with. The one with the highest id is that of the writing key."""

    __tablename__ = "cipher_salt"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    iterations: Mapped[int] = mapped_column(Integer)


class KeyRotationRow(Base):
    """One change of keys, named by the key that it leads to. `at_table` and `at_row` say what is done up to where."""

    __tablename__ = "key_rotation"

    id: Mapped[str] = mapped_column(String(8), primary_key=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    at_table: Mapped[str | None] = mapped_column(String(40))
    at_row: Mapped[str | None] = mapped_column(String(80))
    done: Mapped[int] = mapped_column(Integer)
    total: Mapped[int] = mapped_column(Integer)
    damaged: Mapped[int] = mapped_column(Integer)
