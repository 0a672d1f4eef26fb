"""sources: when a .torrent came"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("torrent", schema=None) as batch_op:
        batch_op.add_column(sa.Column("file_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("torrent", schema=None) as batch_op:
        batch_op.drop_column("file_at")
