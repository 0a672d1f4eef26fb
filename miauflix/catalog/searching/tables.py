"""The index of names.

Full text lives beside `search_name`, kept by the database itself in the same transaction: on SQLite an FTS5 table
`fts_name` that triggers keep, on PostgreSQL a generated column `fts_vector` with a GIN index. What only one engine has
is called `fts_` and something, which is how the comparison of schemas knows to leave it out.
"""

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from miauflix.infra.db import Base

_ID = BigInteger().with_variant(Integer(), "sqlite")  # 64 bits there too, and only so the row's own number
# A range of words has to be one of bytes, whatever the database's own collation is.
_NAME = Text().with_variant(Text(collation="C"), "postgresql")
_WORD = String(40).with_variant(String(40, collation="C"), "postgresql")


class SearchNameRow(Base):
    """One name of a title or a person; `name` is its key, `words` are what it is found by, parted by blanks.

    `id` begins with how well-known the subject is, best first, and people after all titles: whatever the full-text
    index finds comes in the order it is wanted in, and the first hundred are read without looking at the rest.
    """

    __tablename__ = "search_name"
    __table_args__ = (
        Index("ix_search_name_name", "name", "id"),
        Index("ix_search_name_title_id", "title_id"),
        Index("ix_search_name_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(_ID, primary_key=True, autoincrement=False)
    title_id: Mapped[str | None] = mapped_column(ForeignKey("title.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.tmdb_id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(_NAME)
    words: Mapped[str] = mapped_column(Text)


class SearchWordRow(Base):
    """The vocabulary, for mending what was mistyped. A word that outlives the names that had it finds nothing."""

    __tablename__ = "search_word"
    __table_args__ = (Index("ix_search_word_reversed", "reversed"),)

    word: Mapped[str] = mapped_column(
        String(40).with_variant(String(40, collation="C"), "postgresql"), primary_key=True
    )
    reversed: Mapped[str] = mapped_column(_WORD)
    length: Mapped[int] = mapped_column(Integer)
