"""catalog: an index of every name"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_SQLITE = """
CREATE VIRTUAL TABLE fts_name USING fts5(
    words, content='search_name', content_rowid='id', detail=none, columnsize=0, prefix='2 3',
    tokenize='ascii'
);
CREATE TRIGGER fts_name_insert AFTER INSERT ON search_name BEGIN
    INSERT INTO fts_name (rowid, words) VALUES (new.id, new.words);
END;
CREATE TRIGGER fts_name_delete AFTER DELETE ON search_name BEGIN
    INSERT INTO fts_name (fts_name, rowid, words) VALUES ('delete', old.id, old.words);
END;
CREATE TRIGGER fts_name_update AFTER UPDATE ON search_name BEGIN
    INSERT INTO fts_name (fts_name, rowid, words) VALUES ('delete', old.id, old.words);
    INSERT INTO fts_name (rowid, words) VALUES (new.id, new.words);
END
"""


def upgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    collation = None if is_sqlite else "C"  # a range of names has to be one of bytes, whatever the database's own is
    op.create_table(
        "search_name",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("title_id", sa.String(length=36), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(collation=collation), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["title_id"], ["title.id"], name=op.f("fk_search_name_title_id_title"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.tmdb_id"], name=op.f("fk_search_name_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_name")),
    )
    op.create_index("ix_search_name_name", "search_name", ["name", "id"])
    op.create_index("ix_search_name_title_id", "search_name", ["title_id"])
    op.create_index("ix_search_name_person_id", "search_name", ["person_id"])
    op.create_table(
        "search_word",
        sa.Column("word", sa.String(length=40, collation=collation), nullable=False),
        sa.Column("reversed", sa.String(length=40, collation=collation), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_search_word")),
    )
    op.create_index("ix_search_word_reversed", "search_word", ["reversed"])
    if is_sqlite:
        for statement in _SQLITE.replace(";\nCREATE", "\0CREATE").split("\0"):
            op.execute(statement)
    else:
        op.execute(
            "ALTER TABLE search_name ADD COLUMN fts_vector tsvector "
            "GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED"
        )
        op.execute("CREATE INDEX fts_vector_gin ON search_name USING gin (fts_vector)")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE fts_name")
    op.drop_table("search_word")
    op.drop_table("search_name")
