"""Which keys the stored fields were encrypted with."""

from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from miauflix.infra.db import Base, UtcDateTime


class CipherKeyRow(Base):
    """A key that has been written with: its id as 8 hexadecimal characters, and 32 bytes that only it gives."""

    __tablename__ = "cipher_key"

    id: Mapped[str] = mapped_column(String(8), primary_key=True)
    check_value: Mapped[bytes] = mapped_column(LargeBinary(32))
    first_used_at: Mapped[datetime] = mapped_column(UtcDateTime)
