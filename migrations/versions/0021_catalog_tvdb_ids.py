"""catalog: a title's number at TVDB, by which indexers know shows"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("title", sa.Column("tvdb_id", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("title") as batch:
        batch.drop_column("tvdb_id")
