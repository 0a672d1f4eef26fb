"""sources"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "torrent",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("ih", sa.LargeBinary(), nullable=False),
        sa.Column("ih_index", sa.LargeBinary(length=32), nullable=False),
        sa.Column("ml", sa.LargeBinary(), nullable=True),
        sa.Column("file", sa.LargeBinary(), nullable=True),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_torrent")),
        sa.UniqueConstraint("ih_index", name=op.f("uq_torrent_ih_index")),
    )
    op.create_table(
        "source",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("ref", sa.String(length=64), nullable=False),
        sa.Column("torrent_id", sa.String(length=36), nullable=False),
        sa.Column("file_index", sa.Integer(), nullable=True),
        sa.Column("provider", sa.String(length=40), nullable=False),
        sa.Column("quality", sa.String(length=20), nullable=True),
        sa.Column("resolution", sa.String(length=20), nullable=True),
        sa.Column("codec", sa.String(length=20), nullable=True),
        sa.Column("size_bytes", sa.BigInteger(), nullable=True),
        sa.Column("seeders", sa.Integer(), nullable=True),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["torrent_id"], ["torrent.id"], name=op.f("fk_source_torrent_id_torrent"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("ref", "torrent_id", name=op.f("uq_source_ref_torrent_id")),
    )
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_source_ref"), ["ref"], unique=False)
        batch_op.create_index(batch_op.f("ix_source_torrent_id"), ["torrent_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_source_torrent_id"))
        batch_op.drop_index(batch_op.f("ix_source_ref"))

    op.drop_table("source")
    op.drop_table("torrent")
