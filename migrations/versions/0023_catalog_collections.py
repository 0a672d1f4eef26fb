"""catalog: which films belong together is found by their collection, and read from TMDB now and then"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "collection",
        sa.Column("tmdb_id", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tmdb_id", name=op.f("pk_collection")),
    )
    op.create_index("ix_title_collection_id", "title", ["collection_id"])


def downgrade() -> None:
    op.drop_index("ix_title_collection_id", table_name="title")
    op.drop_table("collection")
